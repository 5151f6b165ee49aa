import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

const top = join(__dirname, "..", "..");
const page = readFileSync(join(top, "docs", "architecture.md"), "utf8");

interface Row {
    readonly change: string;
    readonly files: readonly { readonly path: string; readonly isNew: boolean }[];
}

/** The table of the ten changes. */
const rows: readonly Row[] = page
    .slice(page.indexOf("## Ten changes"))
    .split("\n")
    .filter((line) => line.startsWith("| ") && line.includes("`"))
    .map((line) => {
        const [, change = "", files = ""] = line.split("|").map((cell) => cell.trim());
        return {
            change,
            files: [...files.matchAll(/`([^`]+)`( \(new\))?/g)].map(([, path = "", mark]) => ({
                path,
                isNew: mark !== undefined,
            })),
        };
    });

/** `components/kafka` for everything of a part, else the top folder; none for a file at the top. */
function folderOf(path: string): readonly string[] {
    const [first = "", second] = path.split("/");
    if (second === undefined) {
        return [];
    }
    return [first === "components" ? `${first}/${second}` : first];
}

describe("docs/architecture.md", () => {
    it("names the files of ten changes", () => {
        assert.deepEqual(
            rows.map(({ change }) => change),
            [
                "access by an ingress",
                "a TLS setting",
                "quotas, set by a Job",
                "a port for others",
                "a metric and its alert",
                "the heap rule",
                "a refused edit",
                "another console image",
                "a new group of settings",
                "another script in a pod",
            ],
        );
    });

    for (const { change, files } of rows) {
        it(`says truly where ${change} goes, in two folders at the most`, () => {
            for (const { path, isNew } of files) {
                assert.equal(existsSync(join(top, path)), !isNew, path);
                assert.ok(existsSync(join(top, dirname(path))), path);
            }
            const folders = [...new Set(files.flatMap(({ path }) => folderOf(path)))];
            assert.ok(files.length > 0 && folders.length <= 2, folders.join(", "));
        });
    }

    it("describes every folder", () => {
        const described = page.slice(page.indexOf("## The folders"), page.indexOf("## The life of one edit"));
        const folders = (path: string) =>
            readdirSync(join(top, path), { withFileTypes: true })
                .filter((entry) => entry.isDirectory() && !entry.name.startsWith("."))
                .map(({ name }) => name);
        const others = ["docs", "node_modules"];
        for (const folder of folders("").filter((name) => !others.includes(name))) {
            assert.ok(described.includes(`\`${folder}/\``), folder);
        }
        for (const part of folders("components")) {
            assert.ok(described.includes(`\`components/${part}\``), part);
        }
    });
});
