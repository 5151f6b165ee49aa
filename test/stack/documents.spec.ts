import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { knownPaths } from "../../schema/issues";
import { keyOf } from "../../schema/problems";
import { documents } from "../../stack/documents";
import { parseSettings } from "../../stack/parse";
import { schema } from "../../stack/settings";
import { editorErrors, groupsIn } from "./refusal";

const top = join(__dirname, "..", "..");

describe("what is generated from the schema", () => {
    it("is not stale (npm run schema)", async () => {
        const generated = await documents();
        assert.notEqual(generated.length, 0);
        for (const { name, text, present } of generated) {
            assert.equal(present, text, name);
        }
    });

    it("explains every key to readers, in lines that can be read raw", () => {
        const page = readFileSync(join(top, "docs/settings.md"), "utf8");
        const paths = [...knownPaths(schema)];
        assert.ok(paths.length > 50, `${paths.length} keys`);
        for (const path of paths) {
            const key = keyOf(path).replace("kafka:", "");
            const isGroup = path.length === 1;
            assert(
                isGroup
                    ? page.includes(`## \`${keyOf(path)}\``)
                    : page.includes(`### \`${key}\`\n`) || page.includes(`### \`${key}.`),
                key,
            );
        }
        // Tables are as wide as their widest cell.
        assert.deepEqual(
            page.split("\n").filter((line) => line.length > 160),
            [],
        );
    });

    for (const name of readdirSync(top).filter((file) => /^Pulumi\..+\.yaml$/.test(file))) {
        it(`accepts ${name}, and so does the program`, () => {
            const stackFile = parse(readFileSync(join(top, name), "utf8")) as { config?: unknown };
            assert.deepEqual(editorErrors(stackFile), []);
            assert("settings" in parseSettings(groupsIn(stackFile.config)));
        });
    }
});

const good: readonly (readonly [name: string, stackFile: unknown])[] = [
    ["an empty stack file", {}],
    [
        "what Pulumi writes",
        { encryptionsalt: "v1:x:y", secretsprovider: "awskms://x", encryptedkey: "z", environment: ["prod"] },
    ],
    [
        "keys of others",
        {
            config: {
                "kubernetes:namespace": "x",
                "pulumi:disable-default-providers": ["*"],
                "aws:region": { secure: "v1:" },
            },
        },
    ],
    ["quantities as numbers", { config: { "kafka:brokers": { cpu: 0.5, memory: 2147483648, disk: 10737418240 } } }],
    [
        "broker properties as texts",
        { config: { "kafka:brokers": { config: { "num.partitions": "3", "ssl.keystore.password": "${env:P}" } } } },
    ],
    ["properties of plug-ins", { config: { "kafka:brokers": { config: { "opa.authorizer.url": "http://opa" } } } }],
];

const bad: readonly (readonly [name: string, stackFile: unknown])[] = [
    ["an unknown field beside config", { confg: {} }],
    ["a key without a namespace", { config: { zookeeper: {} } }],
    ["a secret for a group", { config: { "kafka:brokers": { secure: "v1:" } } }],
    ["config as a list", { config: [] }],
];

describe("the JSON Schema of stack files", () => {
    for (const [name, stackFile] of good) {
        it(`accepts ${name}`, () => {
            assert.deepEqual(editorErrors(stackFile), []);
        });
    }
    for (const [name, stackFile] of bad) {
        it(`refuses ${name}`, () => {
            assert.notDeepEqual(editorErrors(stackFile), []);
        });
    }
});
