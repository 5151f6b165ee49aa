// `pulumi` of the local shell: runs the real CLI (the first argument) with everything else as it is, then takes the
// `encryptionsalt:` line back out of the stack files. With the passphrase provider every `stack init` and `up` writes that line,
// although the state holds the salt as well (pkg/v3 cmd/pulumi/config/io.go, getAndSaveSecretsManager): tracked files would
// change, and a committed salt would lock out whoever has a passphrase of their own.
import { spawn } from "node:child_process";
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { constants } from "node:os";
import { dirname, join, resolve } from "node:path";
import { isDeepStrictEqual } from "node:util";

const [real, ...args] = process.argv.slice(2);
const saltLine = /^encryptionsalt:.*\n?/m;

/** Where the CLI looks for the project: `-C DIR`, else the working directory, and upwards from there. */
function projectDirectory() {
    const at = args.findIndex((argument) => /^(-C|--cwd)(=|$)/.test(argument));
    const given = args[at]?.includes("=") ? args[at].replace(/^[^=]*=/, "") : args[at + 1];
    let directory = resolve(at < 0 || given === undefined ? "." : given);
    while (!["Pulumi.yaml", "Pulumi.yml"].some((name) => existsSync(join(directory, name)))) {
        if (dirname(directory) === directory) {
            return undefined;
        }
        directory = dirname(directory);
    }
    return directory;
}

function stackFiles(directory) {
    if (directory === undefined || !existsSync(directory)) {
        return new Map();
    }
    const names = readdirSync(directory).filter((name) => /^Pulumi\..+\.ya?ml$/.test(name));
    return new Map(names.map((name) => [join(directory, name), readFileSync(join(directory, name), "utf8")]));
}

/** What a stack file must hold after a run; `undefined`: it must not exist. */
function withoutSalt(before, after) {
    // A secret in the file can only be read with its salt: who sets one has changed the file on purpose.
    if (!saltLine.test(after) || /^\s+secure:/m.test(after) || (before !== undefined && saltLine.test(before))) {
        return after;
    }
    const left = after.replace(saltLine, "");
    const { parse } = createRequire(import.meta.url)("yaml");
    const meaning = parse(left) ?? {};
    if (before === undefined) {
        return isDeepStrictEqual(meaning, {}) ? undefined : left;
    }
    // The CLI also lays the file out anew: where nothing but that happened, the user's own layout returns.
    return isDeepStrictEqual(meaning, parse(before) ?? {}) ? before : left;
}

function tidy(before, directory) {
    for (const [path, after] of stackFiles(directory)) {
        const wanted = withoutSalt(before.get(path), after);
        if (wanted === undefined) {
            rmSync(path);
        } else if (wanted !== after) {
            writeFileSync(path, wanted);
        }
    }
}

/** Whether a terminal's Ctrl-C reaches the CLI by itself: then it must not get the signal twice (twice means "at once"). */
function inForeground() {
    try {
        const fields = readFileSync("/proc/self/stat", "utf8")
            .replace(/^.*\) /s, "")
            .split(" ");
        const [, , group, , , foreground] = fields;
        return group === foreground;
    } catch {
        return process.stdin.isTTY === true;
    }
}

const directory = projectDirectory();
const before = stackFiles(directory);
// Before the CLI runs: a signal in its first moment would end this process alone, and nobody would tidy up.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT"]) {
    process.on(signal, () => {
        if (signal === "SIGTERM" || !inForeground()) {
            child.kill(signal);
        }
    });
}
const child = spawn(real, args, { stdio: "inherit" });
child.on("error", (error) => {
    console.error(`cannot run ${real}: ${error.message}; run npm start again`);
    process.exitCode = 127;
});
child.on("exit", (code, signal) => {
    tidy(before, directory);
    process.exitCode = code ?? 128 + constants.signals[signal];
});
