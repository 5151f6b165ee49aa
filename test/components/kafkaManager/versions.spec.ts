import assert from "node:assert/strict";
import { registeredVersion } from "../../../components/kafkaManager/registration";

const digest = `sha256:${"1".repeat(64)}`;

describe("registeredVersion", () => {
    const table: Readonly<Record<string, string>> = {
        "apache/kafka:3.9.2": "3.1.0",
        "apache/kafka:3.1.0": "3.1.0",
        "apache/kafka:3.0.2": "3.0.0",
        "apache/kafka:2.8.1": "2.8.1",
        "apache/kafka:2.8.0": "2.8.0",
        "apache/kafka:2.8": "2.8.0",
        "apache/kafka:2.7.2": "2.7.0",
        "apache/kafka:2.5.1": "2.5.1",
        "apache/kafka:2.4.2": "2.4.1",
        "apache/kafka:2.4.1": "2.4.1",
        "apache/kafka:2.4.0": "2.4.0",
        "apache/kafka:2.3.0": "2.4.0",
        "apache/kafka:3.10.0": "3.1.0",
        "apache/kafka:3.0": "3.0.0",
        "quay.io/some/kafka:3.0.1-debian-12-r4": "3.0.0",
        "10.0.0.1:5000/kafka:2.6.3": "2.6.0",
        "registry:5000/kafka:latest": "3.1.0",
        "registry:5000/kafka:1.0.3": "3.1.0",
        "registry:5000/broker:1.0.3": "3.1.0",
        [`apache/kafka:3.9.2@${digest}`]: "3.1.0",
        [`apache/kafka:3.0.1@${digest}`]: "3.0.0",
        [`apache/kafka@${digest}`]: "3.1.0",
        "apache/kafka": "3.1.0",
    };
    for (const [image, label] of Object.entries(table)) {
        it(`registers ${image.slice(0, 40)} as ${label}`, () => {
            assert.equal(registeredVersion(image), label);
        });
    }
});
