import assert from "node:assert/strict";
import { imageFrom } from "../../../components/kubernetes/pod";
import type { Pulling } from "../../../components/kubernetes/pod";

const plain: Pulling = { pullPolicy: "IfNotPresent", pullSecrets: [] };
const mirrored: Pulling = { ...plain, registry: "mirror.example.com/hub" };

describe("imageFrom", () => {
    const digest = `sha256:${"a".repeat(64)}`;
    const references = {
        "zookeeper:3.8.6": "zookeeper:3.8.6",
        // A copy is called as it was pushed, a proxy of Docker Hub may want the folder: only the user knows.
        "library/zookeeper:3.8.6": "library/zookeeper:3.8.6",
        "apache/kafka:3.9.2": "apache/kafka:3.9.2",
        "quay.io/panubo/cmak:3.0.0.6-2": "panubo/cmak:3.0.0.6-2",
        "localhost/a/b:1": "a/b:1",
        "localhost:5000/a:1": "a:1",
        "registry:5000/a/b:1": "a/b:1",
        [`quay.io/a/b@${digest}`]: `a/b@${digest}`,
        [`a/b:1@${digest}`]: `a/b:1@${digest}`,
    };
    for (const [reference, repository] of Object.entries(references)) {
        it(`pulls ${reference.slice(0, 40)} from where it says, or as ${repository.slice(0, 30)} from the mirror`, () => {
            assert.equal(imageFrom(plain, reference), reference);
            assert.equal(imageFrom(mirrored, reference), `mirror.example.com/hub/${repository}`);
        });
    }
});
