import assert from "node:assert/strict";
import { Cluster } from "../../../../stack/cluster";
import { all, at, deploy, find, list, named, text } from "../../../harness";
import type { Deployment, Json } from "../../../harness";
import { violations } from "../../kubernetes/restricted";
import { containersOf, environmentOf, podOf } from "../../parts";

const on = { metrics: { enabled: true } } as const;
const closed = { security: { authentication: "required", authorization: "acl" } } as const;

async function cluster(groups: object = on): Promise<Deployment> {
    return deploy(() => new Cluster("cluster", groups));
}

const pod = (deployment: Deployment): Json => podOf(find(deployment, "Deployment", "kafka-lag"));

function container(deployment: Deployment): Json {
    return named(pod(deployment), "kafka-lag", "containers");
}

describe("the pod that shows the lag of consumers", () => {
    let deployment: Deployment;
    before(async () => {
        deployment = await cluster();
    });

    it("is one of the brokers' image, that never runs twice", () => {
        const { inputs } = find(deployment, "Deployment", "kafka-lag");
        assert.equal(at(inputs, "spec", "replicas"), 1);
        assert.deepEqual(at(inputs, "spec", "strategy"), { type: "Recreate" });
        const broker = named(podOf(find(deployment, "StatefulSet", "kafka")), "kafka", "containers");
        assert.equal(at(container(deployment), "image"), at(broker, "image"));
        assert.equal(containersOf(pod(deployment)).length, 1);
    });

    it("is restricted as all others, without a token, and writes to its scratch only", () => {
        assert.deepEqual(violations(pod(deployment)), []);
        assert.equal(at(pod(deployment), "automountServiceAccountToken"), false);
        assert.equal(at(pod(deployment), "enableServiceLinks"), false);
        assert.deepEqual(list(container(deployment), "volumeMounts"), [
            { name: "scripts", mountPath: "/etc/kafka-lag", readOnly: true },
            { name: "scratch", mountPath: "/tmp" },
        ]);
    });

    it("has exactly this environment", () => {
        assert.deepEqual(environmentOf(container(deployment)), {
            LC_ALL: "C.UTF-8",
            TMPDIR: "/tmp",
            BOOTSTRAP: "kafka.kafka.svc.cluster.local:9092",
            LAG_PORT: "9308",
            LAG_SECONDS: "60",
            TOOL_SECONDS: "300",
            TOOLS_DIRECTORY: "/opt/kafka/bin",
            LOG_DIR: "/tmp/kafka/logs",
            KAFKA_HEAP_OPTS: "-Xmx128m",
            KAFKA_JVM_PERFORMANCE_OPTS: "-XX:+UseSerialGC -XX:TieredStopAtLevel=1",
        });
        assert.deepEqual(list(container(deployment), "command"), ["/bin/bash", "/etc/kafka-lag/lag.sh"]);
    });

    it("has its scripts, which restart it when they change", () => {
        const { inputs } = find(deployment, "ConfigMap", "kafka-lag-config");
        assert.deepEqual(Object.keys(at(inputs, "data") as object).sort(), [
            "functions.sh",
            "lag-answer.sh",
            "lag.awk",
            "lag.sh",
        ]);
        const name = text(inputs, "metadata", "name");
        assert.match(name, /^kafka-lag-config-[0-9a-f]{8}$/);
        assert.equal(at(named(pod(deployment), "scripts", "volumes"), "configMap", "name"), name);
    });

    it("is found by Prometheus as the others are", () => {
        const { inputs } = find(deployment, "Deployment", "kafka-lag");
        assert.deepEqual(at(inputs, "spec", "template", "metadata", "annotations"), {
            "prometheus.io/scrape": "true",
            "prometheus.io/port": "9308",
            "prometheus.io/path": "/metrics",
        });
        assert.equal(at(named(container(deployment), "metrics", "ports"), "containerPort"), 9308);
    });

    it("is as large, and asks as often, as the settings say", async () => {
        const other = container(
            await cluster({ metrics: { enabled: true, consumerLag: { memory: "1Gi", intervalSeconds: 15 } } }),
        );
        assert.equal(at(other, "resources", "limits", "memory"), "1Gi");
        assert.equal(environmentOf(other)["KAFKA_HEAP_OPTS"], "-Xmx512m");
        assert.equal(environmentOf(other)["LAG_SECONDS"], "15");
        const least = container(await cluster({ metrics: { enabled: true, consumerLag: { memory: "192Mi" } } }));
        assert.equal(environmentOf(least)["KAFKA_HEAP_OPTS"], "-Xmx64m");
    });

    it("runs where the brokers may", async () => {
        const brokers = { nodeSelector: { pool: "streams" }, tolerations: [{ key: "streams", operator: "Exists" }] };
        const placed = pod(await cluster({ ...on, brokers }));
        assert.equal(at(placed, "nodeSelector", "pool"), "streams");
        assert.deepEqual(at(placed, "tolerations"), brokers.tolerations);
    });

    it("is not there without metrics, nor where it is not wanted, and leaves no trace then", async () => {
        for (const groups of [{}, { metrics: { enabled: true, consumerLag: { enabled: false } } }, closed]) {
            const made = await cluster(groups);
            const objects = made.resources.filter(({ type }) => type.startsWith("kubernetes:"));
            const others = objects.filter(({ name }) => !name.startsWith("kafka-metrics"));
            assert.doesNotMatch(JSON.stringify(others.map(({ inputs }) => inputs)), /kafka-lag|lag\.sh/);
            assert.deepEqual(
                all(made, "Deployment").map(({ name }) => name),
                ["kafka-manager"],
            );
        }
    });

    it("logs in nowhere while logins are only offered", async () => {
        const offered = await cluster({ ...on, security: { authentication: "offered" } });
        const environment = environmentOf(container(offered));
        assert.equal(environment["COMMAND_CONFIG"], undefined);
        assert.equal(environment["BOOTSTRAP"], "kafka.kafka.svc.cluster.local:9092");
    });
});

