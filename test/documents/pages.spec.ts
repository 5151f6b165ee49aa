import { strict as assert } from "node:assert";
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { commandBlocks } from "./commandBlocks";

const top = join(__dirname, "../..");
const pages = [
    ...readdirSync(top).filter((name) => name.endsWith(".md")),
    ...readdirSync(join(top, "docs"))
        .filter((name) => name.endsWith(".md"))
        .map((name) => `docs/${name}`),
    "local/README.md",
];

function read(page: string): string {
    return readFileSync(join(top, page), "utf8");
}

/** What a link to a heading ends in, as GitHub makes it: lower case, spaces to dashes, without punctuation. */
function anchors(text: string): readonly string[] {
    return [...text.replace(/^```[\s\S]*?^```/gm, "").matchAll(/^#+ (.*)$/gm)].map(([, heading = ""]) =>
        heading
            .toLowerCase()
            .replace(/[^\p{L}\p{N} _-]/gu, "")
            .replaceAll(" ", "-"),
    );
}

describe("what people read", () => {
    for (const page of pages) {
        it(`${page} links to what is there`, () => {
            const missing = [...read(page).matchAll(/\]\((?!https?:)([^)#\s]*)(?:#([^)\s]*))?\)/g)].filter(
                ([, path = "", anchor]) => {
                    const file = path === "" ? page : relative(top, join(top, dirname(page), path));
                    return (
                        !existsSync(join(top, file)) ||
                        (anchor !== undefined && file.endsWith(".md") && !anchors(read(file)).includes(anchor))
                    );
                },
            );
            assert.deepEqual(
                missing.map(([link]) => link),
                [],
            );
        });

        it(`${page} has commands that a shell can read`, () => {
            for (const { commands } of commandBlocks(page)) {
                const { status, stderr } = spawnSync("bash", ["-n"], { input: commands, encoding: "utf8" });
                assert.equal(status, 0, `${stderr}${commands}`);
            }
        });
    }
});
