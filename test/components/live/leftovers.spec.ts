import assert from "node:assert/strict";
import { leftoversOf, removeLeftovers } from "../../../components/live/leftovers";
import type { KubernetesObject } from "../../../components/live/object";
import { ownerAnnotations } from "../../../components/ownership";

const ours = ownerAnnotations("organization/kafka/dev");

const wanted: KubernetesObject = {
    apiVersion: "batch/v1",
    kind: "Job",
    metadata: {
        name: "kafka-moves-2",
        namespace: "apps",
        labels: { "app.kubernetes.io/name": "kafka-moves", "app.kubernetes.io/instance": "kafka", more: "x" },
        annotations: ours,
    },
};

function job(
    name: string,
    annotations: Readonly<Record<string, string>> = ours,
    work = "kafka-moves",
): KubernetesObject {
    const labels = { "app.kubernetes.io/name": work, "app.kubernetes.io/instance": "kafka" };
    return { apiVersion: "batch/v1", kind: "Job", metadata: { name, namespace: "apps", annotations, labels } };
}

describe("leftoversOf", () => {
    it("are the stack's own Jobs of the same work and of other names", () => {
        const foreign = job("kafka-moves-3", ownerAnnotations("organization/kafka/prod"));
        const jobs = [
            job("kafka-moves-1"),
            job("kafka-moves-2"),
            foreign,
            job("kafka-moves-4", {}),
            job("kafka-settings-1", ours, "kafka-settings"),
        ];
        assert.deepEqual(
            leftoversOf(wanted, jobs).map(({ metadata }) => metadata.name),
            ["kafka-moves-1"],
        );
    });
});

describe("removeLeftovers", () => {
    it("looks for Jobs in the namespace, and removes those of the same work", async () => {
        const calls: string[] = [];
        await removeLeftovers(wanted, {
            list: (namespace) => {
                calls.push(`list ${namespace}`);
                return Promise.resolve([job("kafka-moves-1"), job("kafka-moves-2")]);
            },
            remove: ({ kind, metadata }) => {
                calls.push(`remove ${kind} ${metadata.namespace ?? ""}/${metadata.name}`);
                return Promise.resolve();
            },
        });
        assert.deepEqual(calls, ["list apps", "remove Job apps/kafka-moves-1"]);
    });

    it("stops nothing where the cluster cannot be asked", async () => {
        const remove = () => Promise.resolve();
        await removeLeftovers(wanted, { list: () => Promise.reject(new Error("forbidden")), remove });
    });
});
