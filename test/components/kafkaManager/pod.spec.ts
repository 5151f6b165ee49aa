import assert from "node:assert/strict";
import { at, find, list, named, text } from "../../harness";
import type { Json } from "../../harness";
import { environmentOf, kafkaManager, podOf } from "../parts";

async function podWith(settings: object = {}): Promise<Json> {
    return podOf(find(await kafkaManager({ kafkaManager: settings }), "Deployment", "kafka-manager"));
}

function options(pod: Json): readonly string[] {
    return text(environmentOf(named(pod, "kafka-manager", "containers"))["JAVA_OPTS"]).split(" ");
}

function features(pod: Json): readonly string[] {
    return options(pod).filter((option) => option.includes("features"));
}

describe("the console's pod", () => {
    let pod: Json;
    let container: Json;
    before(async () => {
        pod = await podWith();
        container = named(pod, "kafka-manager", "containers");
    });

    it("has exactly this environment, and no secret in it", () => {
        const { JAVA_OPTS: java, ...others } = environmentOf(container);
        assert.equal(typeof java, "string");
        assert.deepEqual(others, {
            ZK_HOSTS: "zk-0:2181,zk-1:2181",
            CONSOLE_PORT: "9000",
            KAFKA_MANAGER_AUTH_ENABLED: "true",
            CREDENTIALS_DIRECTORY: "/etc/kafka-manager-credentials",
        });
    });

    it("reads its credentials from a file, and writes no process id and no log beside itself", () => {
        const logback = "/etc/kafka-manager/logback.xml";
        for (const option of [
            "-Dconfig.file=/etc/kafka-manager-credentials/console.conf",
            "-Dpidfile.path=/dev/null",
            // Either alone leaves log files behind (measured).
            `-Dlogger.file=${logback}`,
            `-Dlogback.configurationFile=${logback}`,
            "-XX:-UsePerfData",
        ]) {
            assert.ok(options(pod).includes(option), option);
        }
        assert.deepEqual(at(named(pod, "credentials", "volumes"), "secret"), {
            secretName: "kafka-manager-credentials",
            items: ["username", "password", "console.conf"].map((key) => ({ key, path: key })),
        });
    });

    it("lists features by index, the only form that CMAK obeys, without the one that corrupts topics", () => {
        assert.deepEqual(features(pod), [
            "-Dapplication.features.0=KMClusterManagerFeature",
            "-Dapplication.features.1=KMPreferredReplicaElectionFeature",
            "-Dapplication.features.2=KMReassignPartitionsFeature",
            "-Dapplication.features.3=KMScheduleLeaderElectionFeature",
        ]);
    });

    it("turns every feature off by naming none, for an empty list would leave all of them on", async () => {
        assert.deepEqual(features(await podWith({ features: [] })), ["-Dapplication.features.0=None"]);
    });

    it("turns on what is asked for", async () => {
        assert.deepEqual(features(await podWith({ features: ["KMTopicManagerFeature"] })), [
            "-Dapplication.features.0=KMTopicManagerFeature",
        ]);
    });

    it("has a heap that follows the memory, or the one that is asked for", async () => {
        const heap = async (settings: object): Promise<unknown> => options(await podWith(settings)).slice(0, 2);
        assert.deepEqual(await heap({ memory: "768Mi" }), ["-Xms256m", "-Xmx460m"]);
        assert.deepEqual(await heap({ memory: "384Mi" }), ["-Xms230m", "-Xmx230m"]);
        assert.deepEqual(await heap({ memory: "1Gi", heap: "512Mi" }), ["-Xms256m", "-Xmx512m"]);
    });

    it("waits for ZooKeeper before it starts: its main actor would give up for good", () => {
        const [wait, ...others] = list(pod, "initContainers");
        assert.deepEqual(others, []);
        assert.equal(at(wait, "name"), "wait-for-zookeeper");
        assert.equal(at(wait, "image"), "zookeeper:3.8.6");
        assert.deepEqual(environmentOf(wait ?? null), { ZK_HOSTS: "zk-0:2181,zk-1:2181" });
        assert.deepEqual(at(wait, "command"), ["/bin/bash", "/etc/kafka-manager/wait-for-zookeeper.sh"]);
    });

    it("is alive while it answers, and ready only while its main actor does", () => {
        assert.deepEqual(at(container, "livenessProbe", "httpGet"), { path: "/api/health", port: "http" });
        const question = at(container, "readinessProbe", "exec", "command");
        assert.deepEqual(question, ["/bin/bash", "/etc/kafka-manager/main-actor-answers.sh"]);
        assert.deepEqual(at(container, "startupProbe", "exec", "command"), question);
    });

    it("has ten minutes to start, should ZooKeeper go away again meanwhile", () => {
        const probe = at(container, "startupProbe");
        assert.equal(Number(at(probe, "periodSeconds")) * Number(at(probe, "failureThreshold")), 600);
    });

    it("gives a question longer than CMAK takes to say that it has no answer", () => {
        // 5 s were measured.
        assert.ok(Number(at(container, "readinessProbe", "timeoutSeconds")) > 5);
    });

    it("has time to stop while it is stuck at its start", () => {
        assert.equal(at(pod, "terminationGracePeriodSeconds"), 60);
    });

    it("can write to a scratch directory", () => {
        const writable = (mounts: readonly Json[]) => mounts.filter((mount) => at(mount, "readOnly") !== true);
        for (const one of [container, named(pod, "wait-for-zookeeper", "initContainers")]) {
            assert.deepEqual(writable(list(one, "volumeMounts")), [{ name: "scratch", mountPath: "/tmp" }]);
        }
        assert.deepEqual(at(named(pod, "scratch", "volumes"), "emptyDir"), { sizeLimit: "64Mi" });
    });

    const processor = async (groups: object): Promise<unknown> =>
        at(
            podOf(find(await kafkaManager({ ...groups }), "Deployment", "kafka-manager")),
            "nodeSelector",
            "kubernetes.io/arch",
        );

    for (const image of ["quay.io/panubo/cmak:3.0.0.5", "mirror.example.com:5000/hub/panubo/cmak:3.0.0.6-2"]) {
        it(`runs ${image} on the only processor it is made for`, async () => {
            assert.equal(await processor({ images: { kafkaManager: image } }), "amd64");
        });
    }

    it("runs another image on any processor, and any image where its settings say", async () => {
        assert.equal(await processor({ images: { kafkaManager: "registry.example.com/cmak:3.0.0.6" } }), undefined);
        const nodeSelector = { "kubernetes.io/arch": "arm64" };
        assert.equal(await processor({ kafkaManager: { nodeSelector } }), "arm64");
    });

    it("waits with what the console itself may have: no quota or minimum keeps only one of the two out", async () => {
        const limited = await podWith({ cpu: "300m", cpuLimit: 1, memory: "1Gi" });
        const waiting = named(limited, "wait-for-zookeeper", "initContainers");
        assert.deepEqual(at(waiting, "resources"), at(named(limited, "kafka-manager", "containers"), "resources"));
        assert.equal(at(waiting, "resources", "limits", "cpu"), "1");
    });
});
