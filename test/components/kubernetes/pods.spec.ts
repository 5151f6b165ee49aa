import assert from "node:assert/strict";
import { at, find, list, text } from "../../harness";
import type { Deployment, Json } from "../../harness";
import { containersOf, kafka, kafkaManager, podOf, zooKeeper } from "../parts";
import type { Groups } from "../parts";
import { violations } from "./restricted";

/** Every workload of the program: where its pod stands, how it is made, and which group of the settings is its own. */
const workloads = [
    { kind: "StatefulSet", name: "zookeeper", make: zooKeeper, group: "zookeeper" },
    { kind: "StatefulSet", name: "kafka", make: kafka, group: "brokers" },
    { kind: "Deployment", name: "kafka-manager", make: kafkaManager, group: "kafkaManager", processor: "amd64" },
    { kind: "Job", name: "kafka-manager-register", make: kafkaManager, group: "kafkaManager" },
] as const satisfies readonly {
    readonly kind: string;
    readonly name: string;
    readonly make: (groups: Groups) => Promise<Deployment>;
    readonly group: string;
    readonly processor?: string;
}[];

const scheduling = {
    nodeSelector: { disk: "ssd" },
    tolerations: [
        { key: "dedicated", operator: "Equal", value: "kafka", effect: "NoSchedule" },
        { key: "node.kubernetes.io/unreachable", operator: "Exists", effect: "NoExecute", tolerationSeconds: 30 },
    ],
    priorityClass: "high",
    nodeAffinity: {
        preferredDuringSchedulingIgnoredDuringExecution: [
            {
                weight: 10,
                preference: { matchExpressions: [{ key: "disk-type", operator: "In", values: ["nvme", "ssd"] }] },
            },
        ],
    },
};

for (const { kind, name, make, group, ...rest } of workloads) {
    describe(`the pod of ${kind} ${name}`, () => {
        const node = {
            "kubernetes.io/os": "linux",
            ...("processor" in rest ? { "kubernetes.io/arch": rest.processor } : {}),
        };
        const podWith = async (groups: Groups = {}): Promise<Json> => podOf(find(await make(groups), kind, name));
        let pod: Json;
        let deployment: Deployment;
        before(async () => {
            deployment = await make();
            pod = podOf(find(deployment, kind, name));
        });

        it("meets the restricted level", () => {
            assert.deepEqual(violations(pod), []);
        });

        it("has no token and no Service links: KAFKA_PORT=tcp://… would be read as a setting", () => {
            assert.equal(at(pod, "automountServiceAccountToken"), false);
            assert.equal(at(pod, "enableServiceLinks"), false);
        });

        it("requests and limits memory in every container, the same amount of it", () => {
            for (const container of containersOf(pod)) {
                const memory = at(container, "resources", "limits", "memory");
                assert.equal(typeof memory, "string");
                assert.equal(at(container, "resources", "requests", "memory"), memory);
                assert.equal(typeof at(container, "resources", "requests", "cpu"), "string");
                assert.equal(at(container, "resources", "limits", "cpu"), undefined);
            }
        });

        it("takes its images from a mirror, with the policy and the secrets that are asked for", async () => {
            const registry = "mirror.example.com/hub";
            const mirrored = await podWith({ images: { registry, pullPolicy: "Always", pullSecrets: ["one", "two"] } });
            for (const [index, container] of containersOf(mirrored).entries()) {
                const image = text(containersOf(pod)[index], "image").replace("quay.io/", "");
                assert.equal(at(container, "image"), `${registry}/${image}`);
                assert.equal(at(container, "imagePullPolicy"), "Always");
            }
            assert.deepEqual(at(mirrored, "imagePullSecrets"), [{ name: "one" }, { name: "two" }]);
            assert.equal(at(pod, "imagePullSecrets"), undefined);
            assert.equal(at(containersOf(pod)[0], "imagePullPolicy"), "IfNotPresent");
        });

        it("runs where its settings say, and on any node that its image runs on without them", async () => {
            const placed = await podWith({ [group]: scheduling });
            assert.deepEqual(at(placed, "nodeSelector"), { ...node, ...scheduling.nodeSelector });
            assert.deepEqual(at(placed, "tolerations"), scheduling.tolerations);
            assert.equal(at(placed, "priorityClassName"), "high");
            assert.deepEqual(at(placed, "affinity", "nodeAffinity"), scheduling.nodeAffinity);
            assert.equal(at(pod, "affinity", "nodeAffinity"), undefined);
            assert.deepEqual(at(pod, "nodeSelector"), node);
            for (const field of ["tolerations", "priorityClassName"]) {
                assert.equal(at(pod, field), undefined);
            }
        });

        if (kind === "StatefulSet") {
            it("stays away from its like, preferably or without fail", async () => {
                const matchLabels = at(find(deployment, kind, name).inputs, "spec", "selector", "matchLabels");
                const keys = (spec: Json): unknown[] =>
                    list(spec, "topologySpreadConstraints").map((one) => [
                        at(one, "topologyKey"),
                        at(one, "whenUnsatisfiable"),
                        at(one, "labelSelector", "matchLabels"),
                    ]);
                const [host, zone] = ["kubernetes.io/hostname", "topology.kubernetes.io/zone"];
                assert.deepEqual(keys(pod), [[zone, "ScheduleAnyway", matchLabels]]);
                const others = { topologyKey: host, labelSelector: { matchLabels } };
                const preference = "preferredDuringSchedulingIgnoredDuringExecution";
                assert.deepEqual(at(pod, "affinity", "podAntiAffinity", preference), [
                    { weight: 100, podAffinityTerm: others },
                ]);
                const strict = await podWith({ [group]: { spread: { hosts: "required", zones: "required" } } });
                assert.deepEqual(keys(strict), [[zone, "DoNotSchedule", matchLabels]]);
                const rule = "requiredDuringSchedulingIgnoredDuringExecution";
                assert.deepEqual(at(strict, "affinity", "podAntiAffinity", rule), [others]);
            });
        }

        it("has a limit of CPU in every container where one is asked for: a quota on limits admits no pod without", async () => {
            for (const container of containersOf(await podWith({ [group]: { cpuLimit: "2" } }))) {
                assert.equal(at(container, "resources", "limits", "cpu"), "2");
            }
        });

        it("requests no less CPU in any container than its settings say, where that is little: a LimitRange may have a minimum", async () => {
            for (const container of containersOf(await podWith({ [group]: { cpu: "90m", cpuLimit: "95m" } }))) {
                assert.equal(at(container, "resources", "requests", "cpu"), "90m");
            }
        });
    });
}
