import { strict as assert } from "node:assert";
import { at, text } from "../../harness";
import type { Json } from "../../harness";
import type { Kubectl } from "../support/kubectl";
import { attempt } from "../support/run";

/** A place, and everything that it shows. */
type Shown = readonly [where: string, said: string];

/** What the namespace of a stack shows to those who may not read its Secrets: objects and events, logs, processes, and ZooKeeper to whoever reaches it. */
export async function shownTexts(kubectl: Kubectl, namespace: string): Promise<readonly Shown[]> {
    const objects = await kubectl.get(
        "pods,jobs,configmaps,statefulsets,deployments,services,events,persistentvolumeclaims,networkpolicies",
    );
    return [
        ["the objects and events", JSON.stringify(objects)],
        ...(await podTexts(kubectl, namespace)),
        ["ZooKeeper", await znodes(kubectl, namespace)],
    ];
}

/** Of every pod its log, and of every process in it that runs the arguments and the environment. */
async function podTexts(kubectl: Kubectl, namespace: string): Promise<readonly Shown[]> {
    const read =
        "for id in /proc/[0-9]*; do tr '\\0' '\\n' < $id/cmdline; tr '\\0' '\\n' < $id/environ; done 2>/dev/null; true";
    const ofPod = async (pod: Json): Promise<Shown> => {
        const name = text(pod, "metadata", "name");
        const logs = await attempt("kubectl", ["-n", namespace, "logs", name, "--all-containers"]);
        const runs = at(pod, "status", "phase") === "Running";
        const processes = runs ? await kubectl.exec(name, "sh", "-c", read) : "-";
        return [`pod ${name}`, `${logs.output}\n${processes}`];
    };
    return Promise.all((await kubectl.list("pods")).map(ofPod));
}

const server = ["zkCli.sh", "-server", "localhost:2181"];

/** Every znode with its data. */
async function znodes(kubectl: Kubectl, namespace: string): Promise<string> {
    const paths = await kubectl.exec("zookeeper-0", "bash", "-c", `${server.join(" ")} ls -R / 2>/dev/null | grep ^/`);
    const commands = paths
        .trim()
        .split("\n")
        .map((path) => `get ${path}`);
    const call = ["-n", namespace, "exec", "-i", "zookeeper-0", "--", ...server];
    const { output } = await attempt("kubectl", call, { input: `${commands.join("\n")}\nquit\n` });
    assert.match(output, /SCRAM-SHA-512/);
    return output;
}
