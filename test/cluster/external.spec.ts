import { strict as assert } from "node:assert";
import { bridge } from "../../local/node/layout";
import { at, text } from "../harness";
import { OutsideNetwork } from "./external/network";
import { useClusterDns } from "./support/clusterDns";
import { inOrder } from "./support/inOrder";
import { consume } from "./support/kafka";
import type { Entry } from "./support/kafka";
import { Kubectl } from "./support/kubectl";
import { attempt, run } from "./support/run";
import { TestStack } from "./support/stack";

const topic = "outside";

function entries(prefix: string, partition: number, count = 30): Entry[] {
    return Array.from({ length: count }, (_, i) => ({ key: `${prefix}-${partition}-${i}`, value: `value ${i}` }));
}

function sorted(list: readonly Entry[]): string[] {
    return list.map(({ key, value }) => `${key}=${value}`).sort();
}

describe("clients outside the cluster", function () {
    this.timeout("20m");
    inOrder(this);

    const base = 31100;
    const stack = new TestStack("dev", "kafka-outside");
    const kubectl = new Kubectl(stack.namespace);
    const outside = new OutsideNetwork();
    const written: Entry[] = [];
    let restoreDns = (): void => undefined;

    before(async () => {
        restoreDns = await useClusterDns();
        await kubectl.remove();
        await outside.make();
        await stack.init();
        stack.edit({ "kafka:brokers.external.type": "nodePort", "kafka:brokers.external.nodePort": base });
    });

    after(async () => {
        await stack.tryPulumi(["destroy", "--yes", "--skip-preview"]);
        await kubectl.remove();
        await outside.remove();
        stack.dispose();
        restoreDns();
    });

    /** Writes to each partition, and reads everything that was ever written, through these brokers. */
    async function writeAndRead(prefix: string, brokers: readonly string[], partitions = 3): Promise<void> {
        for (let partition = 0; partition < partitions; partition++) {
            const write = entries(prefix, partition);
            await outside.send({ write, brokers, topic, partition });
            written.push(...write);
        }
        const read = await outside.send({ read: written.length, brokers, topic });
        assert.deepEqual(sorted(read), sorted(written));
    }

    async function bootstrap(): Promise<string> {
        return String((await stack.outputs())["externalBootstrapServers"]);
    }

    async function addresses(): Promise<Readonly<Record<string, string>>> {
        const configMap = await kubectl.get("configmap", "kafka-external-addresses");
        return at(configMap, "data") as Record<string, string>;
    }

    async function brokerUids(): Promise<readonly string[]> {
        const pods = await kubectl.list("pods", "-l", "app.kubernetes.io/name=kafka");
        return pods.map((pod) => text(pod, "metadata", "uid"));
    }

    it("are refused node ports that somebody else holds, in the preview", async () => {
        const manifest = {
            apiVersion: "v1",
            kind: "Service",
            metadata: { name: "holds-a-node-port", namespace: "default" },
            spec: { type: "NodePort", ports: [{ name: "a", port: 80, nodePort: base + 2 }] },
        };
        const input = JSON.stringify(manifest);
        await run("kubectl", ["apply", "--server-side", "-f", "-"], { input });
        try {
            const { code, output } = await stack.tryPulumi(["preview", "--non-interactive"]);
            assert.notEqual(code, 0);
            assert.match(
                output,
                /nodePort: port 31102, for Service kafka-1-nodeport, is held by Service holds-a-node-port in namespace default/,
            );
        } finally {
            await attempt("kubectl", ["-n", "default", "delete", "service", "holds-a-node-port"]);
        }
    });

    it("write and read through node ports, from the first run on", async () => {
        await stack.up();
        const brokers = [1, 2, 3].map((id) => `${bridge.address}:${base + id}`);
        await outside.send({ make: topic, brokers, replicas: 3 });
        await writeAndRead("node-port", [`${bridge.address}:${base}`]);
    });

    it("still reach a broker that was deleted and came back", async () => {
        await kubectl.replacePod("kafka-1");
        await writeAndRead("replaced", [`${bridge.address}:${base + 2}`]);
    });

    it("change nothing in a second run", async () => {
        await stack.up("--expect-no-changes");
    });

    it("are led by load balancers after one edit, and by node ports no longer", async () => {
        stack.edit({ "kafka:brokers.external.type": "loadBalancer", "kafka:brokers.external.nodePort": undefined });
        await stack.up();
        const servers = await bootstrap();
        assert.match(servers, /^10\.97\.0\.\d+:9094$/);
        assert.equal(new Set([servers.split(":")[0], ...Object.values(await addresses())]).size, 4);
        await writeAndRead("load-balancer", [servers]);
        const services = await kubectl.list("services");
        const names = services.map((service) => text(service, "metadata", "name"));
        assert.deepEqual(
            names.filter((name) => name.endsWith("nodeport")),
            [],
        );
    });

    it("reach one broker more, for which no other restarts", async () => {
        const before = await brokerUids();
        stack.edit({ "kafka:brokers.replicas": 4 });
        await stack.up();
        const after = await brokerUids();
        assert.deepEqual(
            before.filter((uid) => !after.includes(uid)),
            [],
        );
        await writeAndRead("one-more", [`${String((await addresses())["3"])}:9094`]);
    });

    it("lose the way in when it is closed, and no record with it", async () => {
        const servers = await bootstrap();
        stack.edit({ "kafka:brokers.external": undefined });
        await stack.up();
        await assert.rejects(outside.send({ read: 1, brokers: [servers], topic }));
        const inside = [`kafka.${stack.namespace}.svc.cluster.local:9092`];
        assert.deepEqual(sorted(await consume(inside, topic, written.length)), sorted(written));
    });
});

describe("a stack that begins with load balancers", function () {
    this.timeout("10m");

    const stack = new TestStack("dev", "kafka-balanced");
    const kubectl = new Kubectl(stack.namespace);
    const outside = new OutsideNetwork();

    before(async () => {
        await kubectl.remove();
        await outside.make();
        await stack.init();
        stack.edit({
            "kafka:zookeeper.replicas": 1,
            "kafka:brokers.replicas": 1,
            "kafka:brokers.external.type": "loadBalancer",
            "kafka:kafkaManager.enabled": false,
        });
    });

    after(async () => {
        await stack.tryPulumi(["destroy", "--yes", "--skip-preview"]);
        await kubectl.remove();
        await outside.remove();
        stack.dispose();
    });

    it("converges in one run, with one worker of the engine", async () => {
        await stack.up("--parallel", "1");
        const brokers = [String((await stack.outputs())["externalBootstrapServers"])];
        await outside.send({ make: topic, brokers, replicas: 1 });
        const write = entries("first", 0);
        await outside.send({ write, brokers, topic, partition: 0 });
        assert.deepEqual(sorted(await outside.send({ read: write.length, brokers, topic })), sorted(write));
        await stack.up("--expect-no-changes");
    });
});
