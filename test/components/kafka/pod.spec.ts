import assert from "node:assert/strict";
import { at, find, list, named } from "../../harness";
import type { Json } from "../../harness";
import { containerOf, environmentOf, kafka, podOf } from "../parts";

async function podWith(brokers: object = {}): Promise<Json> {
    return podOf(find(await kafka({ brokers }), "StatefulSet", "kafka"));
}

function budget(pod: Json, probe: string): number {
    const found = at(named(pod, "kafka", "containers"), probe);
    return Number(at(found, "periodSeconds")) * Number(at(found, "failureThreshold"));
}

describe("a broker's pod", () => {
    let pod: Json;
    let container: Json;
    before(async () => {
        container = containerOf(await kafka(), "StatefulSet", "kafka", "kafka");
        pod = await podWith();
    });

    it("has exactly this environment, without JMX and heap of the broker: every kubectl exec inherits it", () => {
        assert.deepEqual(environmentOf(container), {
            POD_NAME: { fieldRef: { fieldPath: "metadata.name" } },
            NODE_ZONE: { fieldRef: { fieldPath: "metadata.labels['topology.kubernetes.io/zone']" } },
            HEADLESS_DNS: "kafka-headless.apps.svc.example.internal",
            BROKER_HEAP_MIB: "1024",
            LISTENERS: "INTERNAL:9092",
            LISTENER_PORT: "9092",
            BROKER_JMX_PORT: "9999",
            PRE_STOP_SECONDS: "300",
            CLIENT_ADDRESS_SECONDS: "30",
            CONFIG_DIRECTORY: "/etc/kafka-config",
            DATA_DIRECTORY: "/var/lib/kafka/data",
            SCRATCH_DIRECTORY: "/tmp/kafka",
            TOOLS_DIRECTORY: "/opt/kafka/bin",
            LOG_DIR: "/tmp/kafka/logs",
            LOG_FORMAT: "text",
            LOG_LEVELS_FILE: "/etc/kafka-log-levels/levels",
            KAFKA_HEAP_OPTS: "-Xmx64m",
            KAFKA_JVM_PERFORMANCE_OPTS: "-XX:+UseSerialGC -XX:TieredStopAtLevel=1",
        });
    });

    it("runs the scripts of its ConfigMap instead of the image's KRaft entry", () => {
        assert.deepEqual(list(container, "command"), ["/bin/bash", "/etc/kafka-config/start.sh"]);
        assert.deepEqual(at(container, "readinessProbe", "exec", "command"), [
            "/bin/bash",
            "/etc/kafka-config/ready.sh",
        ]);
    });

    it("mounts claim, configuration and scratch, and can write to nothing else", () => {
        assert.deepEqual(list(container, "volumeMounts"), [
            { name: "data", mountPath: "/var/lib/kafka/data" },
            { name: "config", mountPath: "/etc/kafka-config", readOnly: true },
            { name: "scratch", mountPath: "/tmp" },
            { name: "log-levels", mountPath: "/etc/kafka-log-levels", readOnly: true },
        ]);
        assert.deepEqual(at(named(pod, "scratch", "volumes"), "emptyDir"), { sizeLimit: "256Mi" });
        assert.equal(at(container, "securityContext", "readOnlyRootFilesystem"), true);
    });

    it("has six hours to recover its log before anybody restarts it", () => {
        assert.equal(budget(pod, "startupProbe"), 6 * 3600);
        assert.equal(at(container, "startupProbe", "tcpSocket", "port"), "kafka");
    });

    it("is restarted after a minute of silence, not after one missed answer", () => {
        assert.equal(budget(pod, "livenessProbe"), 60);
    });

    it("gives the first check of readiness the time of a Java tool", () => {
        assert.equal(at(container, "readinessProbe", "timeoutSeconds"), 30);
        assert.equal(at(container, "readinessProbe", "periodSeconds"), 5);
    });

    it("waits in its preStop hook before it stops, and has five minutes for each", () => {
        assert.deepEqual(at(container, "lifecycle", "preStop", "exec", "command"), [
            "/bin/bash",
            "/etc/kafka-config/pre-stop.sh",
        ]);
        assert.equal(at(pod, "terminationGracePeriodSeconds"), 600);
    });

    it("is the same whatever the size of the disk, which grows without a restart", async () => {
        assert.deepEqual(await podWith({ disk: "64Ti" }), pod);
    });
});
