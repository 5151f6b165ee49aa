import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { at, knownPaths } from "../../schema/issues";
import { schema } from "../../stack/settings";
import { editorErrors, groupsIn, settingsOf } from "../stack/refusal";

const text = readFileSync(join(__dirname, "everything.yaml"), "utf8");
const file = parse(text) as { readonly config: unknown };

/** Settings that others exclude, which are set. */
const excluded = [
    "namespace.assignsUsers",
    "storage.class",
    "storage.nfs",
    "brokers.external.nodePort",
    "kafkaManager.service.nodePort",
    "security.tls.issuer",
    "security.tls.issuer.name",
    "security.tls.issuer.kind",
    "security.tls.issuer.group",
    "security.tls.generated",
];

describe("the stack with everything", () => {
    it("sets every setting that others do not exclude", () => {
        const groups = groupsIn(file.config);
        const unset = [...knownPaths(schema)].filter((path) => at(groups, path) === undefined);
        assert.deepEqual(
            unset.map((path) => path.join(".")),
            excluded,
        );
    });

    it("is a good stack file", () => {
        assert.deepEqual(editorErrors(file), []);
        settingsOf(JSON.stringify(file.config));
    });
});
