import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "../child";
import { paths } from "../paths";
import { LocalError, step } from "../progress";
import { toolsLock } from "./build";
import { withLock } from "./lock";
import { isAtLeast } from "./machine";
import { runLogged } from "./run";
import { makeWhole } from "./wholeDirectory";

/** What is had as Python packages: two that check files, and Pulumi's SDK. Each has a directory here with its packages, their versions and the hashes of their files. */
type PythonTool = "checkov" | "check-jsonschema" | "pulumi-sdk";

function requirementsOf(tool: PythonTool): string {
    return join(__dirname, tool, "requirements.txt");
}

/** Version and place of the Python on PATH. */
async function pythonOnPath(tool: PythonTool): Promise<string> {
    const found = await run("python3", ["-c", "import sys; print(sys.version.split()[0], sys.base_prefix)"]);
    if (!isAtLeast(found, "3.11")) {
        throw new LocalError(
            `Python ${found.split(" ")[0] ?? ""} is too old for ${tool}: install Python 3.11 or newer`,
        );
    }
    return found;
}

async function install(tool: PythonTool, directory: string): Promise<void> {
    await runLogged(`making a virtual environment for ${tool}`, "python3", ["-m", "venv", directory]);
    const options = ["--require-hashes", "--only-binary", ":all:", "--no-compile", "--disable-pip-version-check"];
    await runLogged(`installing ${tool}`, join(directory, "bin", "python"), [
        ...["-m", "pip", "--no-input", "install", ...options],
        ...["--requirement", requirementsOf(tool)],
    ]);
}

/**
 * Makes sure that a tool is installed, and returns the Python that has it: `-m checkov.main` runs checkov. Installed once for each state of its
 * requirements and version of Python. Throws a LocalError: Python is missing or too old, or what pip said last.
 */
export async function ensurePythonTool(tool: PythonTool): Promise<string> {
    const facts = [await pythonOnPath(tool), process.arch, readFileSync(requirementsOf(tool), "utf8")];
    const hash = createHash("sha256").update(JSON.stringify(facts)).digest("hex").slice(0, 16);
    const directory = join(paths.tools, `${tool}-${hash}`);
    if (!existsSync(directory)) {
        await withLock(toolsLock, "building the tools", async () => {
            // Another process may have installed it while this one waited.
            if (!existsSync(directory)) {
                await step(`${tool}: installing Python packages`, () =>
                    makeWhole(directory, (unfinished) => install(tool, unfinished)),
                );
            }
        });
    }
    return join(directory, "bin", "python");
}
