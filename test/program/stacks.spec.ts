import * as pulumi from "@pulumi/pulumi";
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { GiB, quantity } from "../../model/quantity";
import { violations } from "../components/kubernetes/restricted";
import { containersOf, outputOf, podOf } from "../components/parts";
import { all, at, deployStack, find, list, stackConfig, text } from "../harness";
import type { Deployment, Registration } from "../harness";

const workloadKinds = ["StatefulSet", "Deployment", "Job"];
/** Parts of objects that others make. */
const patchKinds = ["NamespacePatch", "PersistentVolumeClaimPatch"];

function kindOf({ type }: Pick<Registration, "type">): string {
    return type.split(":").at(-1) ?? "";
}

function objects(deployment: Deployment): readonly Registration[] {
    return deployment.resources.filter(({ type }) => type.startsWith("kubernetes:"));
}

/** Every object that lies in the namespace: of these stacks as many as are pinned in identity.spec.ts, the Jobs and their scripts. */
function namespaced(deployment: Deployment, count: number): readonly Registration[] {
    const found = objects(deployment).filter((one) => kindOf(one) !== "NamespacePatch");
    assert.equal(found.length, count);
    return found;
}

function workloads(deployment: Deployment): readonly Registration[] {
    return workloadKinds.flatMap((kind) => all(deployment, kind));
}

