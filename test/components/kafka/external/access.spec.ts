import assert from "node:assert/strict";
import { all, at, find, list, named, text } from "../../../harness";
import type { Deployment } from "../../../harness";
import { containerOf, environmentOf, kafka, outputOf, podOf } from "../../parts";

const outside = (external: object, replicas = 3) => kafka({ brokers: { replicas, external } });

function servicesOf(deployment: Deployment): readonly string[] {
    return all(deployment, "Service").map(({ inputs }) => text(inputs, "metadata", "name"));
}

const inside = ["kafka", "kafka-headless"];

describe("brokers without a way in from outside", () => {
    it("have the internal listener only", async () => {
        const deployment = await kafka();
        assert.deepEqual(servicesOf(deployment), inside);
        const properties = text(find(deployment, "ConfigMap", "kafka-config").inputs, "data", "server.properties");
        assert.match(properties, /^listeners=INTERNAL:\/\/:9092$/m);
        assert.match(properties, /^listener\.security\.protocol\.map=INTERNAL:PLAINTEXT$/m);
        assert.equal(await outputOf(deployment, "externalBootstrapServers"), undefined);
    });
});

describe("brokers behind node ports", () => {
    let deployment: Deployment;
    before(async () => {
        deployment = await outside({ type: "nodePort", nodePort: 31000 }, 2);
    });

    it("have a second listener, after the internal one, by which brokers talk to each other", () => {
        const properties = text(find(deployment, "ConfigMap", "kafka-config").inputs, "data", "server.properties");
        assert.match(properties, /^listeners=INTERNAL:\/\/:9092,EXTERNAL:\/\/:9094$/m);
        assert.match(properties, /^listener\.security\.protocol\.map=INTERNAL:PLAINTEXT,EXTERNAL:PLAINTEXT$/m);
        assert.match(properties, /^inter\.broker\.listener\.name=INTERNAL$/m);
    });

    it("have a Service each, and one to bootstrap from, that nobody waits for: brokers come after them", () => {
        assert.deepEqual(servicesOf(deployment), [
            "kafka",
            "kafka-0-nodeport",
            "kafka-1-nodeport",
            "kafka-headless",
            "kafka-nodeport",
        ]);
        const { inputs, dependencies } = find(deployment, "Service", "kafka-1-nodeport");
        assert.deepEqual(dependencies, []);
        assert.equal(at(inputs, "metadata", "annotations", "pulumi.com/skipAwait"), "true");
        assert.deepEqual(at(inputs, "spec"), {
            type: "NodePort",
            externalTrafficPolicy: "Cluster",
            selector: { "statefulset.kubernetes.io/pod-name": "kafka-1" },
            publishNotReadyAddresses: true,
            ports: [{ name: "external", port: 9094, targetPort: "external", protocol: "TCP", nodePort: 31002 }],
        });
        const bootstrap = find(deployment, "Service", "kafka-nodeport").inputs;
        assert.equal(at(list(bootstrap, "spec", "ports")[0], "nodePort"), 31000);
        assert.equal(at(bootstrap, "spec", "selector", "app.kubernetes.io/name"), "kafka");
        assert.equal(at(bootstrap, "spec", "publishNotReadyAddresses"), undefined);
        const { dependencies: first } = find(deployment, "StatefulSet", "kafka");
        for (const service of ["kafka-nodeport", "kafka-0-nodeport", "kafka-1-nodeport"]) {
            assert.ok(
                first.some((urn) => urn.endsWith(`::${service}`)),
                service,
            );
        }
    });

    it("advertise the node that they run on", async () => {
        const container = containerOf(deployment, "StatefulSet", "kafka", "kafka");
        const { EXTERNAL_LISTENER, EXTERNAL_PORT, EXTERNAL_PORT_STEP, EXTERNAL_HOST, EXTERNAL_ADDRESSES } =
            environmentOf(container);
        assert.deepEqual(
            [EXTERNAL_LISTENER, EXTERNAL_PORT, EXTERNAL_PORT_STEP, EXTERNAL_HOST, EXTERNAL_ADDRESSES],
            ["EXTERNAL", "31001", "1", { fieldRef: { fieldPath: "status.hostIP" } }, undefined],
        );
        assert.equal(at(named(container, "external", "ports"), "containerPort"), 9094);
        assert.equal(await outputOf(deployment, "externalBootstrapServers"), "<address of a node>:31000");
    });

    it("advertise the host that the settings name", async () => {
        const named = await outside({ type: "nodePort", host: "kafka-{broker}.example.com" });
        const environment = environmentOf(containerOf(named, "StatefulSet", "kafka", "kafka"));
        assert.equal(environment["EXTERNAL_HOST"], "kafka-{broker}.example.com");
        assert.equal(await outputOf(named, "externalBootstrapServers"), "kafka-bootstrap.example.com:30000");
    });

    it("are all on the ports that they were told, one by one from the first", async () => {
        const many = await outside({ type: "nodePort" }, 4);
        const ports = all(many, "Service").flatMap(({ inputs }) =>
            list(inputs, "spec", "ports").flatMap((port) => at(port, "nodePort") ?? []),
        );
        assert.deepEqual(ports.sort(), [30000, 30001, 30002, 30003, 30004]);
    });
});

