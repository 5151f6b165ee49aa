import { strict as assert } from "node:assert";
import { join } from "node:path";
import { ensurePrometheus } from "../../local/toolchain/prometheus";
import { expressions, metricsOf, ofKubernetes } from "../components/metrics/expressions";
import { at, text } from "../harness";
import { drawDashboard } from "./metrics/pictures";
import { Prometheus } from "./metrics/prometheus";
import { brokerTool } from "./support/brokerTool";
import { inOrder } from "./support/inOrder";
import { Kubectl } from "./support/kubectl";
import { attempt, eventually, run } from "./support/run";
import { TestStack } from "./support/stack";

const disk = 256 * 2 ** 20;

/** What a real Prometheus scrapes from real brokers and servers, and which alerts it makes of what happens to them. */
describe("metrics and alerts on a real cluster", function () {
    this.timeout("15m");
    inOrder(this);

    const stack = new TestStack("dev", "kafka-metrics-e2e");
    const kubectl = new Kubectl(stack.namespace);
    const prometheus = new Prometheus(stack.namespace);

    before(async function () {
        // Builds Prometheus the first time.
        this.timeout("40m");
        await ensurePrometheus();
        await kubectl.remove();
        await stack.init();
        stack.edit({
            "kafka:metrics": { enabled: true, consumerLag: { intervalSeconds: 15 } },
            "kafka:brokers.disk": "256Mi",
        });
    });

    after(async () => {
        await prometheus.stop();
        await stack.tryPulumi(["destroy", "--yes", "--skip-preview"]);
        await kubectl.remove();
        const { definitions } = await ensurePrometheus();
        for (const file of definitions) {
            await attempt("kubectl", ["delete", "-f", file, "--ignore-not-found", "--timeout=60s"]);
        }
        stack.dispose();
    });

    /** Waits until each of these alerts fires, or none of them does. */
    async function untilFiring(yes: boolean, ...names: readonly string[]): Promise<void> {
        await eventually(`${names.join(", ")} ${yes ? "fire" : "end"}`, 240, async () => {
            const firing = await prometheus.firing();
            return names.every((name) => firing.includes(name) === yes) ? true : undefined;
        });
    }

    /** Waits until the pods of a StatefulSet are as many as somebody has scaled it to by hand. */
    async function scale(set: string, replicas: number): Promise<void> {
        await kubectl.call("scale", `statefulset/${set}`, `--replicas=${replicas}`);
        await kubectl.call("rollout", "status", `statefulset/${set}`, "--timeout=240s");
    }

    async function uids(): Promise<readonly unknown[]> {
        return (await kubectl.list("pods")).map((pod) => at(pod, "metadata", "uid"));
    }

    it("come up in one run, and a second one changes nothing", async () => {
        await stack.up();
        await stack.up("--expect-no-changes");
    });

    it("are found by the annotations of the pods, as docs/metrics.md says", async () => {
        const rules = await kubectl.get("configmap", "kafka-alerts");
        await prometheus.start(text(rules, "data", "kafka.rules.yaml"));
        await eventually("seven pods that are scraped", 120, async () => {
            const up = await prometheus.query(`up{namespace="${stack.namespace}"} == 1`);
            return up.length === 7 ? true : undefined;
        });
    });

    it("have every series that a panel or an alert asks for", async () => {
        await brokerTool(
            kubectl,
            "topics",
            "--create",
            "--topic",
            "seen",
            "--partitions",
            "6",
            "--replication-factor",
            "3",
        );
        await write("seen", 1000, 100);
        await read("seen", "readers", 10);
        const asked = expressions({
            namespace: stack.namespace,
            brokers: 3,
            servers: 3,
            brokerDisk: disk,
            withConsole: true,
            withLag: true,
            withBackups: false,
        });
        const names = [...new Set(asked.flatMap(({ expr }) => metricsOf(expr)))].filter(
            (name) => !ofKubernetes.test(name),
        );
        assert.ok(names.length > 50);
        await eventually("every metric", 120, async () => {
            const missing: string[] = [];
            for (const name of names) {
                const found = await prometheus.query(`count(${name}{namespace="${stack.namespace}"})`);
                missing.push(...(found.length === 0 ? [name] : []));
            }
            if (missing.length > 0) {
                throw new Error(`nobody shows ${missing.join(", ")}`);
            }
            return true;
        });
    });

    it("say of a cluster that is well that it is", async () => {
        await eventually("no alert", 180, async () => ((await prometheus.firing()).length === 0 ? true : undefined));
    });

    it("fire when a broker is down, and end when it is back", async () => {
        await scale("kafka", 2);
        await untilFiring(true, "KafkaBrokerDown", "KafkaUnderReplicatedPartitions");
        await scale("kafka", 3);
        await untilFiring(false, "KafkaBrokerDown", "KafkaUnderReplicatedPartitions");
    });

    it("fire when a group stands still while its topic grows, and end when it reads on", async () => {
        const lag = `kafka_consumergroup_lag_sum{namespace="${stack.namespace}",consumergroup="still",topic="seen"}`;
        const start = ["--reset-offsets", "--to-earliest", "--execute", "--topic", "seen", "--group", "still"];
        await brokerTool(kubectl, "consumer-groups", ...start);
        await eventually("the lag of a group that has read nothing", 120, async () =>
            (await prometheus.query(lag))[0]?.value === 1000 ? true : undefined,
        );
        // It is a member, and commits nothing; it ends when nothing more comes for a minute.
        const idle = read("seen", "still", 1_000_000, "--consumer-property", "enable.auto.commit=false");
        await eventually("a member", 120, async () => {
            const members = await prometheus.query(
                `kafka_consumergroup_members{namespace="${stack.namespace}",consumergroup="still"}`,
            );
            return members[0]?.value === 1 ? true : undefined;
        });
        await write("seen", 100, 100);
        await untilFiring(true, "KafkaConsumerStandsStill");
        assert.equal((await prometheus.query(lag))[0]?.value, 1100);
        await idle;
        await read("seen", "still", 1100);
        await untilFiring(false, "KafkaConsumerStandsStill");
        await eventually("no lag", 120, async () => ((await prometheus.query(lag))[0]?.value === 0 ? true : undefined));
    });

    it("fire when nobody knows the lag, and end when it is known again", async () => {
        await kubectl.call("scale", "deployment/kafka-lag", "--replicas=0");
        await untilFiring(true, "KafkaLagUnknown");
        await kubectl.call("scale", "deployment/kafka-lag", "--replicas=1");
        await untilFiring(false, "KafkaLagUnknown");
    });

    it("fire when a disk fills, and end when it has room again", async () => {
        await brokerTool(
            kubectl,
            "topics",
            "--create",
            "--topic",
            "large",
            "--partitions",
            "3",
            "--replication-factor",
            "3",
        );
        await write("large", 2400, 100_000);
        await untilFiring(true, "KafkaDiskFilling");
        await brokerTool(kubectl, "topics", "--delete", "--topic", "large");
        await untilFiring(false, "KafkaDiskFilling");
    });

    it("fire when a server is down, and when the ensemble has no quorum, and end when it has", async () => {
        await scale("zookeeper", 2);
        await untilFiring(true, "ZooKeeperServerDown", "ZooKeeperFollowersBehind");
        assert.ok(!(await prometheus.firing()).includes("ZooKeeperNoQuorum"));
        await kubectl.call("scale", "statefulset/zookeeper", "--replicas=1");
        await untilFiring(true, "ZooKeeperNoQuorum");
        await scale("zookeeper", 3);
        await untilFiring(
            false,
            "ZooKeeperNoQuorum",
            "ZooKeeperServerDown",
            "ZooKeeperFollowersBehind",
            "KafkaBrokerDown",
        );
    });

    it("are drawn for docs/metrics.md from what has happened so far", async function () {
        if (process.env["DRAW_DASHBOARDS"] === undefined) {
            this.skip();
        }
        const maps = await kubectl.list("configmaps", "-l", "grafana_dashboard=1");
        for (const map of maps) {
            const name = text(map, "metadata", "name").replace("kafka-dashboard-", "");
            const json = text(map, "data", `kafka-${stack.namespace}-${name}.json`);
            await drawDashboard(json, prometheus, 12, join(__dirname, `../../docs/dashboards/${name}.svg`));
        }
        assert.equal(maps.length, 6);
    });

    it("are not made for an operator that is not there: the preview says so", async () => {
        stack.edit({ "kafka:metrics.operator": true });
        const { code, output } = await stack.tryPulumi(["preview", "--non-interactive"]);
        assert.notEqual(code, 0);
        assert.match(
            output,
            /kafka:metrics\.operator is true: must be false as long as the cluster has no Prometheus Operator/,
        );
        const { definitions } = await ensurePrometheus();
        for (const file of definitions) {
            await run("kubectl", ["apply", "--server-side", "-f", file]);
            await run("kubectl", ["wait", "--for=condition=Established", "-f", file, "--timeout=60s"]);
        }
    });

    it("are made for the operator instead, which takes them, by an edit that restarts nothing", async () => {
        const before = await uids();
        stack.edit({ "kafka:metrics.operator": true, "kafka:metrics.labels": { release: "prometheus" } });
        await stack.up();
        assert.deepEqual(await uids(), before);
        const monitors = await kubectl.list("podmonitors.monitoring.coreos.com", "-l", "release=prometheus");
        assert.deepEqual(monitors.map((one) => text(one, "metadata", "name")).sort(), [
            "kafka",
            "kafka-lag",
            "zookeeper",
        ]);
        const rules = await kubectl.list("prometheusrules.monitoring.coreos.com", "-l", "release=prometheus");
        assert.equal(rules.length, 1);
        assert.equal((await attempt("kubectl", ["-n", stack.namespace, "get", "configmap", "kafka-alerts"])).code, 1);
        await stack.up("--expect-no-changes");
    });

    /** Reads so many records as a member of a group, or until no more come for a minute. */
    async function read(topic: string, group: string, records: number, ...more: readonly string[]): Promise<void> {
        const most = ["--max-messages", String(records), "--timeout-ms", "60000"];
        await brokerTool(
            kubectl,
            "console-consumer",
            ...["--topic", topic, "--group", group, "--from-beginning", ...most, ...more],
        );
    }

    async function write(topic: string, records: number, bytes: number): Promise<void> {
        const size = ["--num-records", String(records), "--record-size", String(bytes), "--throughput", "-1"];
        const to = ["--producer-props", "bootstrap.servers=kafka:9092", "acks=all"];
        await kubectl.exec("kafka-0", "/opt/kafka/bin/kafka-producer-perf-test.sh", "--topic", topic, ...size, ...to);
    }
});
