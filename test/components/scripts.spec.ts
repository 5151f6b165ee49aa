import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const top = join(__dirname, "..", "..");

/** The files below a folder whose names end so. */
function files(folder: string, end: string): readonly string[] {
    return readdirSync(join(top, folder), { recursive: true, encoding: "utf8" })
        .filter((file) => file.endsWith(end))
        .map((file) => join(folder, file));
}

/** Every script that runs in a pod. */
const scripts = files("components", ".sh");

describe("the scripts that run in pods", () => {
    it("are files of their own: no program in another language stands in a string", () => {
        for (const file of [...files("components", ".ts"), ...files("stack", ".ts")]) {
            const text = readFileSync(join(top, file), "utf8");
            assert.doesNotMatch(text, /\bdone\n|\bfi\n|\besac\b|\bEND \{/, file);
        }
        assert.ok(scripts.length >= 12);
    });

    for (const script of scripts) {
        it(`${script} is valid for the shell that it names`, () => {
            const [line = ""] = readFileSync(join(top, script), "utf8").split("\n", 1);
            const shell = line.startsWith("#!") ? line.slice(2) : "/bin/bash";
            const { status, stderr } = spawnSync(shell, ["-n", join(top, script)], { encoding: "utf8" });
            assert.deepEqual({ status, stderr }, { status: 0, stderr: "" });
        });

        // Those of Kafka come by a ConfigMap, which Kubernetes leaves as it is.
        if (script.startsWith("components/kafka/")) {
            continue;
        }
        it(`${script} reads the same in a command: Kubernetes makes one of two dollars, and replaces $(NAME)`, () => {
            assert.doesNotMatch(readFileSync(join(top, script), "utf8"), /\$\$|\$\([A-Z_]+\)/);
        });
    }
});