describe("the pod that shows lag, where brokers ask for logins", () => {
    let deployment: Deployment;
    before(async () => {
        deployment = await cluster({ ...on, ...closed });
    });

    it("has a login of its own, as a file, that is made before it", () => {
        const environment = environmentOf(container(deployment));
        assert.equal(environment["COMMAND_CONFIG"], "/etc/kafka-login/client.properties");
        assert.equal(environment["BOOTSTRAP"], "kafka.kafka.svc.cluster.local:9093");
        assert.deepEqual(at(named(pod(deployment), "login", "volumes"), "secret"), {
            secretName: "kafka-lag-1-login",
            items: [{ key: "client.properties", path: "client.properties" }],
        });
        const { dependencies } = find(deployment, "Deployment", "kafka-lag");
        assert.ok(dependencies.some((urn) => urn.endsWith("::kafka-users-users")));
        assert.ok(dependencies.some((urn) => urn.endsWith("::kafka-users-lag-login")));
        assert.deepEqual(violations(pod(deployment)), []);
    });

    it("may see groups and topics, and do nothing else", () => {
        const [job = null] = containersOf(podOf(find(deployment, "Job", "kafka-users-users")));
        assert.deepEqual(
            environmentOf(job)["GRANTS"],
            ["GROUP * LITERAL User:kafka-lag-1 DESCRIBE", "TOPIC * LITERAL User:kafka-lag-1 DESCRIBE"].join("\n"),
        );
        const config = find(deployment, "ConfigMap", "kafka-config").inputs;
        assert.doesNotMatch(text(config, "data", "server.properties"), /kafka-lag/);
    });

    it("is gone with its old password before the user is removed", () => {
        const { dependencies } = find(deployment, "Job", "kafka-users-removal");
        assert.ok(dependencies.some((urn) => urn.endsWith("::kafka-lag")));
    });

    it("trusts the authority of the brokers' certificate, whose key it never sees", async () => {
        const tls = { secret: "kafka-certificate" };
        const encrypted = pod(await cluster({ ...on, security: { ...closed.security, tls } }));
        assert.deepEqual(at(named(encrypted, "tls", "volumes"), "secret"), {
            secretName: "kafka-certificate",
            items: [{ key: "ca.crt", path: "truststore.pem" }],
        });
    });
});
