// Installs the packages of package-lock.json when they are missing or older than it, so that every command is complete in itself.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
    console.error(`Node ${process.versions.node} is too old: install Node 20.19 or newer`);
    process.exit(1);
}

const digest = (text) => createHash("sha256").update(text).digest("hex");
const wanted = digest(readFileSync(join(root, "package-lock.json")));
const mark = join(root, "node_modules", ".installed-lock");
// Outside node_modules, which npm ci removes.
const lock = join(tmpdir(), `kafka-install-${digest(root).slice(0, 16)}.pid`);

function read(path) {
    try {
        return readFileSync(path, "utf8");
    } catch {
        return "";
    }
}

function isAlive(pid) {
    try {
        return pid > 0 && process.kill(pid, 0);
    } catch {
        return false;
    }
}

/** Two installs at once leave half of the packages: the second waits for the first, a killed one is ignored. */
async function locked(work) {
    for (;;) {
        try {
            writeFileSync(lock, String(process.pid), { flag: "wx" });
            break;
        } catch {
            if (isAlive(Number(read(lock)))) {
                await setTimeout(200);
            } else {
                rmSync(lock, { force: true });
            }
        }
    }
    try {
        work();
    } finally {
        rmSync(lock, { force: true });
    }
}

function install() {
    if (read(mark) === wanted) {
        return;
    }
    console.error("installing packages (npm ci) ...");
    // Output goes to stderr: stdout belongs to the command that follows.
    const result = spawnSync("npm", ["ci", "--no-audit", "--no-fund"], { cwd: root, stdio: ["ignore", 2, 2] });
    if (result.status !== 0) {
        throw new Error("npm ci failed: see the lines above");
    }
    writeFileSync(mark, wanted);
}

if (read(mark) !== wanted) {
    try {
        await locked(install);
    } catch (error) {
        console.error(error.message);
        process.exit(1);
    }
}
