import assert from "node:assert/strict";
import { all, at, find, isSecret, text } from "../../harness";
import type { Deployment, Json } from "../../harness";
import { containerOf, environmentOf, kafkaManager, outputOf } from "../parts";

async function jobName(groups: object = {}, connect?: string): Promise<string> {
    const job = find(await kafkaManager({ ...groups }, connect), "Job", "kafka-manager-register");
    return text(job.inputs, "metadata", "name");
}

describe("KafkaManager", () => {
    let deployment: Deployment;
    before(async () => {
        deployment = await kafkaManager();
    });
    const inputs = (kind: string, name: string): Json => find(deployment, kind, name).inputs;

    it("is one pod that stops before its successor starts: schedules live in the process", () => {
        const console = inputs("Deployment", "kafka-manager");
        assert.equal(at(console, "spec", "replicas"), 1);
        assert.deepEqual(at(console, "spec", "strategy"), { type: "Recreate" });
    });

    it("leaves to the provider only the wait for the end of its pods: the one for their start the program can end", () => {
        assert.deepEqual(find(deployment, "Deployment", "kafka-manager").timeouts, {
            create: "",
            update: "",
            delete: "360s",
        });
    });

    it("says where it is, and for whom", async () => {
        assert.equal(await outputOf(deployment, "url"), "http://kafka-manager.apps.svc.example.internal:9000");
        assert.equal(await outputOf(deployment, "username"), "admin");
        assert.equal(await outputOf(deployment, "password"), "generated-for-kafka-manager-password");
    });

    it("is registered by a Job that is guarded and owned like every object with a name", () => {
        const job = find(deployment, "Job", "kafka-manager-register");
        assert.match(text(job.inputs, "metadata", "name"), /^kafka-manager-register-[0-9a-f]{8}$/);
        assert.deepEqual(job.hooks, ["refuse-foreign-objects", "remove-leftovers", `follow-${job.name}`]);
        assert.equal(job.deleteBeforeReplace, true);
        assert.equal(at(job.inputs, "metadata", "annotations", "kafka.stack/owner"), "organization/kafka/test");
    });

    it("gives the Job longer than the Job gives itself, and selects no pod of it", () => {
        const job = find(deployment, "Job", "kafka-manager-register");
        const own = Number(at(job.inputs, "spec", "activeDeadlineSeconds"));
        assert.ok(Number.parseInt(job.timeouts?.create ?? "", 10) > own);
        const name = at(job.inputs, "spec", "template", "metadata", "labels", "app.kubernetes.io/name");
        assert.equal(name, "kafka-manager-register");
    });

    it("tells the Job where the console and the ensemble are", () => {
        const { REGISTRATION: registration, ...others } = environmentOf(
            containerOf(deployment, "Job", "kafka-manager-register", "register"),
        );
        assert.equal(
            at(JSON.parse(text(registration)) as Json, "curatorConfig", "zkConnect"),
            "zk-0:2181,zk-1:2181/kafka",
        );
        assert.deepEqual(others, {
            ZOOKEEPER: "zk-0:2181,zk-1:2181",
            CHROOT: "/kafka",
            CONFIGS: "/kafka-manager/configs",
            CLUSTER: "kafka",
            MANAGER_HOST: "kafka-manager.apps.svc.example.internal",
            MANAGER_PORT: "9000",
            ZK_CLIENT_HEAP: "64",
            CREDENTIALS_DIRECTORY: "/etc/kafka-manager-credentials",
        });
    });

    it("registers anew when what is registered changes, and only then", async () => {
        const name = await jobName();
        assert.equal(await jobName(), name);
        const others = [
            await jobName({}, "zk-0:2181"),
            await jobName({ kafkaManager: { cluster: { pollConsumers: false } } }),
            await jobName({ kafkaManager: { cluster: { name: "other" } } }),
            await jobName({ kafkaManager: { tuning: { brokerViewThreadPoolSize: 30 } } }),
            await jobName({ images: { kafka: "apache/kafka:3.0.2" } }),
            await jobName({ images: { zookeeper: "zookeeper:3.9.3" } }),
        ];
        assert.equal(new Set([name, ...others]).size, others.length + 1);
        const same = {
            memory: "1Gi",
            service: { type: "NodePort" },
            features: [],
            passwordVersion: 2,
            ingress: { host: "a.b" },
        };
        assert.equal(await jobName({ kafkaManager: same }), name);
        assert.equal(await jobName({ images: { kafka: "apache/kafka:3.9.1" } }), name);
    });

    it("has its secrets generated, encrypted and nowhere else", () => {
        const secret = inputs("Secret", "kafka-manager-credentials");
        assert.ok(isSecret(at(secret, "stringData")));
        assert.equal(at(secret, "metadata", "name"), "kafka-manager-credentials");
        const elsewhere = deployment.resources.filter(({ type }) => !type.endsWith(":Secret"));
        assert.ok(JSON.stringify(secret).includes("generated-for-"));
        assert.ok(!JSON.stringify(elsewhere).includes("generated-for-"));
    });

    it("tells the console its credentials in a file that is CMAK's own but for them", () => {
        assert.equal(
            at(inputs("Secret", "kafka-manager-credentials"), "stringData", "value", "console.conf"),
            'include "application"\n' +
                'basicAuthentication.username="admin"\n' +
                'basicAuthentication.password="generated-for-kafka-manager-password"\n' +
                'play.crypto.secret="generated-for-kafka-manager-application-secret"\n',
        );
    });

    it("makes a new password when its version is raised, and at no other time", async () => {
        const keepers = at(inputs("RandomPassword", "kafka-manager-password"), "keepers");
        assert.deepEqual(keepers, { version: "1" });
        const raised = find(
            await kafkaManager({ kafkaManager: { passwordVersion: 2, memory: "1Gi" } }),
            "RandomPassword",
            "kafka-manager-password",
        );
        assert.deepEqual(raised.inputs, { keepers: { version: "2" }, length: 24, special: false });
    });

    it("makes the application secret once, long and without special characters", () => {
        assert.deepEqual(inputs("RandomPassword", "kafka-manager-application-secret"), { length: 64, special: false });
        assert.equal(all(deployment, "RandomPassword").length, 2);
    });
});