for (const { stack, namespace, port, made: own, pods: workloadCount } of [
    { stack: "dev", namespace: "kafka", port: 9092, made: 31, pods: 6 },
    // Whoever connects logs in.
    { stack: "prod", namespace: "kafka-prod", port: 9093, made: 42, pods: 8 },
] as const) {
    describe(`the stack ${stack}`, () => {
        let deployment: Deployment;
        before(async () => {
            deployment = await deployStack(stack);
        });

        it("puts everything into the namespace", () => {
            for (const { name, type, inputs } of namespaced(deployment, own + 6)) {
                assert.equal(at(inputs, "metadata", "namespace"), namespace, `${type} ${name}`);
            }
        });

        it("labels every object that it makes, and the pods", () => {
            const made = objects(deployment).filter((one) => !patchKinds.includes(kindOf(one)));
            const pods = workloads(deployment).map(({ inputs }) =>
                at(inputs, "spec", "template", "metadata", "labels"),
            );
            assert.deepEqual([made.length, pods.length], [own, workloadCount]);
            for (const labels of [...made.map(({ inputs }) => at(inputs, "metadata", "labels")), ...pods]) {
                assert.equal(at(labels, "app.kubernetes.io/part-of"), "kafka");
                assert.equal(at(labels, "app.kubernetes.io/managed-by"), "pulumi");
                assert.equal(typeof at(labels, "app.kubernetes.io/name"), "string");
                assert.equal(typeof at(labels, "app.kubernetes.io/instance"), "string");
            }
        });

        it("guards and owns every object with a name of its own", () => {
            const named = objects(deployment).filter(
                (one) => !patchKinds.includes(kindOf(one)) && at(one.inputs, "metadata", "name") !== undefined,
            );
            assert.equal(named.length, own);
            for (const { name, type, hooks, inputs } of named) {
                // Before a create, and before an update.
                const judge = `judge-edits-of-${name === "kafka" ? "brokers" : name}`;
                const note = `note-changes-of-${name}`;
                const further =
                    {
                        StatefulSet: [judge, note, judge, note],
                        Deployment: [note, note],
                        Job: ["remove-leftovers", `follow-${name}`],
                    }[kindOf({ type })] ?? [];
                assert.deepEqual(hooks, ["refuse-foreign-objects", ...further], `${type} ${name}`);
                const owner = at(inputs, "metadata", "annotations", "kafka.stack/owner");
                assert.equal(owner, `organization/kafka/${stack}`, `${type} ${name}`);
            }
        });

        it("selects, with each Service, budget, set and Deployment, the pods of one workload", () => {
            const pods = workloads(deployment).map(({ inputs }) =>
                at(inputs, "spec", "template", "metadata", "labels"),
            );
            const selectors = [
                ...all(deployment, "Service").map(({ inputs }) => at(inputs, "spec", "selector")),
                ...["PodDisruptionBudget", "StatefulSet", "Deployment"]
                    .flatMap((kind) => all(deployment, kind))
                    .map(({ inputs }) => at(inputs, "spec", "selector", "matchLabels")),
            ];
            assert.equal(selectors.length, 10);
            for (const selector of selectors) {
                const chosen = pods.filter((labels) =>
                    Object.entries(selector as object).every(([key, value]) => at(labels, key) === value),
                );
                assert.equal(chosen.length, 1, JSON.stringify(selector));
            }
        });

        it("sends every port of a Service to a port that a container of its pods opens", () => {
            assert.equal(all(deployment, "Service").length, 5);
            for (const { inputs, name } of all(deployment, "Service")) {
                const owner = workloads(deployment).find(
                    (one) => name.replace("-headless", "") === one.name && kindOf(one) !== "Job",
                );
                assert.ok(owner, name);
                const open = containersOf(podOf(owner)).flatMap((container) => list(container, "ports"));
                assert.notEqual(list(inputs, "spec", "ports").length, 0, name);
                for (const port of list(inputs, "spec", "ports")) {
                    const target = open.find((one) => at(one, "name") === at(port, "targetPort"));
                    assert.equal(at(target, "containerPort"), at(port, "port"), `${name} ${JSON.stringify(port)}`);
                }
            }
        });

        it("has pods that the restricted namespace admits, with requests and limits", () => {
            assert.equal(workloads(deployment).length, workloadCount);
            for (const workload of workloads(deployment)) {
                assert.deepEqual(violations(podOf(workload)), []);
                for (const container of containersOf(podOf(workload))) {
                    const resources = at(container, "resources");
                    assert.ok(at(resources, "requests", "cpu") !== undefined, workload.name);
                    assert.ok(at(resources, "requests", "memory") !== undefined, workload.name);
                    assert.ok(at(resources, "limits", "memory") !== undefined, workload.name);
                }
            }
        });

        it("outputs all that a person needs, the password as a secret and nothing else as one", async () => {
            const secrets = await Promise.all(
                Object.entries(deployment.outputs).map(async ([name, value]) => [
                    name,
                    pulumi.Output.isInstance(value) && (await pulumi.isSecret(value)),
                ]),
            );
            assert.deepEqual(Object.fromEntries(secrets), {
                namespace: false,
                bootstrapServers: false,
                zookeeperConnectionString: false,
                zookeeperServers: false,
                kafkaManagerUrl: false,
                kafkaManagerUsername: false,
                kafkaManagerPassword: true,
                commands: false,
                // A file for each user; nobody is in the list.
                ...(stack === "prod" ? { clientProperties: false } : {}),
            });
            assert.equal(await outputOf(deployment, "namespace"), namespace);
            assert.equal(
                await outputOf(deployment, "bootstrapServers"),
                `kafka.${namespace}.svc.cluster.local:${port}`,
            );
            assert.equal(
                await outputOf(deployment, "kafkaManagerUrl"),
                `http://kafka-manager.${namespace}.svc.cluster.local:9000`,
            );
        });

        it("keeps the generated secrets out of everything but the Secrets", () => {
            for (const name of ["kafka-manager-credentials", "zookeeper-super"]) {
                assert.ok(JSON.stringify(find(deployment, "Secret", name)).includes("generated-for-"));
            }
            const elsewhere = deployment.resources.filter(({ type }) => !type.endsWith(":Secret"));
            assert.ok(!JSON.stringify(elsewhere).includes("generated-for-"));
        });

        it("lets an interrupted run converge", () => {
            const file = readFileSync(join(__dirname, "..", "..", "Pulumi.yaml"), "utf8");
            const { config } = parse(file) as { config: Record<string, { value?: string }> };
            // In every stack, also one without a file of its own.
            assert.equal(config["kubernetes:upsertExistingObjects"]?.value, "true");
            assert.equal(config["kubernetes:enablePatchForce"]?.value, "true");
            // Keys of a project of this name only could have no default under another (sdk, workspace/project.go).
            assert.ok(Object.keys(config).every((key) => !key.startsWith("kafka:")));
        });

        it("knows the namespace in the first preview: only so can the API server and the guard look at the objects", async () => {
            const preview = await deployStack(stack, stackConfig(stack), true);
            for (const { name, type, inputs } of namespaced(preview, own + 6)) {
                assert.equal(at(inputs, "metadata", "namespace"), namespace, `${type} ${name}`);
            }
        });
    });
}

