import assert from "node:assert/strict";
import { parseAllDocuments } from "yaml";
import { manifestFile } from "../../../stack/render/manifests";
import type { Rendering } from "../../../stack/render";
import { at, list, text } from "../../harness";
import type { Json } from "../../harness";
import { renderingOf } from "./rendered";

describe("the manifests as a file", () => {
    let rendering: Rendering;
    let objects: readonly Json[] = [];
    before(async () => {
        rendering = await renderingOf("dev");
        objects = rendering.objects.map(({ object }) => object);
    });

    function find(kind: string, name: string): Json | undefined {
        return objects.find((one) => at(one, "kind") === kind && at(one, "metadata", "name") === name);
    }

    it("are the objects that the program makes, each with kind and version, the namespace too, and no part of a claim", () => {
        assert.ok(objects.length > 20, `${objects.length} objects`);
        for (const object of objects) {
            assert.doesNotMatch(text(object, "kind"), /Patch$|^PersistentVolumeClaim$/);
            assert.match(text(object, "apiVersion"), /v1$/);
        }
        const labels = at(find("Namespace", "kafka"), "metadata", "labels");
        assert.equal(at(labels, "pod-security.kubernetes.io/enforce"), "restricted");
    });

    it("have secrets in plain text where they are made once, and nowhere else", () => {
        const secret = rendering.once.find((one) => at(one, "metadata", "name") === "kafka-manager-credentials");
        const values = Object.values((at(secret, "stringData") ?? {}) as Record<string, Json>);
        assert.ok(values.length > 0);
        for (const value of values) {
            assert.equal(typeof value, "string");
        }
        assert.ok(objects.every((object) => at(object, "kind") !== "Secret"));
    });

    it("have quotes around texts that YAML 1.1 takes for something else, and their fields in order", () => {
        assert.equal(manifestFile([{ value: "yes", port: "0x1f" }]), 'port: "0x1f"\nvalue: "yes"\n');
    });

    it("are read back as they were, without references between objects", () => {
        const file = manifestFile(objects);
        const documents = parseAllDocuments(file).map((document) => document.toJS() as Json);
        assert.deepEqual(documents, objects);
        assert.doesNotMatch(file, /^\s*\w+: [&*]a\d+$/m);
        assert.ok(list(find("StatefulSet", "kafka"), "spec", "template", "spec", "containers").length > 0);
    });
});
