import { strict as assert } from "node:assert";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { commandsOf } from "../../documents/commandBlocks";
import type { Replaced } from "../../documents/commandBlocks";
import { Kubectl } from "../support/kubectl";
import { attempt, run } from "../support/run";
import { edited, editFile } from "../support/stackFile";
import type { Changes } from "../support/stackFile";
import type { Step } from "./step";

const checkout = join(__dirname, "..", "..", "..");

/** Seconds that the commands of a block may take. */
const seconds = 540;

/** A hook of git that runs the specs tells git by these which repository to work in. */
const inHooks = ["GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE"].map((name) => `--unset=${name}`);

/** A clone of this repository with a state of Pulumi, a home of npm's settings and a namespace of its own, in which commands of the pages are executed. */
export class Clone {
    readonly namespace: string;
    readonly kubectl: Kubectl;
    #directory = "";
    readonly #environment = new Map([
        // The pages leave the question of `pulumi up` to the reader.
        ["PULUMI_SKIP_CONFIRMATIONS", "true"],
    ]);

    constructor(namespace: string) {
        this.namespace = namespace;
        this.kubectl = new Kubectl(namespace);
    }

    /** Where it is. */
    get directory(): string {
        return this.#directory;
    }

    /** Copies what a clone has, and commits it, after some edits, as both main and origin/main. */
    async make(prepare?: (clone: Clone) => void): Promise<void> {
        this.#directory = mkdtempSync(join(tmpdir(), "kafka-commands-"));
        const state = `file://${join(this.directory, ".state")}`;
        this.export("PULUMI_BACKEND_URL", state);
        this.export("OWN_STATE", state);
        for (const entry of readdirSync(checkout).filter((name) => ![".git", "node_modules"].includes(name))) {
            cpSync(join(checkout, entry), join(this.directory, entry), { recursive: true });
        }
        mkdirSync(join(this.directory, ".state"));
        prepare?.(this);
        await this.git("init", "--quiet", "--initial-branch=main");
        writeFileSync(join(this.directory, ".git", "info", "exclude"), "node_modules\n.state\n");
        await this.git("add", "--all");
        await this.git("commit", "--quiet", "--message=base");
        await this.git("update-ref", "refs/remotes/origin/main", "HEAD");
    }

    /** Removes it. */
    dispose(): void {
        if (this.#directory !== "") {
            rmSync(this.#directory, { recursive: true, force: true });
        }
    }

    /** Runs git in it. */
    async git(...args: readonly string[]): Promise<string> {
        const settings = ["-c", "user.name=spec", "-c", "user.email=spec@localhost", "-c", "commit.gpgsign=false"];
        return run("env", [...inHooks, "git", ...settings, ...args], { cwd: this.directory });
    }

    /** Sets a variable of the shell for all commands from now on. */
    export(name: string, value: string): void {
        this.#environment.set(name, value);
    }

    /** Takes a variable back. */
    forget(name: string): void {
        this.#environment.delete(name);
    }

    /** The text of a file. */
    read(file: string): string {
        return readFileSync(join(this.directory, file), "utf8");
    }

    /** Writes a file. */
    write(file: string, text: string): void {
        writeFileSync(join(this.directory, file), text);
    }

    /** Edits a stack file. */
    edit(file: string, changes: Changes): void {
        editFile(join(this.directory, file), changes);
    }

    /** Has `$EDITOR` make these changes of whatever stack file it opens, as it is now. */
    editor(file: string, changes: Changes): void {
        const written = join(this.directory, ".state", "edited.yaml");
        writeFileSync(written, edited(this.read(file), changes));
        this.export("EDITOR", `cp ${written}`);
    }

    /** Runs commands of a shell in it, which must succeed; the text is all they print. */
    async shell(commands: string, input?: string): Promise<string> {
        const { code, output } = await attempt(
            "env",
            [...this.#variables, "bash", "--norc", "-euo", "pipefail", "-c", commands],
            {
                cwd: this.directory,
                seconds,
                ...(input === undefined ? {} : { input }),
            },
        );
        assert.equal(code, 0, `${commands}\n${output}`);
        return output;
    }

    /** Executes a block of a page, and looks at what came of it. */
    async execute(step: Step): Promise<void> {
        await step.before?.(this);
        const commands = commandsOf(step.page, step.heading, step.index, {
            ...this.#everywhere(step),
            ...step.replaced,
        });
        const printed = await this.#printed(commands, step);
        for (const expected of step.prints) {
            assert.match(printed, expected);
        }
        await step.after?.(this, printed);
    }

    get #variables(): readonly string[] {
        return [...inHooks, ...[...this.#environment].map(([name, value]) => `${name}=${value}`)];
    }

    /** The pages have everything in the namespace `kafka`, where a stack of this machine's user may be. */
    #everywhere({ page, heading, index }: Step): Replaced {
        const own = { " -n kafka ": ` -n ${this.namespace} `, ".kafka.svc": `.${this.namespace}.svc` };
        const commands = commandsOf(page, heading, index);
        return Object.fromEntries(Object.entries(own).filter(([text]) => commands.includes(text)));
    }

    async #printed(commands: string, { endless, input, anyInPipe }: Step): Promise<string> {
        if (endless === undefined) {
            return this.shell(anyInPipe === true ? `set +o pipefail\n${commands}` : commands, input);
        }
        const lines = commands.split("\n");
        const at = lines.findIndex((line) => line.startsWith(endless.line));
        assert.notEqual(at, -1, `no line begins with ${endless.line}`);
        const begun = await this.shell(lines.slice(0, at).join("\n"), input);
        const meanwhile = await this.#until(lines[at] ?? "", endless);
        return begun + meanwhile + (await this.shell(lines.slice(at + 1).join("\n"), input));
    }

    /** Runs a line until it is at work and was of use, and ends it. */
    async #until(line: string, { says, use, terminal }: NonNullable<Step["endless"]>): Promise<string> {
        let used: Promise<void> | undefined;
        const shell =
            terminal === true
                ? ["script", "-qefc", `stty rows 50 columns 200; ${line}`, "/dev/null"]
                : ["bash", "--norc", "-c", line];
        const { output } = await attempt("env", [...this.#variables, ...shell], {
            cwd: this.directory,
            seconds: 120,
            watch: (text, pid) => {
                if (used === undefined && says.test(text)) {
                    used = (use?.(this) ?? Promise.resolve()).finally(() => process.kill(-pid, "SIGTERM"));
                    // Looked at below, when the line has ended.
                    used.catch(() => undefined);
                }
            },
        });
        assert.match(output, says);
        await used;
        return output;
    }
}
