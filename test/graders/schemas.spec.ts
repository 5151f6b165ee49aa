import Ajv from "ajv";
import assert from "node:assert/strict";
import { schemaOf } from "./schemas";
import type { Definitions } from "./schemas";

const definitions: Definitions = {
    "io.example.Set": {
        type: "object",
        required: ["kind"],
        properties: {
            apiVersion: { type: "string" },
            kind: { type: "string" },
            labels: { type: "object", additionalProperties: { type: "string" } },
            port: { $ref: "#/definitions/io.example.IntOrString" },
            policy: { type: "string", enum: ["Always", "Never"] },
            rules: { type: "array", items: { $ref: "#/definitions/io.example.Rule" } },
            raw: { type: "object" },
        },
        "x-kubernetes-group-version-kind": [
            { group: "example.io", version: "v1", kind: "Set" },
            { group: "", version: "v1", kind: "Set" },
        ],
    },
    "io.example.IntOrString": { type: "string", format: "int-or-string" },
    "io.example.Rule": {
        type: "object",
        properties: {
            name: { type: "string" },
            rules: { type: "array", items: { $ref: "#/definitions/io.example.Rule" } },
        },
    },
    "io.example.Unused": { type: "object" },
};

const schema = schemaOf(definitions, "example.io/v1", "Set");
const base = { apiVersion: "example.io/v1", kind: "Set" };

const good: readonly (readonly [string, object])[] = [
    ["every field that is named", { ...base, labels: { a: "b" }, port: 1, policy: "Always", rules: [{ name: "a" }] }],
    ["a port by name", { ...base, port: "http" }],
    ["rules in rules", { ...base, rules: [{ rules: [{ rules: [] }] }] }],
    ["anything in an object without fields", { ...base, raw: { a: { b: 1 } } }],
];

const bad: readonly (readonly [string, object])[] = [
    ["a field that is not named", { ...base, label: {} }],
    ["one deep inside", { ...base, rules: [{ rules: [{ names: "a" }] }] }],
    ["a value of another type", { ...base, labels: { a: 1 } }],
    ["a port that is neither number nor name", { ...base, port: true }],
    ["a word that is none of the words", { ...base, policy: "Sometimes" }],
    ["an object without what it must have", { apiVersion: "example.io/v1" }],
];

describe("the schema of a kind", () => {
    const accepts = new Ajv({ strict: false }).compile(schema ?? false);
    for (const [what, object] of good) {
        it(`takes ${what}`, () => {
            assert.equal(accepts(object), true);
        });
    }
    for (const [what, object] of bad) {
        it(`does not take ${what}`, () => {
            assert.equal(accepts(object), false);
        });
    }

    it("is found by group, version and kind, and holds what it refers to", () => {
        assert.deepEqual(schemaOf(definitions, "v1", "Set"), schema);
        assert.deepEqual(Object.keys((schema as { definitions: object }).definitions), [
            "io.example.Set",
            "io.example.IntOrString",
            "io.example.Rule",
        ]);
    });

    it("is none where the API server does not know the kind", () => {
        assert.equal(schemaOf(definitions, "example.io/v2", "Set"), undefined);
        assert.equal(schemaOf(definitions, "other.io/v1", "Set"), undefined);
        assert.equal(schemaOf(definitions, "v1", "Rule"), undefined);
    });
});
