import assert from "node:assert/strict";
import { clusterToken } from "../../package/component";
import { packageSchema } from "../../package/schema";
import { knownPaths } from "../../schema/issues";
import { outputNames } from "../../stack/cluster";
import { schema } from "../../stack/settings";
import { at, text } from "../harness";
import type { Json } from "../harness";

const made = packageSchema("1.2.3");
const asJson = JSON.parse(JSON.stringify(made)) as Json;
const resource = at(asJson, "resources", clusterToken);

/** What stands at a path of settings; undefined where the schema has nothing there. */
function propertyAt(path: readonly (string | number)[]): Json | undefined {
    return path.reduce<Json | undefined>((owner, part) => {
        const reference = at(owner, "$ref");
        const fields =
            typeof reference === "string"
                ? at(asJson, "types", reference.replace("#/types/", ""), "properties")
                : at(owner, "inputProperties");
        return at(fields, part);
    }, resource);
}

describe("the schema of the Pulumi package", () => {
    it("has every setting, with what it means", () => {
        const paths = [...knownPaths(schema)];
        assert.ok(paths.length > 50, `${paths.length} keys`);
        for (const path of paths) {
            const described = at(propertyAt(path), "description");
            assert.ok(typeof described === "string" && described.length > 10, path.join("."));
        }
    });

    it("says what types cannot: the rule and the default", () => {
        assert.deepEqual(propertyAt(["brokers", "replicas"]), {
            type: "integer",
            description: at(propertyAt(["brokers", "replicas"]), "description"),
        });
        assert.match(
            text(propertyAt(["brokers", "replicas"]), "description"),
            /It must be an integer from 1 to 99\. Default: 3\.$/,
        );
    });

    it("takes sizes as texts and as numbers, and properties of brokers by any name", () => {
        const oneOf = (...types: readonly string[]) => ({ oneOf: types.map((type) => ({ type })) });
        assert.deepEqual(at(propertyAt(["brokers", "memory"]), "oneOf"), oneOf("string", "number").oneOf);
        assert.deepEqual(
            at(propertyAt(["brokers", "config"]), "additionalProperties"),
            oneOf("string", "number", "boolean"),
        );
    });

    it("has secrets where the component has them", () => {
        const secrets = (properties: Json | undefined) =>
            Object.entries(properties as Readonly<Record<string, { readonly secret?: boolean }>>)
                .filter(([, { secret }]) => secret === true)
                .map(([name]) => name);
        assert.deepEqual(secrets(at(resource, "inputProperties")), ["passwords"]);
        assert.deepEqual(secrets(at(resource, "properties")), ["clientProperties", "kafkaManagerPassword"]);
    });

    it("has the outputs of the stack, and names no type that there is not", () => {
        assert.deepEqual(Object.keys(at(resource, "properties") as object), [...outputNames]);
        const named = [...JSON.stringify(made).matchAll(/"#\/types\/([^"]+)"/g)].map(([, token = ""]) => token);
        assert.deepEqual([...new Set(named)].sort(), Object.keys(made.types).sort());
    });
});
