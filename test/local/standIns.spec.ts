import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { LocalError } from "../../local/progress";
import { isRefused, preference, rememberRefusal } from "../../local/standIns";

describe("official parts or stand-ins", () => {
    const given = process.env["KAFKA_LOCAL_PLUGINS"];
    let scratch = "";

    before(() => {
        scratch = mkdtempSync(join(tmpdir(), "refusals-"));
    });

    after(() => {
        rmSync(scratch, { recursive: true });
        if (given === undefined) {
            delete process.env["KAFKA_LOCAL_PLUGINS"];
        } else {
            process.env["KAFKA_LOCAL_PLUGINS"] = given;
        }
    });

    it("are asked for by a variable that takes official, stand-in, or nothing", () => {
        for (const [value, wanted] of [
            ["", "either"],
            ["official", "official"],
            ["stand-in", "stand-in"],
        ]) {
            process.env["KAFKA_LOCAL_PLUGINS"] = value;
            assert.equal(preference("KAFKA_LOCAL_PLUGINS"), wanted);
        }
        process.env["KAFKA_LOCAL_PLUGINS"] = "oficial";
        const message =
            'KAFKA_LOCAL_PLUGINS is "oficial": use official or stand-in, or leave it unset for whatever can be had';
        assert.throws(() => preference("KAFKA_LOCAL_PLUGINS"), new LocalError(message));
    });

    it("remember a refusal for a day, each for itself, and survive a file that was cut short", () => {
        const file = join(scratch, "cache", "refusals.json");
        assert.ok(!isRefused("registry.example", file));
        rememberRefusal("registry.example", file);
        rememberRefusal("plugin", file);
        assert.ok(isRefused("registry.example", file) && isRefused("plugin", file));
        assert.ok(!isRefused("other", file));
        const hour = 3_600_000;
        writeFileSync(file, JSON.stringify({ old: Date.now() - 25 * hour, recent: Date.now() - 23 * hour }));
        assert.ok(!isRefused("old", file) && isRefused("recent", file));
        writeFileSync(file, '{"recent": 17');
        assert.ok(!isRefused("recent", file));
    });
});
