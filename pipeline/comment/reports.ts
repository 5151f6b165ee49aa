import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { PipelineError } from "../rest";
import type { StackReport } from "./body";

/**
 * The reports of a directory, by the name of the stack: what its preview says (`dev.preview.md`), or where there was none what its file says
 * beside that of the base (`dev.files.md`). Throws a PipelineError where there is none at all.
 */
export function readReports(directory: string): readonly StackReport[] {
    const files = readdirSync(directory).filter((file) => /\.(preview|files)\.md$/.test(file));
    const stacks = [...new Set(files.map((file) => file.replace(/\.(preview|files)\.md$/, "")))].sort();
    if (stacks.length === 0) {
        throw new PipelineError(`${directory} has no reports: npm run -s plan writes them (docs/ci.md)`);
    }
    return stacks.map((stack) => {
        const [best = ""] = ["preview", "files"]
            .map((kind) => `${stack}.${kind}.md`)
            .flatMap((file) => textOf(directory, file));
        return { stack, report: best };
    });
}

/** The text of a file; none where it is missing or empty, as of a job that failed before it wrote. */
function textOf(directory: string, file: string): readonly string[] {
    try {
        const text = readFileSync(join(directory, file), "utf8");
        return text.trim() === "" ? [] : [text];
    } catch {
        return [];
    }
}
