import { V1Job, V1ObjectMeta } from "@kubernetes/client-node";
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

function job(name: string, annotations: Readonly<Record<string, string>> = ours): V1Job {
    const metadata = Object.assign(new V1ObjectMeta(), { name, annotations });
    return Object.assign(new V1Job(), { metadata });
}

describe("leftoversOf", () => {
    it("are the stack's own Jobs of other names", () => {
        const foreign = job("kafka-moves-3", ownerAnnotations("organization/kafka/prod"));
        const jobs = [job("kafka-moves-1"), job("kafka-moves-2"), foreign, job("kafka-moves-4", {}), new V1Job()];
        assert.deepEqual(leftoversOf(wanted, jobs), ["kafka-moves-1"]);
    });
});

describe("removeLeftovers", () => {
    it("looks for Jobs of the same work in the namespace, and removes those", async () => {
        const calls: string[] = [];
        await removeLeftovers(wanted, () =>
            Promise.resolve({
                list: (namespace, selector) => {
                    calls.push(`list ${namespace} ${selector}`);
                    return Promise.resolve([job("kafka-moves-1"), job("kafka-moves-2")]);
                },
                remove: (namespace, name) => {
                    calls.push(`remove ${namespace} ${name}`);
                    return Promise.resolve();
                },
            }),
        );
        assert.deepEqual(calls, [
            "list apps app.kubernetes.io/name=kafka-moves,app.kubernetes.io/instance=kafka",
            "remove apps kafka-moves-1",
        ]);
    });

    it("stops nothing where the cluster cannot be asked", async () => {
        await removeLeftovers(wanted, () => Promise.reject(new Error("forbidden")));
    });
});
