import { strict as assert } from "node:assert";
import { podKinds } from "../../model/connections";
import { mostServers } from "../../model/names";
import { at, text } from "../harness";
import { listeners, lists, matrix, namespaces, others } from "../program/connectivity/matrix";
import type { Cell, Row } from "../program/connectivity/matrix";
import { Probe } from "./networkPolicies/probe";
import type { Reached } from "./networkPolicies/probe";
import { inOrder } from "./support/inOrder";
import { isReady, Kubectl } from "./support/kubectl";
import { attempt, eventually, run } from "./support/run";
import { TestStack } from "./support/stack";

/** The node reaches its pods whatever a policy says, so that nobody outside of the cluster can be tried from here. */
const rows = matrix().filter(({ from }) => from !== "from outside of the cluster");

describe("who reaches what on a real cluster: the matrix of docs/security.md", function () {
    this.timeout("10m");
    inOrder(this);

    const stack = new TestStack("dev", "kafka-policies-e2e");
    const kubectl = new Kubectl(stack.namespace);
    /** Columns, with what a probe is to reach for each. */
    const targets = new Map<string, string>();
    const probes = new Map<string, Probe>();

    before(async () => {
        await kubectl.remove();
        for (const name of Object.values(namespaces)) {
            await new Kubectl(name).remove();
            await run("kubectl", ["create", "namespace", name]);
        }
        await stack.init();
        // All that there is a policy for: both listeners inside the cluster, and every Job.
        stack.edit({
            "kafka:security.networkPolicies.enabled": false,
            "kafka:security.authentication": "offered",
            "kafka:topics": [{ name: "orders" }],
            "kafka:metrics.enabled": true,
            "kafka:zookeeper.backup.keep": 2,
        });
    });

    after(async () => {
        await stack.tryPulumi(["destroy", "--yes", "--skip-preview"]);
        for (const name of [stack.namespace, ...Object.values(namespaces)]) {
            await new Kubectl(name).remove();
        }
        stack.dispose();
    });

    /** The pod behind each label that listens. Followers connect to the leader only. */
    async function findTargets(): Promise<void> {
        const pods = (await kubectl.list("pods")).filter(isReady);
        const leader = await eventually("a leader", 60, async () => {
            for (let server = 0; server < mostServers; server++) {
                const asked = ["exec", `zookeeper-${server}`, "--", "bash", "-c", "echo srvr | nc -w 2 127.0.0.1 2181"];
                const { stdout } = await attempt("kubectl", ["-n", stack.namespace, ...asked]);
                if (stdout.includes("Mode: leader")) {
                    return `zookeeper-${server}`;
                }
            }
            return undefined;
        });
        for (const [column, [name, port]] of listeners) {
            const pod = pods.find(
                (one) =>
                    at(one, "metadata", "labels", "app.kubernetes.io/name") === name &&
                    (name !== "zookeeper" || at(one, "metadata", "name") === leader),
            );
            targets.set(column, `${text(pod, "status", "podIP")}:${port}`);
        }
        const api = await run("kubectl", ["-n", "default", "get", "service", "kubernetes", "-o", "json"]);
        targets.set("DNS", "dns");
        targets.set("anything else", `${text(JSON.parse(api) as never, "spec", "clusterIP")}:443`);
    }

    /** A pod for each row: with the labels of one of the program's, or in one of the namespaces. */
    async function startProbes(): Promise<void> {
        const image = text(
            await kubectl.get("statefulset", "zookeeper"),
            "spec",
            "template",
            "spec",
            "containers",
            0,
            "image",
        );
        await Promise.all(
            rows.map(async ({ from }, index) => {
                const kind = Object.values(podKinds).find(({ name }) => name === from);
                const namespace = others.get(from)?.(stack.namespace) ?? stack.namespace;
                const probe = new Probe(namespace, `probe-of-row-${index}-of-the-matrix`);
                const labels =
                    kind === undefined
                        ? {}
                        : { "app.kubernetes.io/name": kind.name, "app.kubernetes.io/instance": kind.instance };
                await probe.start(image, labels);
                probes.set(from, probe);
            }),
        );
    }

    /** Waits until a row is as expected, for whoever enforces policies hears of them after the API server. */
    async function expectRow({ from, cells }: Row, isOpen: (cell: Cell, column: string) => boolean): Promise<void> {
        const expected = new Map(
            [...cells].map(([column, cell]): [string, Reached] => [
                column,
                isOpen(cell, column) ? "connects" : "times out",
            ]),
        );
        await eventually(`what ${from} reaches`, 60, async () => {
            const reached = await probes.get(from)?.reaches([...targets.values()]);
            const found = new Map([...cells.keys()].map((column) => [column, reached?.get(targets.get(column) ?? "")]));
            assert.deepEqual(found, expected);
            return true;
        });
    }

    async function pods(): Promise<readonly string[]> {
        const found = await kubectl.list("pods", "-l", "app.kubernetes.io/managed-by=pulumi");
        return found.map((pod) => `${text(pod, "metadata", "name")} ${text(pod, "metadata", "uid")}`).sort();
    }

    it("is all open without policies", async () => {
        await stack.up();
        await findTargets();
        await startProbes();
        for (const row of rows) {
            await expectRow(row, () => true);
        }
    });

    it("is closed by an edit that the preview warns of, without a restart", async () => {
        const before = await pods();
        stack.edit({ "kafka:security.networkPolicies": lists });
        const preview = await stack.pulumi(["preview", "--non-interactive"]);
        assert.match(preview, /warning: updates the NetworkPolicies, touches nothing else/);
        assert.match(preview, /security\.networkPolicies\.enabled false -> true: pods of other namespaces are cut off/);
        await stack.up();
        assert.deepEqual(await pods(), before);
    });

    for (const row of rows) {
        it(`holds for ${row.from}`, async () => {
            await expectRow(row, (cell) => cell === "yes");
        });
    }

    it("changes nothing in a second up, after a refresh either", async () => {
        await stack.up("--refresh", "--expect-no-changes");
    });

    it("lets servers, brokers and the console do their work, and come back", async () => {
        for (const pod of ["zookeeper-0", "kafka-0"]) {
            await kubectl.replacePod(pod);
        }
        const topics = [
            "--bootstrap-server",
            "kafka:9092",
            "--create",
            "--topic",
            "closed",
            "--replication-factor",
            "3",
        ];
        await kubectl.exec("kafka-0", "/opt/kafka/bin/kafka-topics.sh", ...topics);
        await kubectl.call("rollout", "restart", "deployment/kafka-manager");
        await kubectl.call("rollout", "status", "deployment/kafka-manager", "--timeout=180s");
    });

    it("runs its Jobs, and servers join and leave", async () => {
        for (const replicas of [4, 3]) {
            stack.edit({
                "kafka:zookeeper.replicas": replicas,
                "kafka:brokers.rebalance": replicas === 4,
                "kafka:brokers.config": { "log.retention.ms": 1_000_000 * replicas },
                "kafka:topics": [{ name: "orders", config: { "segment.ms": 1_000_000 * replicas } }],
                "kafka:kafkaManager.cluster.filterConsumers": replicas === 4,
            });
            await stack.up();
        }
        await findTargets();
    });

    it("opens a console that is published to everybody whom no policy keeps in", async () => {
        stack.edit({
            "kafka:kafkaManager.service": { type: "NodePort", nodePort: 30977 },
            "kafka:security.networkPolicies.console": [],
        });
        await stack.up();
        for (const row of rows) {
            await expectRow(row, (cell) => cell !== "no");
        }
    });

    it("closes a namespace again that is taken out, with a warning", async () => {
        stack.edit({ "kafka:security.networkPolicies.clients": [] });
        const preview = await stack.pulumi(["preview", "--non-interactive"]);
        assert.match(preview, /pods of policies-clients no longer reach the brokers \(9092, 9093\)/);
        await stack.up();
        for (const row of rows.filter(({ from }) => from === "a pod of a namespace in clients")) {
            await expectRow(row, (cell, column) => cell !== "no" && !column.startsWith("Kafka 909"));
        }
    });

    it("is all open again once the policies are given up", async () => {
        // Both listeners inside the cluster, and the Jobs of users.
        stack.edit({ "kafka:security.networkPolicies.enabled": false, "kafka:security.authentication": "offered" });
        await stack.up();
        assert.deepEqual(await kubectl.list("networkpolicies"), []);
        for (const row of rows) {
            await expectRow(row, () => true);
        }
    });
});
