import assert from "node:assert/strict";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { scripts } from "../../package.json";
import { rooms } from "../cluster/commands/rooms";
import { commandBlocks, commandPages, commandsOf } from "./commandBlocks";
import type { Place } from "./commandBlocks";
import { ledger, leftOut } from "./ledger";

const top = join(__dirname, "..", "..");
const blocks = commandPages.flatMap(commandBlocks);

function read(file: string): string {
    return readFileSync(join(top, file), "utf8");
}

function named({ page, heading, index }: Place): string {
    return `${page}, ${heading}, block ${index}`;
}

function sorted(places: readonly Place[]): readonly string[] {
    return places.map(named).sort();
}

describe("the commands of the pages", () => {
    it("are in the ledger, each once, and nothing else is", () => {
        assert.deepEqual(sorted(ledger), sorted(blocks));
    });

    it("are all found: no block of another language is one of commands", () => {
        const languages = commandPages.flatMap((page) =>
            [...read(page).matchAll(/^ *```(\w+)$/gm)].map(([, language = ""]) => language),
        );
        const fences = languages.filter((language) => language === "sh").length;
        assert.equal(blocks.length, fences);
        assert.deepEqual(
            [...new Set(languages)].filter((language) => /bash|shell|console|zsh/.test(language)),
            [],
        );
    });

    it("that are executed in a room are the steps of that room", () => {
        for (const [file, { steps }] of Object.entries(rooms)) {
            assert.deepEqual(
                sorted(ledger.filter((row) => "by" in row && row.by === file)),
                sorted(steps.map(({ page, heading, index = 1 }) => ({ page, heading, index }))),
                file,
            );
        }
    });

    for (const row of ledger) {
        if ("why" in row) {
            it(`${named(row)}: says why it is not executed`, () => {
                assert.notEqual(row.why, "");
                assert.ok(row.instead === undefined || existsSync(join(top, row.instead)), row.instead);
            });
        } else if (rooms[row.by] === undefined) {
            it(`${named(row)}: is read by ${row.by}`, () => {
                const spec = read(row.by);
                assert.match(spec, /from "(\.\.\/)+documents\/commandBlocks"/);
                // A page of which all blocks are executed is named, and its headings are not.
                const all = ledger
                    .filter((one) => one.page === row.page)
                    .every((one) => "by" in one && one.by === row.by);
                for (const text of all ? [row.page] : [row.page, row.heading]) {
                    assert.ok(spec.includes(`"${text}"`), `${row.by} does not name "${text}"`);
                }
            });
        }
        it(`${named(row)}: has the lines that are left out`, () => {
            assert.doesNotThrow(() => commandsOf(row.page, row.heading, row.index));
            assert.ok(leftOut(row).every((line) => line !== ""));
        });
    }

    it("are executed by what npm scripts name", () => {
        for (const by of new Set(ledger.flatMap((row) => ("by" in row ? [row.by] : [])))) {
            const spec = rooms[by] === undefined ? by : "test/cluster/commands.spec.ts";
            const names = [spec, `${dirname(spec)}/*.spec.ts`];
            assert.ok(
                Object.values(scripts).some((script) => names.some((name) => script.includes(name))),
                `no script of package.json runs ${spec}`,
            );
        }
    });

    it("run scripts, and files below test/, that there are", () => {
        for (const block of blocks) {
            for (const [, script = ""] of block.commands.matchAll(/\bnpm run (?:-s )?([\w:]+)/g)) {
                assert.ok(script in scripts, `${named(block)}: npm run ${script}`);
            }
            for (const [file] of block.commands.matchAll(/\btest\/[\w/]+\.spec\.ts/g)) {
                assert.ok(existsSync(join(top, file)), `${named(block)}: ${file}`);
            }
        }
    });

    it("have one reader: no end-to-end spec takes a page apart by itself", () => {
        for (const file of readdirSync(join(top, "test/cluster"), { recursive: true, encoding: "utf8" })) {
            assert.ok(!file.endsWith(".ts") || !read(join("test/cluster", file)).includes("```sh"), file);
        }
    });
});
