import assert from "node:assert/strict";
import { cluster, object, said, unknownStringValue, workload } from "./policies";
import type { Given } from "./policies";

describe("kafka-exposed-with-login", () => {
    const of = (type: string, authentication?: string) =>
        said("kafka-exposed-with-login", [cluster({ brokers: { external: { type } }, security: { authentication } })]);

    it("takes brokers that nobody outside reaches, and those that ask who it is", () => {
        assert.deepEqual([of("none"), of("nodePort", "offered"), of("loadBalancer", "required")].flat(), []);
    });

    it("refuses others", () => {
        for (const lines of [of("nodePort", "none"), of("loadBalancer")]) {
            assert.match(
                lines.join("\n"),
                /^kafka:brokers\.external\.type is "\w+": .*; set kafka:security\.authentication to offered/,
            );
        }
    });
});

describe("services-exposed-with-login", () => {
    const properties = (protocols: string, more = "") =>
        object("v1", "ConfigMap", "brokers", {
            data: {
                "server.properties": `broker.id=1\nlisteners=IN://:9092,OUT://:9094\nlistener.security.protocol.map=${protocols}\n${more}`,
            },
        });
    const mounted = { volumes: [{ name: "config", configMap: { name: "brokers" } }] };
    const ports = { ports: [{ name: "outside", containerPort: 9094 }] };
    const brokers = workload("StatefulSet", "kafka", ports, {}, mounted);
    const service = (spec: object): Given =>
        object("v1", "Service", "door", {
            spec: { selector: { "app.kubernetes.io/name": "kafka" }, ports: [{ port: 9094 }], ...spec },
        });
    const of = (...resources: readonly Given[]) => said("services-exposed-with-login", resources);
    const open = properties("IN:PLAINTEXT,OUT:PLAINTEXT");

    it("takes Services of the cluster's own", () => {
        assert.deepEqual(of(brokers, open, service({})), []);
    });

    it("refuses ways in to a listener that asks nobody", () => {
        const doors = [
            [{ type: "NodePort" }, "NodePort"],
            [{ type: "LoadBalancer", ports: [{ port: 9092, targetPort: "outside" }] }, "LoadBalancer"],
            [{ externalIPs: ["192.0.2.1"] }, "externalIPs"],
            [
                {
                    type: "NodePort",
                    selector: { "app.kubernetes.io/name": "kafka", "statefulset.kubernetes.io/pod-name": "kafka-0" },
                },
                "NodePort",
            ],
        ] as const;
        for (const [spec, how] of doors) {
            assert.deepEqual(of(brokers, open, service(spec)), [
                `Service shop/door is open to the outside (${how}): must not lead to port 9094 of StatefulSet shop/kafka, listener OUT (PLAINTEXT); ` +
                    "have it ask for logins (SASL, or SSL with ssl.client.auth=required), or make the Service a ClusterIP",
            ]);
        }
    });

    it("takes listeners that ask: by SASL, or by certificates of clients", () => {
        const door = service({ type: "NodePort" });
        assert.deepEqual(of(brokers, properties("IN:PLAINTEXT,OUT:SASL_SSL"), door), []);
        assert.deepEqual(of(brokers, properties("IN:PLAINTEXT,OUT:SSL", "ssl.client.auth=required"), door), []);
        assert.equal(of(brokers, properties("IN:PLAINTEXT,OUT:SSL", "ssl.client.auth=requested"), door).length, 1);
        const asks = "listener.name.out.ssl.client.auth=required";
        assert.deepEqual(of(brokers, properties("IN:PLAINTEXT,OUT:SSL", asks), door), []);
    });

    it("reads listeners from the variables of the official images too", () => {
        const env = [
            { name: "KAFKA_LISTENERS", value: "PLAINTEXT://0.0.0.0:9092" },
            { name: "KAFKA_ZOOKEEPER_CONNECT", value: "zookeeper:2181" },
        ];
        const byVariables = workload("StatefulSet", "kafka", { env });
        assert.equal(of(byVariables, service({ type: "NodePort", ports: [{ port: 9092 }] })).length, 1);
    });

    it("refuses every way in to ZooKeeper, and takes others where they are named", () => {
        const zookeeper = workload("StatefulSet", "zookeeper", {});
        const door = service({ type: "LoadBalancer", selector: { "app.kubernetes.io/name": "zookeeper" } });
        assert.match(
            of(zookeeper, door).join("\n"),
            /must not lead to StatefulSet shop\/zookeeper, which nobody outside/,
        );
        assert.deepEqual(said("services-exposed-with-login", [zookeeper, door], { closedParts: [] }), []);
    });

    it("refuses an Ingress in front of a console without a login", () => {
        const console = (value?: string) =>
            workload("Deployment", "console", {
                image: "quay.io/panubo/cmak:3.0.0.6-2",
                env: value === undefined ? [] : [{ name: "KAFKA_MANAGER_AUTH_ENABLED", value }],
            });
        const http = service({ selector: { "app.kubernetes.io/name": "console" } });
        const backend = { service: { name: "door", port: { number: 9000 } } };
        const ingress = object("networking.k8s.io/v1", "Ingress", "console", {
            spec: { rules: [{ http: { paths: [{ path: "/", backend }] } }] },
        });
        assert.deepEqual(of(console("true"), http, ingress), []);
        for (const value of [undefined, "false"]) {
            assert.match(
                of(console(value), http, ingress).join("\n"),
                /^Service shop\/door is open to the outside \(Ingress shop\/console\): .*KAFKA_MANAGER_AUTH_ENABLED is not "true"/,
            );
        }
        assert.deepEqual(of(console(), http), []);
    });

    it("says nothing of pods that a Service does not select, and of what a preview does not know", () => {
        const others = [
            service({ type: "NodePort", selector: { "app.kubernetes.io/name": "shop" } }),
            service({ type: "NodePort", selector: {} }),
            service({ type: "NodePort", selector: unknownStringValue }),
            service({ type: "NodePort", selector: { "statefulset.kubernetes.io/pod-name": "postgres-0" } }),
        ];
        assert.deepEqual(of(brokers, open, ...others), []);
        const later = object("v1", "ConfigMap", "brokers", { data: { "server.properties": unknownStringValue } });
        assert.deepEqual(of(brokers, later, service({ type: "NodePort" })), []);
    });
});
