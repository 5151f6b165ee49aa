// Installs the packages of package-lock.json when they are missing or older than it, so that every command is complete in itself.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { exclusively } from "./lock.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
    console.error(`Node ${process.versions.node} is too old: install Node 20.19 or newer`);
    process.exit(1);
}

const wanted = createHash("sha256")
    .update(readFileSync(join(root, "package-lock.json")))
    .digest("hex");
const mark = join(root, "node_modules", ".installed-lock");

function isInstalled() {
    try {
        return readFileSync(mark, "utf8") === wanted;
    } catch {
        return false;
    }
}

function install() {
    if (isInstalled()) {
        return;
    }
    console.error("installing packages (npm ci) ...");
    // Output goes to stderr: stdout belongs to the command that follows.
    const result = spawnSync("npm", ["ci", "--no-audit", "--no-fund"], { cwd: root, stdio: ["ignore", 2, 2] });
    if (result.status !== 0) {
        console.error("npm ci failed: see the lines above");
        process.exit(1);
    }
    writeFileSync(mark, wanted);
}

if (!isInstalled()) {
    // Two installs at once would leave half of the packages: the second waits for the first.
    await exclusively(`packages of ${root}`, () => undefined, install);
}
