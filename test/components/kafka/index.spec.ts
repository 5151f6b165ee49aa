import assert from "node:assert/strict";
import { all, at, find, list, named, text } from "../../harness";
import type { Deployment, Json } from "../../harness";
import { containerOf, environmentOf, kafka, outputOf } from "../parts";

async function configOf(brokers: object): Promise<Json | undefined> {
    return at(find(await kafka({ brokers }), "ConfigMap", "kafka-config").inputs, "data");
}

describe("Kafka", () => {
    let deployment: Deployment;
    before(async () => {
        deployment = await kafka();
    });
    const inputs = (kind: string, name: string): Json => find(deployment, kind, name).inputs;

    it("starts all brokers at once: after an outage a partition may need any of them", () => {
        const set = inputs("StatefulSet", "kafka");
        assert.equal(at(set, "spec", "podManagementPolicy"), "Parallel");
        assert.deepEqual(at(set, "spec", "updateStrategy"), { type: "RollingUpdate" });
        assert.equal(at(set, "spec", "replicas"), 3);
    });

    it("has a headless Service that finds brokers before they are ready: each resolves its own name at its start", () => {
        const service = inputs("Service", "kafka-headless");
        assert.equal(at(service, "spec", "clusterIP"), "None");
        assert.equal(at(service, "spec", "publishNotReadyAddresses"), true);
    });

    it("has a Service to bootstrap from, with the ready brokers only", () => {
        const service = inputs("Service", "kafka");
        assert.equal(at(service, "spec", "type"), "ClusterIP");
        assert.equal(list(service, "spec", "ports").length, 1);
    });

    it("uses one number for each port: in Services, container, probes, listener and JMX", async () => {
        const container = containerOf(deployment, "StatefulSet", "kafka", "kafka");
        const data = at(inputs("ConfigMap", "kafka-config"), "data");
        const port = Number(/^listeners=INTERNAL:\/\/:(\d+)$/m.exec(text(data, "server.properties"))?.[1]);
        for (const service of ["kafka", "kafka-headless"]) {
            const { port: open, targetPort } = named(inputs("Service", service), "kafka", "spec", "ports") as Record<
                string,
                Json
            >;
            assert.deepEqual({ open, targetPort }, { open: port, targetPort: "kafka" });
        }
        assert.equal(at(named(container, "kafka", "ports"), "containerPort"), port);
        assert.deepEqual(at(container, "startupProbe", "tcpSocket"), { port: "kafka" });
        assert.deepEqual(at(container, "livenessProbe", "tcpSocket"), { port: "kafka" });
        assert.equal(environmentOf(container)["LISTENER_PORT"], String(port));
        assert.equal(await outputOf(deployment, "bootstrapServers"), `kafka.apps.svc.example.internal:${port}`);

        const jmx = Number(environmentOf(container)["BROKER_JMX_PORT"]);
        assert.equal(at(named(container, "jmx", "ports"), "containerPort"), jmx);
        assert.equal(at(named(inputs("Service", "kafka-headless"), "jmx", "spec", "ports"), "port"), jmx);
    });

    it("keeps its metadata below the chroot", async () => {
        assert.equal(await outputOf(deployment, "zookeeperPath"), "zk-0:2181,zk-1:2181/kafka");
        const properties = text(inputs("ConfigMap", "kafka-config"), "data", "server.properties");
        assert.match(properties, /^zookeeper\.connect=zk-0:2181,zk-1:2181\/kafka$/m);
    });

    it("has a ConfigMap that is named after its content and never changes: new content makes a new one and rolls the pods", () => {
        const config = inputs("ConfigMap", "kafka-config");
        assert.match(text(config, "metadata", "name"), /^kafka-config-[0-9a-f]{8}$/);
        assert.equal(at(config, "immutable"), true);
        assert.deepEqual(Object.keys(at(config, "data") as object).sort(), [
            "certificates.sh",
            "functions.sh",
            "java.security",
            "json-lines.awk",
            "log4j.properties",
            "node-zone.sh",
            "pre-stop.sh",
            "ready.sh",
            "renew-certificate.sh",
            "server.properties",
            "start.sh",
        ]);
        const volumes = at(inputs("StatefulSet", "kafka"), "spec", "template", "spec");
        assert.deepEqual(at(named(volumes, "config", "volumes"), "configMap"), {
            name: at(config, "metadata", "name"),
        });
    });

    it("changes the ConfigMap with the properties, and with nothing that the pod itself shows", async () => {
        const before = await configOf({});
        assert.deepEqual(await configOf({ memory: "4Gi" }), before);
        assert.notDeepEqual(await configOf({ config: { "num.partitions": 4 } }), before);
        // Set while the brokers run, by a Job.
        assert.deepEqual(await configOf({ config: { "num.io.threads": 4 } }), before);
        assert.deepEqual(await configOf({ nodeSelector: { disk: "ssd" }, disk: "20Gi" }), before);
    });

    it("lets node drains take one broker at a time, and a single one at any time", async () => {
        const budget = inputs("PodDisruptionBudget", "kafka");
        assert.equal(at(budget, "spec", "maxUnavailable"), 1);
        assert.deepEqual(all(await kafka({ brokers: { replicas: 1 } }), "PodDisruptionBudget"), []);
    });

    it("leaves to the provider only the wait for the end of its pods: the one for their start the program can end", () => {
        assert.deepEqual(find(deployment, "StatefulSet", "kafka").timeouts, {
            create: "",
            update: "",
            delete: "720s",
        });
    });
});
