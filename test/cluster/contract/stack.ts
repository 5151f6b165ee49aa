import * as pulumi from "@pulumi/pulumi";
import * as automation from "@pulumi/pulumi/automation";
import { randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

// All programs of the suite run in this process, each with an engine at a port of its own. In gRPC's shared pool a connection that failed when
// an engine ended can be handed to the next one at the same port, which then fails with "No connection established. Last error: null".
Object.assign((pulumi.runtime as { readonly grpcClientOptions?: object }).grpcClientOptions ?? {}, {
    "grpc.use_local_subchannel_pool": 1,
});

/** A program of a test: makes resources, returns stack outputs. */
export type Program = () => Record<string, unknown> | undefined;

/** Configuration of a test's stack, such as `kubernetes:namespace`. */
export type Settings = Readonly<Record<string, string | Readonly<Record<string, string>>>>;

/** A step that the engine took or would take, without those of unchanged resources. */
interface Step {
    /** Such as `create`, `update`, `create-replacement`, `delete-replaced`. */
    readonly op: string;
    /** The logical name of the resource. */
    readonly name: string;
    /** The paths of its detailed diff, each with its kind; empty where the step has none. */
    readonly diff: Readonly<Record<string, string>>;
}

/** What became of a run: the steps, in order, and what was said. */
export interface Run {
    readonly steps: readonly Step[];
    /** Everything the engine said, errors included. */
    readonly output: string;
    /** Whether it failed. */
    readonly failed: boolean;
    readonly outputs: automation.OutputMap;
}

const uninteresting = new Set(["same", "read"]);

function stepsOf(events: readonly automation.EngineEvent[]): Step[] {
    return events.flatMap((event) => {
        const metadata = (event.resourcePreEvent ?? event.resOpFailedEvent)?.metadata;
        if (metadata === undefined || !metadata.type.startsWith("kubernetes:") || uninteresting.has(metadata.op)) {
            return [];
        }
        const diff = Object.entries(metadata.detailedDiff ?? {}).map(([path, one]) => [path, one.diffKind] as const);
        return event.resourcePreEvent === undefined
            ? []
            : [{ op: metadata.op, name: metadata.urn.split("::").at(-1) ?? "", diff: Object.fromEntries(diff) }];
    });
}

/** A stack of its own, in a temporary directory, that is run by the real engine with whichever providers it finds. */
export class TestStack {
    readonly #directory = mkdtempSync(join(tmpdir(), "contract-"));
    readonly #stack: Promise<automation.Stack>;
    #program: Program = () => undefined;

    constructor(settings: Settings = {}, environment: Readonly<Record<string, string>> = {}) {
        this.#stack = this.#make(settings, environment);
    }

    async #make(settings: Settings, environment: Readonly<Record<string, string>>): Promise<automation.Stack> {
        return automation.LocalWorkspace.createOrSelectStack(
            {
                stackName: "test",
                projectName: "contract",
                program: () => Promise.resolve(this.#program() ?? {}),
            },
            {
                workDir: this.#directory,
                projectSettings: { name: "contract", runtime: "nodejs" },
                stackSettings: { test: { config: { ...settings } } },
                envVars: {
                    PULUMI_CONFIG_PASSPHRASE: "",
                    PULUMI_BACKEND_URL: `file://${this.#directory}`,
                    PULUMI_SKIP_UPDATE_CHECK: "true",
                    ...environment,
                },
            },
        );
    }

    async #run(
        work: (
            stack: automation.Stack,
            options: { onOutput: (text: string) => void; onEvent: (event: automation.EngineEvent) => void },
        ) => Promise<{ outputs?: automation.OutputMap } | undefined>,
    ): Promise<Run> {
        const events: automation.EngineEvent[] = [];
        let output = "";
        const options = {
            onOutput: (text: string): void => {
                output += text;
            },
            onEvent: (event: automation.EngineEvent): void => {
                events.push(event);
            },
        };
        try {
            const result = await work(await this.#stack, options);
            return { steps: stepsOf(events), output, failed: false, outputs: result?.outputs ?? {} };
        } catch (error) {
            if (!(error instanceof automation.CommandError)) {
                throw error;
            }
            const said = events.flatMap(({ diagnosticEvent }) => diagnosticEvent?.message ?? []).join("");
            return { steps: stepsOf(events), output: `${output}${said}${error.message}`, failed: true, outputs: {} };
        }
    }

    /** Runs `pulumi up` with a program, the same as before where none is given; the signal is the user's Ctrl-C. */
    async up(program: Program = this.#program, signal = new AbortController().signal): Promise<Run> {
        this.#program = program;
        return this.#run(async (stack, options) => stack.up({ ...options, suppressProgress: true, signal }));
    }

    /** Runs `pulumi up` and insists that it succeeds. */
    async deploy(program: Program = this.#program): Promise<Run> {
        return succeeded(await this.up(program));
    }

    /** Runs `pulumi preview`. */
    async preview(program: Program = this.#program): Promise<Run> {
        this.#program = program;
        return this.#run(async (stack, options) => {
            await stack.preview(options);
            return undefined;
        });
    }

    /** Runs `pulumi refresh`. */
    async refresh(): Promise<Run> {
        return this.#run(async (stack, options) => {
            await stack.refresh(options);
            return undefined;
        });
    }

    /** Runs `pulumi destroy`. */
    async destroy(): Promise<Run> {
        return this.#run(async (stack, options) => {
            await stack.destroy(options);
            return undefined;
        });
    }

    /** Sets an environment variable for the runs to come: of the engine, and so of its providers. */
    async setVariable(name: string, value: string): Promise<void> {
        (await this.#stack).workspace.envVars[name] = value;
    }

    /** Writes a file beside the state, and returns its path. */
    write(name: string, text: string): string {
        const path = join(this.#directory, name);
        writeFileSync(path, text);
        return path;
    }

    /** The resource of a logical name as the state file has it, secrets encrypted; undefined where there is none. */
    resource(name: string): ResourceState | undefined {
        const file = join(this.#directory, ".pulumi", "stacks", "contract", "test.json");
        const { checkpoint } = JSON.parse(readFileSync(file, "utf8")) as StateFile;
        return (checkpoint.latest?.resources ?? []).find(({ urn }) => urn.endsWith(`::${name}`));
    }

    /** Forgets the stack. What it made in the tests' namespace goes with that; what it made elsewhere the test destroys. */
    dispose(): void {
        rmSync(this.#directory, { recursive: true, force: true });
    }
}

interface StateFile {
    readonly checkpoint: { readonly latest?: { readonly resources?: readonly ResourceState[] } };
}

/** A resource as the state has it. */
export interface ResourceState {
    readonly urn: string;
    readonly id: string;
    readonly inputs: Record<string, unknown>;
    readonly outputs: Record<string, unknown>;
    readonly initErrors?: readonly string[];
}

/** The run, if it succeeded; throws what it said otherwise. */
export function succeeded(run: Run): Run {
    if (run.failed) {
        throw new Error(`the run failed:\n${run.output}`);
    }
    return run;
}

/** A name that no other test uses. */
export function unique(prefix: string): string {
    return `${prefix}-${randomBytes(4).toString("hex")}`;
}
