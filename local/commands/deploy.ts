import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { paths } from "../paths";
import { LocalError, say, step } from "../progress";
import { outputOf, runInShell } from "./shell";

/** The stack that `npm start` deploys. */
const stack = "dev";

/** The other stack file: `pulumi preview -s prod` is there to be tried at once. */
const previewed = "prod";

/** The name in Pulumi.yaml. */
const project = "kafka";

/**
 * Deploys the program as the stack dev; goes on where an interrupted deployment stopped. Throws a LocalError when another
 * deployment is at work, or this one fails: what is wrong stands above, in Pulumi's words.
 */
export async function deploy(): Promise<void> {
    await outputOf("pulumi", ["stack", "select", "--create", stack]);
    if (!existsSync(stateFile(previewed))) {
        await outputOf("pulumi", ["stack", "init", previewed, "--no-select"]);
    }
    await releaseLock();
    const { pending_operations: pending = [] } = latestState();
    if (pending.length > 0) {
        await forgetPending();
    }
    await step(`pulumi up -s ${stack}`, async () => {
        // Nobody is asked here whether to go on: what a preview refuses, the update refuses before it changes anything.
        const { code } = await runInShell("pulumi", ["up", ...shown()], { output: "show" });
        if (code !== 0) {
            throw new LocalError("pulumi up failed: see the lines above, then run npm start again");
        }
    });
}

/** A lock of the file backend, as it is written to the backend's directory. */
interface Lock {
    readonly pid: number;
}

/** A killed deployment leaves its lock behind: it is removed when the process that took it is gone. */
async function releaseLock(): Promise<void> {
    const locks = join(paths.backend, ".pulumi", "locks", "organization", project, stack);
    if (!existsSync(locks)) {
        return;
    }
    const holders = readdirSync(locks)
        .filter((name) => name.endsWith(".json"))
        .map((name) => (JSON.parse(readFileSync(join(locks, name), "utf8")) as Lock).pid);
    if (holders.length === 0) {
        return;
    }
    const alive = holders.find(isPulumi);
    if (alive !== undefined) {
        throw new LocalError(
            `process ${alive} is deploying the stack ${stack}: wait for it, or end it, and start again`,
        );
    }
    say("the last deployment was interrupted: going on from there");
    await outputOf("pulumi", ["cancel", "--yes", "--stack", stack]);
}

/** Whether a process is a Pulumi CLI: the number may meanwhile belong to another program. */
function isPulumi(pid: number): boolean {
    const commandLine = `/proc/${pid}/cmdline`;
    return existsSync(commandLine) && readFileSync(commandLine, "utf8").includes("pulumi");
}

function stateFile(name: string): string {
    return join(paths.backend, ".pulumi", "stacks", project, `${name}.json`);
}

/** The part of a stack's state that matters here. */
interface State {
    readonly pending_operations?: readonly unknown[];
}

/** The state as the file backend keeps it; empty for a stack that was never deployed. */
function latestState(): State {
    const file = stateFile(stack);
    if (!existsSync(file)) {
        return {};
    }
    const state = JSON.parse(readFileSync(file, "utf8")) as { readonly checkpoint?: { readonly latest?: State } };
    return state.checkpoint?.latest ?? {};
}

/**
 * What was being created when a deployment was killed stays in the state as pending, with a warning at every later `up`, also
 * after it was created in full: the provider adopts what exists (kubernetes:upsertExistingObjects), so it need not be remembered.
 */
async function forgetPending(): Promise<void> {
    await step("pulumi refresh, after an interrupted deployment", async () => {
        const args = ["refresh", "--clear-pending-creates", ...shown()];
        const { code } = await runInShell("pulumi", args, { output: "show" });
        if (code !== 0) {
            throw new LocalError("pulumi refresh failed: see the lines above, then run npm start again");
        }
    });
}

/** Outputs come at the end, as next steps; without a terminal there is no line that progress could be shown on. */
function shown(): string[] {
    const quiet = process.stderr.isTTY ? [] : ["--suppress-progress"];
    return ["--stack", stack, "--yes", "--skip-preview", "--suppress-outputs", ...quiet];
}

/** What the stack says about itself. */
export interface Outputs {
    readonly namespace: string;
    readonly bootstrapServers: string;
    readonly zookeeperConnectionString: string;
    readonly kafkaManagerUrl?: string;
    readonly kafkaManagerUsername?: string;
    readonly commands: Readonly<Record<string, string>>;
}

/** Reads the stack's outputs; secrets stay hidden. */
export async function stackOutputs(): Promise<Outputs> {
    return JSON.parse(await outputOf("pulumi", ["stack", "output", "--json", "--stack", stack])) as Outputs;
}
