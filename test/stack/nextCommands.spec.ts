import * as pulumi from "@pulumi/pulumi";
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { homedir } from "node:os";
import { anyNode } from "../../components/kafka/external/addresses";
import type { ListenerSecurity } from "../../components/security/authentication";
import { nextCommands } from "../../stack/nextCommands";
import { deploy, valueOf } from "../harness";

type Commands = Readonly<Record<string, string>>;

const bootstrapServers = pulumi.output("kafka.apps.svc.example:9093");

async function commands(
    withManager: boolean,
    config: Readonly<Record<string, string>> = {},
    outside?: string,
    security: ListenerSecurity = { authentication: "none" },
): Promise<Commands> {
    const externalServers = outside === undefined ? undefined : pulumi.output(outside);
    const reached = { security, bootstrapServers, withManager, externalServers, managerUrl: undefined };
    const program = () => ({ commands: nextCommands(pulumi.output("apps"), reached) });
    const { outputs } = await deploy(program, config);
    return await valueOf(outputs["commands"]);
}

function clients(kubectl: string): Commands {
    const [tools, client] = ["kafka-0 -- /opt/kafka/bin", "--bootstrap-server kafka:9092 --topic first"];
    return {
        produce:
            `${kubectl} -n apps exec ${tools}/kafka-topics.sh ${client} --create --if-not-exists && ` +
            `${kubectl} -n apps exec -it ${tools}/kafka-console-producer.sh ${client}`,
        consume: `${kubectl} -n apps exec -it ${tools}/kafka-console-consumer.sh ${client} --from-beginning`,
    };
}

/** The words of the command up to the namespace, as a shell reads them. */
function words(command: string): readonly string[] {
    const [kubectl = ""] = command.split(" -n apps");
    return execFileSync("sh", ["-c", `printf '%s\\n' ${kubectl}`], { encoding: "utf8" })
        .split("\n")
        .slice(0, -1);
}

describe("nextCommands", () => {
    it("names the commands for clients and for the console, ready to be pasted", async () => {
        assert.deepEqual(await commands(true), {
            ...clients("kubectl"),
            openKafkaManager: "kubectl -n apps port-forward service/kafka-manager 9000:9000",
            showPassword: "pulumi stack output kafkaManagerPassword --show-secrets",
        });
    });

    it("names the address of the console's Ingress beside them", async () => {
        const reached = {
            security: { authentication: "none" as const },
            bootstrapServers,
            withManager: true,
            externalServers: undefined,
            managerUrl: "https://kafka.example.com",
        };
        const program = () => ({ commands: nextCommands(pulumi.output("apps"), reached) });
        const { outputs } = await deploy(program);
        const { browseKafkaManager, ...others } = (await valueOf(outputs["commands"])) as Commands;
        assert.equal(browseKafkaManager, "https://kafka.example.com");
        assert.deepEqual(others, await commands(true));
    });

    it("leaves the console out where there is none", async () => {
        assert.deepEqual(await commands(false), clients("kubectl"));
    });

    it("names what a client outside connects to, and asks for a node where that is any of them", async () => {
        const consume = "--topic first --from-beginning";
        const { consumeFromOutside } = await commands(false, {}, "kafka-bootstrap.example.com:9094");
        assert.equal(
            consumeFromOutside,
            `kafka-console-consumer.sh --bootstrap-server kafka-bootstrap.example.com:9094 ${consume}`,
        );
        const onNode = await commands(false, { "kubernetes:context": "prod" }, `${anyNode}:30000`);
        assert.equal(
            onNode["consumeFromOutside"],
            "kafka-console-consumer.sh --bootstrap-server " +
                `$(kubectl --context prod get nodes -o jsonpath='{.items[0].status.addresses[0].address}'):30000 ${consume}`,
        );
    });

    it("names the cluster that the stack names", async () => {
        const config = { "kubernetes:context": "prod", "kubernetes:kubeconfig": "~/.kube/prod.yaml" };
        const chosen = "kubectl --kubeconfig ~/.kube/prod.yaml --context prod";
        const { openKafkaManager, showPassword, ...others } = await commands(true, config);
        assert.deepEqual(others, clients(chosen));
        assert.equal(openKafkaManager, `${chosen} -n apps port-forward service/kafka-manager 9000:9000`);
        assert.match(showPassword ?? "", /^pulumi /);
        assert.deepEqual(await commands(false, { "kubernetes:cluster": "blue" }), clients("kubectl --cluster blue"));
    });

    it("quotes for a shell what is no plain word", async () => {
        const names = ["a b", "it's $HOME", "arn:aws:eks:eu-1:1:cluster/x", "", "a;b", "~"];
        for (const name of names) {
            const { consume = "" } = await commands(false, { "kubernetes:context": name });
            assert.deepEqual(words(consume), ["kubectl", "--context", name]);
        }
        const { consume = "" } = await commands(false, { "kubernetes:kubeconfig": "~/my clusters/prod" });
        assert.deepEqual(words(consume), ["kubectl", "--kubeconfig", `${homedir()}/my clusters/prod`]);
    });

    for (const text of ['{"apiVersion": "v1", "users": ["hush"]}', "apiVersion: v1\nusers: [hush]\n"]) {
        it(`never shows a kubeconfig itself, and says how to write ${JSON.stringify(text)} to the file that it names`, async () => {
            const made = await commands(false, { "kubernetes:kubeconfig": text });
            assert.deepEqual(made, {
                ...clients("kubectl --kubeconfig kubeconfig.yaml"),
                writeKubeconfig: "(umask 077 && pulumi config get kubernetes:kubeconfig > kubeconfig.yaml)",
            });
        });
    }
});