describe("brokers behind load balancers", () => {
    const annotations = { "external-dns.alpha.kubernetes.io/hostname": "kafka-{broker}.example.com" };
    let deployment: Deployment;
    before(async () => {
        deployment = await outside(
            { type: "loadBalancer", annotations, sourceRanges: ["192.0.2.0/24"], externalTrafficPolicy: "Local" },
            2,
        );
    });

    it("have a Service each whose address is waited for, and nothing else of it", () => {
        const { inputs, dependencies } = find(deployment, "Service", "kafka-1-loadbalancer");
        assert.deepEqual(dependencies, []);
        assert.equal(
            at(inputs, "metadata", "annotations", "pulumi.com/waitFor"),
            "jsonpath={.status.loadBalancer.ingress}",
        );
        assert.equal(
            at(inputs, "metadata", "annotations", "external-dns.alpha.kubernetes.io/hostname"),
            "kafka-1.example.com",
        );
        assert.deepEqual(at(inputs, "spec"), {
            type: "LoadBalancer",
            externalTrafficPolicy: "Local",
            selector: { "statefulset.kubernetes.io/pod-name": "kafka-1" },
            publishNotReadyAddresses: true,
            ports: [{ name: "external", port: 9094, targetPort: "external", protocol: "TCP" }],
            loadBalancerSourceRanges: ["192.0.2.0/24"],
        });
        const bootstrap = find(deployment, "Service", "kafka-loadbalancer").inputs;
        assert.equal(
            at(bootstrap, "metadata", "annotations", "external-dns.alpha.kubernetes.io/hostname"),
            "kafka-bootstrap.example.com",
        );
    });

    it("are told their addresses by a ConfigMap that keeps its name, and start after it", () => {
        const { inputs, hooks } = find(deployment, "ConfigMap", "kafka-external-addresses");
        assert.deepEqual(hooks, ["refuse-foreign-objects", "tell-changed-addresses-of-kafka"]);
        assert.equal(at(inputs, "metadata", "name"), "kafka-external-addresses");
        assert.equal(at(inputs, "immutable"), undefined);
        assert.deepEqual(at(inputs, "data"), {
            0: "kafka-0-loadbalancer.lb.example.com",
            1: "kafka-1-loadbalancer.lb.example.com",
        });
        const { dependencies } = find(deployment, "StatefulSet", "kafka");
        assert.ok(dependencies.some((urn) => urn.endsWith("::kafka-external-addresses")));
    });

    it("mount it, and do not restart for one more broker", async () => {
        const pod = podOf(find(deployment, "StatefulSet", "kafka"));
        assert.deepEqual(at(named(pod, "external-addresses", "volumes"), "configMap"), {
            name: "kafka-external-addresses",
        });
        const container = named(pod, "kafka", "containers");
        const environment = environmentOf(container);
        const { mountPath, readOnly } = named(container, "external-addresses", "volumeMounts") as Record<
            string,
            unknown
        >;
        assert.deepEqual([mountPath, readOnly], [environment["EXTERNAL_ADDRESSES"], true]);
        assert.deepEqual([environment["EXTERNAL_PORT"], environment["EXTERNAL_PORT_STEP"]], ["9094", "0"]);
        const more = await outside({ type: "loadBalancer" }, 4);
        const less = await outside({ type: "loadBalancer" }, 3);
        assert.deepEqual(podOf(find(more, "StatefulSet", "kafka")), podOf(find(less, "StatefulSet", "kafka")));
    });

    it("offer the address of the one to bootstrap from", async () => {
        assert.equal(await outputOf(deployment, "externalBootstrapServers"), "kafka-loadbalancer.lb.example.com:9094");
    });

    it("wait for no address where the settings name the host", async () => {
        const named = await outside({ type: "loadBalancer", host: "kafka-{broker}.example.com" });
        assert.ok(all(named, "ConfigMap").every(({ name }) => name !== "kafka-external-addresses"));
        const environment = environmentOf(containerOf(named, "StatefulSet", "kafka", "kafka"));
        assert.equal(environment["EXTERNAL_HOST"], "kafka-{broker}.example.com");
        assert.equal(await outputOf(named, "externalBootstrapServers"), "kafka-bootstrap.example.com:9094");
    });
});
