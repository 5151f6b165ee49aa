import { strict as assert } from "node:assert";
import { at, text } from "../harness";
import { isKnown } from "../../stack/status/model";
import { useClusterDns } from "./support/clusterDns";
import { inOrder } from "./support/inOrder";
import { consume, makeTopic, produce } from "./support/kafka";
import type { Entry } from "./support/kafka";
import { isReady, Kubectl } from "./support/kubectl";
import { eventually } from "./support/run";
import { TestStack } from "./support/stack";

const brokerCount = 3;

function entries(prefix: string, count = 100): Entry[] {
    return Array.from({ length: count }, (_, i) => ({ key: `${prefix}-${i}`, value: `${prefix} value ${i}` }));
}

function sorted(list: readonly Entry[]): string[] {
    return list.map(({ key, value }) => `${key}=${value}`).sort();
}

describe("the stack of Pulumi.dev.yaml on a real cluster", function () {
    this.timeout("10m");
    inOrder(this);

    const stack = new TestStack("dev", "kafka-e2e");
    const kubectl = new Kubectl(stack.namespace);
    const written: Entry[] = [];
    let brokers: string[] = [];
    let restoreDns = (): void => undefined;

    before(async () => {
        restoreDns = await useClusterDns();
        await kubectl.remove();
        await stack.init();
        brokers = Array.from(
            { length: brokerCount },
            (_, id) => `kafka-${id}.kafka-headless.${stack.namespace}.svc.cluster.local:9092`,
        );
    });

    after(async () => {
        await stack.tryPulumi(["destroy", "--yes", "--skip-preview"]);
        await kubectl.remove();
        stack.dispose();
        restoreDns();
    });

    async function write(batch: readonly Entry[]): Promise<void> {
        for (let partition = 0; partition < brokerCount; partition++) {
            const part = batch.filter((_, i) => i % brokerCount === partition);
            await produce(brokers, "records", partition, part);
        }
        written.push(...batch);
    }

    async function expectAllRecords(): Promise<void> {
        assert.deepEqual(sorted(await consume(brokers, "records", written.length)), sorted(written));
    }

    async function managerGet(path: string, password?: string): Promise<Response> {
        const { kafkaManagerUrl, kafkaManagerUsername, kafkaManagerPassword } = await stack.outputs();
        const credentials = `${String(kafkaManagerUsername)}:${password ?? String(kafkaManagerPassword)}`;
        return fetch(`${String(kafkaManagerUrl)}${path}`, {
            headers: { authorization: `Basic ${Buffer.from(credentials).toString("base64")}` },
        });
    }

    it("previews before anything exists", async () => {
        const preview = await stack.pulumi(["preview", "--non-interactive"]);
        assert.match(preview, /\+ \d+ to create/);
    });

    it("comes up from nothing", async () => {
        await stack.up();
        const pods = await kubectl.list("pods", "--field-selector=status.phase=Running");
        assert.equal(pods.filter(isReady).length, 7);
        const restarts = pods.map((pod) => at(pod, "status", "containerStatuses", 0, "restartCount"));
        assert.deepEqual(
            restarts,
            pods.map(() => 0),
            "no container was started twice",
        );
    });

    it("changes nothing in a second up", async () => {
        const before = await kubectl.versions();
        await stack.up("--expect-no-changes");
        const after = await kubectl.versions();
        assert.deepEqual(Object.keys(after), Object.keys(before));
    });

    it("finds nothing to change after a refresh either", async () => {
        await stack.up("--refresh", "--expect-no-changes");
    });

    it("takes and gives back records through every broker", async () => {
        await makeTopic(brokers, "records", 3);
        await write(entries("first"));
        await expectAllRecords();
        // Each partition is led by another broker; the client talks to the leader itself.
        for (const broker of brokers) {
            assert.equal((await consume([broker], "records", written.length)).length, written.length);
        }
    });

    it("offers a bootstrap Service", async () => {
        const { bootstrapServers } = await stack.outputs();
        assert.equal((await consume([String(bootstrapServers)], "records", written.length)).length, written.length);
    });

    it("wires Kafka Manager: healthy, closed to a wrong password, all brokers listed", async () => {
        const health = await managerGet("/api/health");
        assert.equal(health.status, 200);
        assert.equal((await managerGet("/api/status/clusters", "wrong")).status, 401);
        const clusters = (await (await managerGet("/api/status/clusters")).json()) as never;
        assert.equal(at(clusters, "clusters", "active", 0, "name"), "kafka");
        const listed = (await (await managerGet("/api/status/kafka/brokers")).json()) as { brokers: number[] };
        assert.deepEqual(listed.brokers.sort(), [0, 1, 2]);
        const extended = (await (await managerGet("/api/status/kafka/brokers/extended")).json()) as never;
        assert.equal(at(extended, "brokers", 0, "jmxPort"), 9999);
        assert.match(text(extended, "brokers", 0, "host"), /^kafka-\d\.kafka-headless\./);
    });

    it("offers each broker's metrics by JMX where Kafka Manager looks for them", async () => {
        const extended = (await (await managerGet("/api/status/kafka/brokers/extended")).json()) as never;
        for (const broker of brokers.keys()) {
            const url = `${text(extended, "brokers", broker, "host")}:${JSON.stringify(at(extended, "brokers", broker, "jmxPort"))}`;
            await eventually(`a rate of the records that ${url} has taken`, 60, async () => {
                const rates = await kubectl.exec(
                    // Nobody else but the console reaches it.
                    `kafka-${broker}`,
                    "/opt/kafka/bin/kafka-jmx.sh",
                    ...["--jmx-url", `service:jmx:rmi:///jndi/rmi://${url}/jmxrmi`, "--one-time"],
                    ...["--object-name", "kafka.server:type=BrokerTopicMetrics,name=MessagesInPerSec"],
                    ...["--attributes", "OneMinuteRate"],
                );
                return Number(rates.trim().split(",").at(-1)) > 0 ? true : undefined;
            });
        }
    });

    it("runs its scripts with the tools of the official images: BusyBox beside the brokers and in the console", async () => {
        for (const pod of ["kafka-0", "deployment/kafka-manager"]) {
            const tools = ["sh", "awk", "sed", "grep"].map((tool) => `readlink -f "$(which ${tool})"`).join("; ");
            assert.match(await kubectl.exec(pod, "/bin/sh", "-c", tools), /^(\/\S*busybox\n){4}$/);
        }
        // Throws when the console's user could write where it is installed.
        await kubectl.exec("deployment/kafka-manager", "/bin/sh", "-c", "[ -d /cmak ] && [ ! -w /cmak ]");
    });

    it("serves `kubectl exec` with Kafka's tools beside the running broker", async () => {
        const topics = await kubectl.exec(
            "kafka-1",
            "/opt/kafka/bin/kafka-topics.sh",
            "--bootstrap-server",
            "kafka:9092",
            "--list",
        );
        assert.match(topics, /^records$/m);
    });

    it("has a status that says it is healthy, with all that it is asked for", async () => {
        // A copy may be behind for a moment, and a crowded machine may leave a tool no time.
        const { status } = await eventually("a healthy status", 120, async () => {
            const now = await stack.status();
            return now.code === 0 ? now : undefined;
        });
        assert.equal(status.health, "healthy");
        assert.ok(isKnown(status.brokers) && isKnown(status.ensemble) && isKnown(status.topics));
        assert.deepEqual(
            status.brokers.map(({ id, state, disk }) => [id, state, isKnown(disk)]),
            [0, 1, 2].map((id) => [id, "ready", true]),
        );
        assert.ok(status.brokers.some(({ id }) => id === status.controller));
        assert.match(String(status.ensemble.leader), /^zookeeper-[012]$/);
        assert.equal(status.ensemble.followersInSync, 2);
        assert.ok(status.topics.largest.some(({ name, bytes }) => name === "records" && bytes > 0));
        assert.ok(status.lastUpdate !== null && isKnown(status.lastUpdate) && status.lastUpdate.result === "succeeded");
    });

    it("has a status that names a broker that was killed, and ends with 1", async () => {
        const uid = at(await kubectl.get("pod", "kafka-2"), "metadata", "uid");
        await kubectl.call("delete", "pod", "kafka-2", "--wait=false", "--grace-period=0", "--force");
        const { status } = await eventually("a status that names kafka-2", 60, async () => {
            const now = await stack.status();
            return now.code === 1 && now.status.findings.some(({ what }) => what.startsWith("kafka-2 is "))
                ? now
                : undefined;
        });
        assert.equal(status.health, "unhealthy");
        await eventually("kafka-2 ready again", 180, async () => {
            const now = await kubectl.get("pod", "kafka-2");
            return at(now, "metadata", "uid") !== uid && isReady(now) ? true : undefined;
        });
    });

    for (const pod of ["kafka-0", "zookeeper-0"]) {
        it(`recovers from the loss of ${pod}`, async () => {
            await kubectl.replacePod(pod);
            await write(entries(`after-${pod}`, 30));
            await expectAllRecords();
        });
    }

    it("recovers from the loss of Kafka Manager's pod", async () => {
        await kubectl.call("delete", "pod", "-l", "app.kubernetes.io/name=kafka-manager", "--wait=true");
        await eventually("Kafka Manager lists the brokers again", 180, async () => {
            const answer = await managerGet("/api/status/kafka/brokers");
            return answer.status === 200 ? true : undefined;
        });
    });

    it("updates the registration when an option changes", async () => {
        stack.edit({ "kafka:kafkaManager.cluster.filterConsumers": true });
        await stack.up();
        const clusters = (await (await managerGet("/api/status/clusters")).json()) as never;
        assert.equal(at(clusters, "clusters", "active", 0, "filterConsumers"), true);
    });

    it("ends with Kafka's own words where it refuses a property, and converges once that is taken back", async () => {
        stack.edit({ "kafka:brokers.config": { "metric.reporters": "com.example.Missing" } });
        const { code, output } = await stack.tryPulumi(["up", "--yes", "--skip-preview", "--non-interactive"]);
        assert.notEqual(code, 0);
        // The reason is one of the two that end the official provider's wait, too.
        assert.match(output, /BackoffLimitExceeded/);
        assert.match(output, /Kafka refuses the properties: .*metric\.reporters/);
        stack.edit({ "kafka:brokers.config": undefined });
        await stack.up();
        await expectAllRecords();
    });

    it("grows disks in place, without a restart", async () => {
        const uids = async (): Promise<unknown[]> =>
            (await kubectl.list("pods", "-l", "app.kubernetes.io/name=kafka")).map((pod) => at(pod, "metadata", "uid"));
        const before = await uids();
        stack.edit({ "kafka:brokers.disk": "3Gi" });
        await stack.up();
        await eventually("claims of 3Gi", 60, async () => {
            const claims = await kubectl.list("persistentvolumeclaims");
            const sizes = claims
                .filter((claim) => text(claim, "metadata", "name").startsWith("data-kafka-"))
                .map((claim) => at(claim, "status", "capacity", "storage"));
            return sizes.length === brokerCount && sizes.every((size) => size === "3Gi") ? true : undefined;
        });
        assert.deepEqual(await uids(), before);
    });

    it("keeps records, password and claims over destroy and up", async () => {
        await stack.destroy();
        assert.equal((await kubectl.list("statefulsets")).length, 0);
        assert.equal((await kubectl.list("persistentvolumeclaims")).length, 6);
        await stack.up();
        await expectAllRecords();
    });
});