describe("the stack dev", () => {
    it("runs in about three GiB of memory", async () => {
        const deployment = await deployStack("dev");
        const running = workloads(deployment).filter((one) => kindOf(one) !== "Job");
        const total = running.reduce((sum, workload) => {
            const limits = list(podOf(workload), "containers").map((container) =>
                quantity(text(container, "resources", "limits", "memory")),
            );
            const replicas = Number(at(workload.inputs, "spec", "replicas"));
            return sum + replicas * limits.reduce((a, b) => a + b, 0);
        }, 0);
        assert.ok(total > 2.5 * GiB && total <= 3.5 * GiB, `${total / GiB} GiB`);
    });
});

describe("a stack whose namespace assigns users", () => {
    it("asks for none, in Jobs neither, and for all the rest of the restricted level", async () => {
        const assigned = { "kafka:namespace": '{"assignsUsers":true}', "kafka:brokers": '{"rebalance":true}' };
        const deployment = await deployStack("dev", { ...stackConfig("dev"), ...assigned });
        assert.equal(workloads(deployment).length, 7);
        for (const workload of workloads(deployment)) {
            assert.deepEqual(violations(podOf(workload)), []);
            assert.deepEqual(at(podOf(workload), "securityContext"), {
                runAsNonRoot: true,
                fsGroupChangePolicy: "OnRootMismatch",
                seccompProfile: { type: "RuntimeDefault" },
            });
            for (const container of containersOf(podOf(workload))) {
                assert.equal(at(container, "securityContext", "runAsUser"), undefined);
            }
        }
    });
});

describe("a stack that names user and group", () => {
    it("runs every pod as them, Jobs too, and gives them the disks", async () => {
        const named = { "kafka:namespace": '{"user":2000,"group":3000}', "kafka:brokers": '{"rebalance":true}' };
        const deployment = await deployStack("dev", { ...stackConfig("dev"), ...named });
        assert.equal(workloads(deployment).length, 7);
        for (const workload of workloads(deployment)) {
            assert.deepEqual(violations(podOf(workload)), []);
            const { runAsUser, runAsGroup, fsGroup } = at(podOf(workload), "securityContext") as Record<
                string,
                unknown
            >;
            assert.deepEqual([runAsUser, runAsGroup, fsGroup], [2000, 3000, 3000]);
        }
    });
});

describe("a stack without the console", () => {
    it("has no resource and no output of it", async () => {
        const config = { ...stackConfig("dev"), "kafka:kafkaManager": JSON.stringify({ enabled: false }) };
        const deployment = await deployStack("dev", config);
        assert.deepEqual(
            deployment.resources.filter(({ name }) => name.includes("manager")),
            [],
        );
        assert.deepEqual(
            all(deployment, "RandomPassword").map(({ name }) => name),
            ["zookeeper-super-password"],
        );
        assert.equal(deployment.outputs["kafkaManagerUrl"], undefined);
        assert.equal(deployment.outputs["kafkaManagerPassword"], undefined);
        assert.equal(all(deployment, "StatefulSet").length, 2);
    });
});
