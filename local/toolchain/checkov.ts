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

/** Its packages, with those that they need: versions, and the hashes of their files. */
const requirements = join(__dirname, "checkov", "requirements.txt");

/** Version and place of the Python on PATH. */
async function pythonOnPath(): Promise<string> {
    const found = await run("python3", ["-c", "import sys; print(sys.version.split()[0], sys.base_prefix)"]);
    if (!isAtLeast(found, "3.11")) {
        throw new LocalError(
            `Python ${found.split(" ")[0] ?? ""} is too old for checkov: install Python 3.11 or newer`,
        );
    }
    return found;
}

async function install(directory: string): Promise<void> {
    await runLogged("making a virtual environment for checkov", "python3", ["-m", "venv", directory]);
    const options = ["--require-hashes", "--only-binary", ":all:", "--no-compile", "--disable-pip-version-check"];
    await runLogged("installing checkov", join(directory, "bin", "python"), [
        ...["-m", "pip", "--no-input", "install", ...options],
        ...["--requirement", requirements],
    ]);
}

/**
 * Makes sure that checkov is installed, and returns the Python that has it: `-m checkov.main` runs it. Installed once for each state of its
 * requirements and version of Python. Throws a LocalError: Python is missing or too old, or what pip said last.
 */
export async function ensureCheckov(): Promise<string> {
    const facts = [await pythonOnPath(), process.arch, readFileSync(requirements, "utf8")];
    const hash = createHash("sha256").update(JSON.stringify(facts)).digest("hex").slice(0, 16);
    const directory = join(paths.tools, `checkov-${hash}`);
    if (!existsSync(directory)) {
        await withLock(toolsLock, "building the tools", async () => {
            // Another process may have installed it while this one waited.
            if (!existsSync(directory)) {
                await step("checkov: installing Python packages", () => makeWhole(directory, install));
            }
        });
    }
    return join(directory, "bin", "python");
}
