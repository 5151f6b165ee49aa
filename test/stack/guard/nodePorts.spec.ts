import assert from "node:assert/strict";
import type { LiveObject } from "../../../components/live/object";
import { conflictingPorts } from "../../../stack/guard/nodePorts";
import { settingsOf } from "../../components/parts";
import type { Groups } from "../../components/parts";
import { deploy } from "../../harness";

const outside = (nodePort = 30100, replicas = 3) => ({
    brokers: { replicas, external: { type: "nodePort", nodePort } },
});

function service(namespace: string, name: string, ...nodePorts: readonly number[]): LiveObject {
    return {
        apiVersion: "v1",
        kind: "Service",
        metadata: { name, namespace },
        spec: { ports: [{}, ...nodePorts.map((nodePort) => ({ nodePort }))] },
    };
}

/** What is said to a stack file beside these Services, and how often they were looked at. */
async function said(
    wanted: Groups,
    services: readonly LiveObject[] | "forbidden" | undefined,
    old?: Groups,
): Promise<{ readonly lines: readonly string[]; readonly looks: number }> {
    let looks = 0;
    const list = () => {
        looks++;
        return Promise.resolve(services);
    };
    let lines: readonly string[] = [];
    await deploy(async () => {
        lines = await conflictingPorts(settingsOf(wanted), old === undefined ? undefined : settingsOf(old), list);
    });
    return { lines, looks };
}

describe("node ports that other Services hold", () => {
    it("are refused, each with who holds it", async () => {
        const { lines } = await said(outside(), [
            service("shop", "web", 30101),
            service("kafka", "kafka-manager", 30103),
            service("ingress", "nginx", 31080, 31443),
        ]);
        assert.deepEqual(lines, [
            "kafka:brokers.external.nodePort: port 30101, for Service kafka-0-nodeport, is held by Service web in namespace shop; choose others",
            "kafka:brokers.external.nodePort: port 30103, for Service kafka-2-nodeport, is held by Service kafka-manager in namespace kafka; choose others",
        ]);
    });

    it("count where a load balancer asks a node for its health on one", async () => {
        const local = { ...service("shop", "web"), spec: { healthCheckNodePort: 30100 } };
        assert.equal((await said(outside(), [local])).lines.length, 1);
    });

    it("are those of Kafka Manager too", async () => {
        const { lines } = await said({ kafkaManager: { service: { type: "NodePort" } } }, [
            service("shop", "web", 30900),
        ]);
        assert.deepEqual(lines, [
            "kafka:kafkaManager.service.nodePort: port 30900, for Service kafka-manager, is held by Service web in namespace shop; choose others",
        ]);
    });

    it("are not those that the same Service has, of an interrupted run", async () => {
        const own = [service("kafka", "kafka-nodeport", 30100), service("kafka", "kafka-0-nodeport", 30101)];
        assert.deepEqual((await said(outside(), own)).lines, []);
        const foreign = [service("other", "kafka-nodeport", 30100)];
        assert.equal((await said(outside(), foreign)).lines.length, 1);
    });

    it("are looked for where one is new, and else never", async () => {
        assert.equal((await said({}, [])).looks, 0);
        assert.equal((await said({ ...outside(), zookeeper: { replicas: 1 } }, [], outside())).looks, 0);
        assert.equal((await said(outside(30100, 2), [], outside())).looks, 0);
        const taken = [service("shop", "web", 30104)];
        assert.equal((await said(outside(30100, 4), taken, outside())).lines.length, 1);
    });

    it("are Kafka Manager's until it has let go", async () => {
        const console = (nodePort: number) => ({ kafkaManager: { service: { type: "NodePort", nodePort } } });
        const live = [service("kafka", "kafka-manager", 30101)];
        const { lines } = await said({ ...outside(), ...console(30900) }, live, console(30101));
        assert.equal(lines.length, 1);
    });

    it("refuse nothing where nobody may look, or no cluster can be asked", async () => {
        assert.deepEqual(await said(outside(), "forbidden"), { lines: [], looks: 1 });
        assert.deepEqual(await said(outside(), undefined), { lines: [], looks: 1 });
    });
});
