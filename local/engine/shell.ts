import { chmodSync, existsSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { bridge, cluster } from "../node/layout";
import { paths } from "../paths";
import { LocalError } from "../progress";
import type { Tools } from "../toolchain/tools";

/** Quotes a word for a POSIX shell. */
export function quoted(word: string): string {
    return `'${word.replaceAll("'", `'\\''`)}'`;
}

/** A shell script that becomes `node FILE ARGS...` plus its own arguments: same process id, streams and signals. */
export function nodeShim(file: string, args: readonly string[]): string {
    return `#!/bin/sh\nexec ${[process.execPath, file, ...args].map(quoted).join(" ")} "$@"\n`;
}

/** Writes an executable script; one that is in use goes on with its old text. */
export function placeScript(path: string, text: string): void {
    mkdirSync(dirname(path), { recursive: true });
    const temporary = `${path}.${process.pid}`;
    writeFileSync(temporary, text);
    chmodSync(temporary, 0o755);
    renameSync(temporary, path);
}

const commands = { pulumi: join(paths.bin, "pulumi"), kubectl: join(paths.bin, "kubectl") };

/** Puts `pulumi` (see wrapper.mjs) and `kubectl` where the local shell's PATH begins, and makes the state's directories. */
export function ensureShell(tools: Tools): void {
    mkdirSync(paths.backend, { recursive: true });
    placeScript(commands.pulumi, nodeShim(join(__dirname, "wrapper.mjs"), [tools.pulumi]));
    // The servers' binary is kubectl when it is called so.
    rmSync(commands.kubectl, { force: true });
    symlinkSync(tools.node, commands.kubectl);
}

/**
 * What makes a shell one of the local cluster: plain `pulumi` and `kubectl` work on it, with the stacks' state in a file
 * backend of the cluster's own. All but PATH, which begins with `paths.bin`.
 */
function shellVariables(): Record<string, string> {
    return {
        KUBECONFIG: paths.kubeconfig,
        PULUMI_HOME: paths.pulumiHome,
        PULUMI_BACKEND_URL: `file://${paths.backend}`,
        // The state never leaves the machine; secrets in it are encrypted with an empty passphrase, so that nobody is asked for one.
        PULUMI_CONFIG_PASSPHRASE: "",
        ...direct(),
        PULUMI_SKIP_UPDATE_CHECK: "true",
        // The salt is read from the state, and need not be in the stack file: see wrapper.mjs.
        PULUMI_FALLBACK_TO_STATE_SECRETS_MANAGER: "true",
    };
}

/** The cluster's addresses are on this machine: a proxy could not reach them. */
function direct(): Record<string, string> {
    const local = ["127.0.0.1", "localhost", bridge.subnet, cluster.services];
    const extended = (given = ""): string =>
        [...new Set([...given.split(",").filter((host) => host !== ""), ...local])].join(",");
    return { NO_PROXY: extended(process.env["NO_PROXY"]), no_proxy: extended(process.env["no_proxy"]) };
}

function callersPath(): string[] {
    return (process.env["PATH"] ?? "").split(":").filter((place) => place !== "" && place !== paths.bin);
}

/** The environment for a command that runs as in the local shell. */
export function shellEnvironment(): NodeJS.ProcessEnv {
    return { ...process.env, ...shellVariables(), PATH: [paths.bin, ...callersPath()].join(":") };
}

/** The lines that turn a POSIX shell into a local one. Throws a LocalError when the cluster has never been started: there would be no `pulumi` in it. */
export function shellExports(): string {
    if (!existsSync(commands.pulumi)) {
        throw new LocalError("there is no local cluster yet: run npm start first");
    }
    // npm has put its own directories before the caller's PATH: the caller's is the shell's to say.
    const isLocal = (process.env["PATH"] ?? "").split(":").includes(paths.bin);
    const path = isLocal ? [] : [`export PATH=${quoted(paths.bin)}:"$PATH"\n`];
    const rest = Object.entries(shellVariables()).map(([name, value]) => `export ${name}=${quoted(value)}\n`);
    return [...path, ...rest].join("");
}
