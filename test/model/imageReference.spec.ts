import assert from "node:assert/strict";
import { imageVersion } from "../../model/imageReference";
import { parseVersion } from "../../model/versions";

const digest = `sha256:${"0123456789abcdef".repeat(4)}`;

describe("versions of images", () => {
    it("are read from their tags", () => {
        assert.deepEqual(imageVersion("kafka", "apache/kafka:3.9.2"), { major: 3, minor: 9, patch: 2 });
        assert.deepEqual(imageVersion("kafka", "localhost:5000/kafka:v3.9"), { major: 3, minor: 9, patch: undefined });
        for (const image of [
            "kafka:latest",
            "kafka:3",
            "kafka:3.9rc1",
            `kafka@${digest}`,
            "a/broker:3.9.2",
            "a/my-kafka:3.9.2",
            "localhost:5000/kafka",
            "a/kafka:2024.10.1",
            "a/kafka:1.0.3",
            "a/kafka:3.10.0",
            "a/kafka:2.13-2.8.1",
        ]) {
            assert.equal(imageVersion("kafka", image), undefined, image);
        }
        assert.equal(imageVersion("kafka", undefined), undefined);
        assert.deepEqual(imageVersion("zookeeper", "zookeeper:3.8.6-jre-17"), { major: 3, minor: 8, patch: 6 });
        assert.deepEqual(imageVersion("kafka", "a/kafka:4.0.0"), { major: 4, minor: 0, patch: 0 });
        assert.deepEqual(imageVersion("kafka", "a/apache/kafka:1.0.3"), { major: 1, minor: 0, patch: 3 });
        assert.deepEqual(imageVersion("zookeeper", "library/zookeeper:4.0.0"), { major: 4, minor: 0, patch: 0 });
        assert.equal(imageVersion("zookeeper", "a/zookeeper:4.0.0"), undefined);
        assert.equal(imageVersion("zookeeper", "confluentinc/cp-zookeeper:7.9.1"), undefined);
        assert.deepEqual(parseVersion("0.10.2-IV0"), { major: 0, minor: 10, patch: 2 });
    });
});
