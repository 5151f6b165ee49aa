import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { policies } from "../../policy/policies";
import { stackConfig } from "../harness";
import { declaredBy, said } from "./policies";
import type { Given } from "./policies";

const top = join(__dirname, "..", "..");
const everything = readFileSync(join(top, "test", "graders", "everything.yaml"), "utf8");

/** Every line that the pack says of a stack, with its policy. */
function allSaid(resources: readonly Given[], config: Readonly<Record<string, object>> = {}): readonly string[] {
    return policies.flatMap(({ name }) => said(name, resources, config[name]).map((line) => `${name}: ${line}`));
}

/** The stack dev with groups of its stack file replaced. */
async function edited(groups: Readonly<Record<string, object>>): Promise<readonly Given[]> {
    const config = { ...stackConfig("dev") };
    for (const [group, value] of Object.entries(groups)) {
        config[`kafka:${group}`] = JSON.stringify(value);
    }
    return declaredBy("dev", config);
}

describe("the policies and this project", () => {
    for (const [stack, config] of Object.entries({
        dev: stackConfig("dev"),
        prod: stackConfig("prod"),
        everything: stackConfig("everything", everything),
    })) {
        it(`have nothing to say of ${stack}`, async () => {
            assert.deepEqual(allSaid(await declaredBy(stack, config)), []);
        });
    }

    it("have nothing to say of prod with the settings for it", async () => {
        const { "images-registries": images } = JSON.parse(
            readFileSync(join(top, "policy", "prod.json"), "utf8"),
        ) as Record<string, object>;
        assert.deepEqual(allSaid(await declaredBy("prod"), { "images-registries": images ?? {} }), []);
    });

    const edits: readonly (readonly [string, Readonly<Record<string, object>>, readonly RegExp[]])[] = [
        [
            "two brokers",
            { brokers: { replicas: 2 } },
            [
                /^kafka-copies: kafka:brokers\.config\["default\.replication\.factor"\] is 2: must be at least 3; it follows from kafka:brokers\.replicas \(2\)/,
                /^kafka-copies: kafka:brokers\.config\["offsets/,
                /^kafka-copies: kafka:brokers\.config\["transaction\.state\.log\.replication/,
                /^kafka-copies: kafka:brokers\.config\["min\.insync\.replicas"\] is 1/,
                /^kafka-copies: kafka:brokers\.config\["transaction\.state\.log\.min\.isr"\] is 1/,
            ],
        ],
        [
            "one server",
            { zookeeper: { replicas: 1 } },
            [
                /^ensemble-quorum: StatefulSet kafka\/zookeeper: replicas is 1: must be an odd number, at least 3; set kafka:zookeeper\.replicas to 3 or 5$/,
            ],
        ],
        [
            "brokers outside without logins",
            { brokers: { replicas: 3, external: { type: "nodePort" } } },
            [
                /^kafka-exposed-with-login: kafka:brokers\.external\.type is "nodePort": must be none while kafka:security\.authentication is none/,
                /^services-exposed-with-login: Service kafka\/kafka-nodeport is open .*listener EXTERNAL \(PLAINTEXT\)/,
            ],
        ],
        [
            "claims that go with the stack",
            { storage: { keepOnDestroy: false } },
            [
                /^storage-retained: StatefulSet kafka\/kafka: .*whenDeleted is "Delete": .*; set kafka:storage\.keepOnDestroy to true$/,
                /^storage-retained: StatefulSet kafka\/zookeeper: /,
            ],
        ],
        [
            "no NetworkPolicies",
            { security: { networkPolicies: { enabled: false } } },
            [/^network-policies: .*set kafka:security\.networkPolicies\.enabled to true$/],
        ],
        [
            "an image of another place without a tag that stays",
            { images: { kafkaManager: "registry.example.com/cmak:latest" } },
            [
                /^images-pinned: Deployment kafka\/kafka-manager, container kafka-manager: image is "registry\.example\.com\/cmak:latest": must have a tag/,
            ],
        ],
    ];
    for (const [what, groups, expected] of edits) {
        it(`refuse ${what}`, async () => {
            const lines = allSaid(await edited(groups));
            for (const line of expected) {
                assert.ok(
                    lines.some((one) => line.test(one)),
                    `${String(line)} is not among\n${lines.join("\n")}`,
                );
            }
            const others = lines.filter((one) => !expected.some((line) => one.startsWith(policyOf(line))));
            assert.deepEqual(others, []);
        });
    }

    function policyOf(line: RegExp): string {
        return line.source.slice(1, line.source.indexOf(":") + 1);
    }
});
