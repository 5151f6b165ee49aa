import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { ensureBuilt } from "../../../local/toolchain/build";
import { yamlHost } from "../../../local/toolchain/recipes";
import { stage } from "../../../package/pack/stage";
import { linkPackages } from "../../package/installed";
import { installPython } from "./pythonPackages";
import { attempt, run } from "./run";
import type { Result } from "./run";

const checkout = join(__dirname, "..", "..", "..");
const stack = "dev";

/** By what the copy of a program runs. */
interface Runner {
    /** The command that takes the arguments of the CLI. */
    readonly cli: readonly string[];
    /** Variables of its environment, as `env` takes them. */
    readonly variables: readonly string[];
}

/** Of a program below examples/: the file that is edited, and what makes a copy of it run. */
const languages = {
    typescript: {
        file: "index.ts",
        prepare: (directory: string): Promise<Runner> => {
            const dependencies = stage(join(directory, "node_modules", "kafka"));
            linkPackages(directory, [...dependencies, "ts-node", "typescript", "@types/node"]);
            return Promise.resolve({ cli: ["pulumi"], variables: [] });
        },
    },
    yaml: {
        file: "Pulumi.yaml",
        prepare: async (directory: string): Promise<Runner> => {
            useCheckout(directory, "path: ../..", `path: ${checkout}`);
            const recipe = yamlHost();
            const executableOf = await ensureBuilt([recipe]);
            return {
                cli: ["pulumi"],
                variables: [`PATH=${dirname(executableOf(recipe))}:${process.env["PATH"] ?? ""}`],
            };
        },
    },
    python: {
        file: "__main__.py",
        prepare: async (directory: string): Promise<Runner> => {
            useCheckout(directory, "kafka: ../..", `kafka: ${checkout}`);
            const { python, packages } = await installPython(directory);
            return {
                cli: [python, join(__dirname, "inline_program.py")],
                variables: [`PYTHONPATH=${packages}`],
            };
        },
    },
} as const;

/** Names the checkout in a copy's Pulumi.yaml, which is elsewhere. */
function useCheckout(directory: string, from: string, to: string): void {
    const file = join(directory, "Pulumi.yaml");
    writeFileSync(file, readFileSync(file, "utf8").replace(from, to));
}

/** A copy of a program below examples/, with a state of its own, driven by the real CLI. */
export class Example {
    readonly #directory = mkdtempSync(join(tmpdir(), "kafka-example-"));
    readonly #file: string;
    readonly #language: keyof typeof languages;
    #runner: Runner = { cli: ["pulumi"], variables: [] };

    constructor(language: keyof typeof languages) {
        this.#language = language;
        this.#file = join(this.#directory, languages[language].file);
        cpSync(join(checkout, "examples", language), this.#directory, { recursive: true });
        mkdirSync(join(this.#directory, ".state"));
    }

    /** Installs what the program imports, and makes its stack. */
    async init(): Promise<void> {
        this.#runner = await languages[this.#language].prepare(this.#directory);
        await run("env", this.#command(["stack", "init", stack]), { cwd: this.#directory });
    }

    /** Replaces every occurrence of a text in the program; throws where there is none. */
    edit(from: string, to: string): void {
        const text = readFileSync(this.#file, "utf8");
        if (!text.includes(from)) {
            throw new Error(`no ${from} in ${this.#file}`);
        }
        writeFileSync(this.#file, text.replaceAll(from, to));
    }

    /** Runs a command of the CLI on the program's stack; it must succeed. */
    async pulumi(...args: readonly string[]): Promise<string> {
        return run("env", this.#command(args), { cwd: this.#directory, seconds: 900 });
    }

    /** Runs a command of the CLI on the program's stack, whatever comes of it. */
    async tryPulumi(...args: readonly string[]): Promise<Result> {
        return attempt("env", this.#command(args), { cwd: this.#directory, seconds: 900 });
    }

    /** Removes the copy. */
    dispose(): void {
        rmSync(this.#directory, { recursive: true, force: true });
    }

    #command([command = "", ...rest]: readonly string[]): string[] {
        const { cli, variables } = this.#runner;
        const backend = `PULUMI_BACKEND_URL=file://${join(this.#directory, ".state")}`;
        const selected = command === "stack" ? [] : ["--stack", stack];
        return [backend, ...variables, ...cli, command, ...rest, ...selected, "--non-interactive"];
    }
}
