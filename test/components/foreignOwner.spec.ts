import assert from "node:assert/strict";
import type { KubernetesObject } from "../../components/live/object";
import { foreignOwner, ownerAnnotations } from "../../components/ownership";
import { ownerAnnotation } from "../../model/names";

const owner = "org/kafka/dev";

function object(metadata: Partial<KubernetesObject["metadata"]> = {}): KubernetesObject {
    return { apiVersion: "v1", kind: "Service", metadata: { name: "kafka", namespace: "apps", ...metadata } };
}

describe("foreignOwner", () => {
    it("has nothing against a name that is free", () => {
        assert.equal(foreignOwner(owner, object(), undefined), undefined);
    });

    it("has nothing against the stack's own object", () => {
        assert.equal(foreignOwner(owner, object(), object({ annotations: ownerAnnotations(owner) })), undefined);
    });

    const helm = { "meta.helm.sh/release-name": "queue" };
    const foreign: readonly (readonly [Partial<KubernetesObject["metadata"]>, string])[] = [
        [{ annotations: { [ownerAnnotation]: "org/kafka/prod" } }, "stack org/kafka/prod"],
        [{ annotations: { [ownerAnnotation]: "org/kafka/de" } }, "stack org/kafka/de"],
        [{ annotations: helm, labels: { "app.kubernetes.io/managed-by": "Helm" } }, "Helm release queue"],
        [{ labels: { "app.kubernetes.io/managed-by": "flux" } }, "an owner managed by flux"],
        [{}, "somebody else"],
        [{ annotations: { [ownerAnnotation]: "" } }, "stack "],
    ];
    for (const [metadata, whose] of foreign) {
        it(`names ${JSON.stringify(metadata)} as ${whose}`, () => {
            const problem = foreignOwner(owner, object(), object(metadata)) ?? "";
            assert.ok(
                problem.startsWith(`Service kafka in namespace apps exists already and belongs to ${whose}: set `),
            );
            assert.ok(problem.endsWith(`annotate it with kafka.stack/owner=${owner}`));
            assert.ok(!problem.includes("\n"));
        });
    }

    it("names no namespace for an object that has none", () => {
        const wanted = { apiVersion: "storage.k8s.io/v1", kind: "StorageClass", metadata: { name: "fast" } };
        assert.match(foreignOwner(owner, wanted, wanted) ?? "", /^StorageClass fast exists already/);
    });

    const labels = { "app.kubernetes.io/part-of": "kafka", team: "data" };
    const namespace = (metadata: Partial<KubernetesObject["metadata"]>): KubernetesObject => ({
        apiVersion: "v1",
        kind: "Namespace",
        metadata: { name: "apps", ...metadata },
    });
    const wantedNamespace = namespace({ labels, annotations: ownerAnnotations(owner) });

    it("takes back the stack's own namespace, whatever its labels have become", () => {
        const live = namespace({ annotations: ownerAnnotations(owner) });
        assert.equal(foreignOwner(owner, wantedNamespace, live), undefined);
    });

    it("takes a namespace without a mark that has every label already, as version 0.2.0 made them", () => {
        const live = namespace({ labels: { ...labels, "kubernetes.io/metadata.name": "apps" } });
        assert.equal(foreignOwner(owner, wantedNamespace, live), undefined);
    });

    const shared: readonly (readonly [string, Partial<KubernetesObject["metadata"]>, string])[] = [
        ["that has no labels", {}, "somebody else"],
        ["that lacks a label", { labels: { team: "data" } }, "somebody else"],
        ["with another value", { labels: { ...labels, team: "web" } }, "somebody else"],
        ["of another stack", { labels, annotations: ownerAnnotations("org/kafka/prod") }, "stack org/kafka/prod"],
    ];
    for (const [which, metadata, whose] of shared) {
        it(`does not label a namespace ${which}`, () => {
            assert.equal(
                foreignOwner(owner, wantedNamespace, namespace(metadata)),
                `Namespace apps exists already and belongs to ${whose}: set kafka:namespace.manage to false to use it as it is, ` +
                    "or kafka:namespace.name to one of this stack's own, or, to have it labelled, annotate it with kafka.stack/owner=org/kafka/dev",
            );
        });
    }

    it("takes nothing but a namespace for its labels", () => {
        assert.notEqual(foreignOwner(owner, object({ labels }), object({ labels })), undefined);
    });
});
