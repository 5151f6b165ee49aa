import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Status } from "../../../stack/status/model";
import { attempt, run } from "./run";
import type { Result, RunOptions } from "./run";
import { editFile } from "./stackFile";
import type { Changes } from "./stackFile";

const checkout = join(__dirname, "..", "..", "..");
const linked = [
    "index.ts",
    "components",
    "edits",
    "model",
    "schema",
    "stack",
    "node_modules",
    "package.json",
    "tsconfig.json",
];

/**
 * A stack of this program with a namespace, a project directory and a state of its own, driven by the real CLI. The program is the
 * checkout's; the stack file is a copy, so that no test leaves a tracked file changed.
 */
export class TestStack {
    readonly namespace: string;
    readonly #stack: string;
    readonly #directory: string;

    /** `base` is the stack file to begin with: dev or prod. */
    constructor(base: "dev" | "prod", namespace: string) {
        this.namespace = namespace;
        this.#stack = base;
        this.#directory = mkdtempSync(join(tmpdir(), "kafka-stack-"));
        for (const entry of linked) {
            symlinkSync(join(checkout, entry), join(this.#directory, entry));
        }
        cpSync(join(checkout, "Pulumi.yaml"), join(this.#directory, "Pulumi.yaml"));
        cpSync(join(checkout, `Pulumi.${base}.yaml`), this.stackFile);
        mkdirSync(join(this.#directory, ".state"));
        // Their clients know no old addresses, or may wait: rolls would take half a minute longer for each broker.
        this.edit({ "kafka:namespace.name": namespace, "kafka:brokers.clientAddressSeconds": 0 });
        if (base === "dev") {
            // Requests small enough to fit on two cores beside a stack that is deployed already.
            this.edit({ "kafka:zookeeper.cpu": "20m", "kafka:brokers.cpu": "50m", "kafka:kafkaManager.cpu": "20m" });
        }
    }

    /** The copy of the stack file. */
    get stackFile(): string {
        return join(this.#directory, `Pulumi.${this.#stack}.yaml`);
    }

    /** Edits the stack file as a person would: the rest of it stays as it is. */
    edit(changes: Changes): void {
        editFile(this.stackFile, changes);
    }

    /** Makes the stack, in a backend of its own. */
    async init(): Promise<void> {
        await this.pulumi(["stack", "init", this.#stack]);
    }

    /** Runs a command of the CLI on the stack; it must succeed. */
    async pulumi(args: readonly string[], options: RunOptions = {}): Promise<string> {
        return run("env", this.#command(args), { cwd: this.#directory, seconds: 900, ...options });
    }

    /** Runs a command of the CLI on the stack, whatever comes of it. */
    async tryPulumi(args: readonly string[], options: RunOptions = {}): Promise<Result> {
        return attempt("env", this.#command(args), { cwd: this.#directory, seconds: 900, ...options });
    }

    /** Runs commands of a shell in the project, on the stack; they must succeed. The text is all they print. */
    async shell(commands: string, env: Readonly<Record<string, string>> = {}): Promise<string> {
        const own = [this.#backend, `PULUMI_STACK=${this.#stack}`, "PULUMI_SKIP_CONFIRMATIONS=true"];
        const variables = Object.entries(env).map(([name, value]) => `${name}=${value}`);
        const { code, output } = await attempt(
            "env",
            [...own, ...variables, "bash", "-euo", "pipefail", "-c", commands],
            { cwd: this.#directory, seconds: 1200 },
        );
        if (code !== 0) {
            throw new Error(`exit code ${String(code)} of\n${commands}\n${output}`);
        }
        return output;
    }

    /** `pulumi up`, all of it or a failure. Returns what it printed. */
    async up(...args: readonly string[]): Promise<string> {
        return this.pulumi(["up", "--yes", "--skip-preview", "--non-interactive", ...args]);
    }

    /** `pulumi destroy`. Claims and namespace stay. */
    async destroy(): Promise<void> {
        await this.pulumi(["destroy", "--yes", "--skip-preview", "--non-interactive"]);
    }

    /** How the cluster of the stack is, as JSON, and the exit code of that look. */
    async status(): Promise<{ readonly code: number | undefined; readonly status: Status }> {
        const command = ["npm", "run", "-s", "status", "--", "-s", this.#stack, "--json"];
        const { code, stdout, output } = await attempt("env", [this.#backend, ...command], { cwd: this.#directory });
        try {
            return { code, status: JSON.parse(stdout) as Status };
        } catch (error) {
            throw new Error(`status printed no JSON: ${output}`, { cause: error });
        }
    }

    /** The stack's outputs, secrets in clear. */
    async outputs(): Promise<Readonly<Record<string, unknown>>> {
        return JSON.parse(await this.pulumi(["stack", "output", "--json", "--show-secrets"])) as Record<
            string,
            unknown
        >;
    }

    /** Removes the scratch directory. */
    dispose(): void {
        rmSync(this.#directory, { recursive: true, force: true });
    }

    get #backend(): string {
        return `PULUMI_BACKEND_URL=file://${join(this.#directory, ".state")}`;
    }

    #command(args: readonly string[]): string[] {
        const [command = "", ...rest] = args;
        const selected = command === "stack" ? [] : ["--stack", this.#stack];
        return [this.#backend, "pulumi", command, ...rest, ...selected];
    }
}
