import * as pulumi from "@pulumi/pulumi";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";

/** How the SDK marks a secret among the inputs of a resource (sdk/nodejs/runtime/rpc.ts). */
const secretMark = "4dabf18193072939515e22adb298388d";

/** Plain JSON, as the engine receives it. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** A resource as the program asked the engine for it. */
export interface Registration {
    readonly type: string;
    readonly name: string;
    readonly parent: string;
    readonly dependencies: readonly string[];
    readonly ignoreChanges: readonly string[];
    readonly replaceOnChanges: readonly string[];
    readonly retainOnDelete: boolean;
    readonly deleteBeforeReplace: boolean;
    readonly hooks: readonly string[];
    readonly timeouts: { readonly create: string; readonly update: string; readonly delete: string } | undefined;
    readonly inputs: Json;
}

/** One run of a program. */
export interface Deployment {
    readonly resources: readonly Registration[];
    readonly outputs: Readonly<Record<string, unknown>>;
}

interface Request {
    getType(): string;
    getName(): string;
    getParent(): string;
    getDependenciesList(): string[];
    getIgnorechangesList(): string[];
    getReplaceonchangesList(): string[];
    getRetainondelete(): boolean;
    getDeletebeforereplace(): boolean;
    getHooks():
        | { getBeforeCreateList(): string[]; getBeforeUpdateList(): string[]; getBeforeDeleteList(): string[] }
        | undefined;
    getCustomtimeouts(): { getCreate(): string; getUpdate(): string; getDelete(): string } | undefined;
}

type Callback = (error: Error | null, response: unknown) => void;

interface Monitor {
    registerResource(request: Request, callback: Callback): Promise<unknown>;
    registerResourceHook?(request: unknown, callback: Callback): void;
}

/** A name such as the provider makes up for objects without one, but the same in every run. */
function nameOf(inputs: { metadata?: { name?: string } }, logicalName: string): string {
    return inputs.metadata?.name ?? `${logicalName}-auto`;
}

function described(request: Request, inputs: Json): Registration {
    const hooks = request.getHooks();
    const timeouts = request.getCustomtimeouts();
    return {
        type: request.getType(),
        name: request.getName(),
        parent: request.getParent(),
        dependencies: request.getDependenciesList(),
        ignoreChanges: request.getIgnorechangesList(),
        replaceOnChanges: request.getReplaceonchangesList(),
        retainOnDelete: request.getRetainondelete(),
        deleteBeforeReplace: request.getDeletebeforereplace(),
        hooks:
            hooks === undefined
                ? []
                : [...hooks.getBeforeCreateList(), ...hooks.getBeforeUpdateList(), ...hooks.getBeforeDeleteList()],
        timeouts:
            timeouts === undefined
                ? undefined
                : { create: timeouts.getCreate(), update: timeouts.getUpdate(), delete: timeouts.getDelete() },
        inputs,
    };
}

/**
 * Runs `program` on mocks, waits until all is registered, and returns every registration in the order of its name. What `program`
 * returns are the outputs. In a `preview` nothing has an id yet, as in the first preview of a stack.
 */
export async function deploy(
    program: () => unknown,
    config: Readonly<Record<string, string>> = {},
    stack = "test",
    preview = false,
): Promise<Deployment> {
    const inputs = new Map<string, Json>();
    await pulumi.runtime.setMocks(
        {
            call: (args) => {
                throw new Error(`the program must not call ${args.token}`);
            },
            newResource: (args) => {
                const given = args.inputs as { metadata?: { name?: string } };
                inputs.set(`${args.type}::${args.name}`, JSON.parse(JSON.stringify(given)) as Json);
                const metadata = { ...given.metadata, name: nameOf(given, args.name) };
                const state = args.type.startsWith("kubernetes:")
                    ? { ...given, metadata }
                    : { ...given, result: pulumi.secret(`generated-for-${args.name}`) };
                return { id: preview ? undefined : `${args.name}-id`, state };
            },
        },
        "kafka",
        stack,
        preview,
        "organization",
    );
    pulumi.runtime.setAllConfig({ ...config });

    const monitor = pulumi.runtime.getMonitor() as unknown as Monitor;
    const requests: Request[] = [];
    const register = monitor.registerResource.bind(monitor);
    monitor.registerResource = (request, callback) => {
        requests.push(request);
        return register(request, callback);
    };
    // The mock monitor knows no hooks: without an answer every resource that has one waits for ever.
    monitor.registerResourceHook = (_request, callback) => {
        callback(null, {});
    };

    // The SDK keeps a stack trace of every promise, which takes two thirds of a run's time.
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 1;
    let outputs: unknown;
    try {
        outputs = await program();
        await pulumi.runtime.disconnect();
    } finally {
        Error.stackTraceLimit = stackTraceLimit;
    }

    const resources = requests
        .map((request) => described(request, inputs.get(`${request.getType()}::${request.getName()}`) ?? {}))
        .sort((a, b) => (`${a.type}${a.name}` < `${b.type}${b.name}` ? -1 : 1));
    return { resources, outputs: (outputs ?? {}) as Record<string, unknown> };
}

/** The configuration of a stack file of this repository, as the engine hands it to the program. */
export function stackConfig(stack: string, text?: string): Record<string, string> {
    const file = text ?? readFileSync(join(__dirname, "..", `Pulumi.${stack}.yaml`), "utf8");
    const { config } = parse(file) as { config: Record<string, unknown> };
    return Object.fromEntries(
        Object.entries(config).map(([key, value]) => [key, typeof value === "string" ? value : JSON.stringify(value)]),
    );
}

/** Runs the whole program with a stack's configuration. */
export async function deployStack(stack: string, config = stackConfig(stack), preview = false): Promise<Deployment> {
    return deploy(
        () => {
            const entry = require.resolve("../index");
            // eslint-disable-next-line @typescript-eslint/no-dynamic-delete -- the program runs once for each require
            delete require.cache[entry];
            // eslint-disable-next-line @typescript-eslint/no-require-imports -- a second import() would not run it again
            return require(entry) as unknown;
        },
        config,
        stack,
        preview,
    );
}

/** The value at a path of names and indexes; undefined where there is none. */
export function at(value: Json | undefined, ...path: readonly (string | number)[]): Json | undefined {
    return path.reduce<Json | undefined>((inner, step) => {
        if (Array.isArray(inner)) {
            return (inner as readonly Json[])[Number(step)];
        }
        return typeof inner === "object" && inner !== null ? (inner as Record<string, Json>)[step] : undefined;
    }, value);
}

/** The items of the list at a path; none where there is no list. */
export function list(value: Json | undefined, ...path: readonly (string | number)[]): readonly Json[] {
    const found = at(value, ...path);
    return Array.isArray(found) ? (found as readonly Json[]) : [];
}

/** The text at a path. Throws where there is none. */
export function text(value: Json | undefined, ...path: readonly (string | number)[]): string {
    const found = at(value, ...path);
    if (typeof found !== "string") {
        throw new Error(`no text at ${path.join(".")} in ${JSON.stringify(value)}`);
    }
    return found;
}

/** The texts of the list at a path, such as a command. Throws where an item is none. */
export function texts(value: Json | undefined, ...path: readonly (string | number)[]): readonly string[] {
    return list(value, ...path).map((item) => text(item));
}

/** The item of the list at a path that has this name. Throws where there is none. */
export function named(value: Json | undefined, name: string, ...path: readonly (string | number)[]): Json {
    const found = list(value, ...path).find((item) => at(item, "name") === name);
    if (found === undefined) {
        throw new Error(`nothing named ${name} at ${path.join(".")} in ${JSON.stringify(value)}`);
    }
    return found;
}

/** The registrations of one Kubernetes kind, in the order of their names. */
export function all(deployment: Deployment, kind: string): readonly Registration[] {
    return deployment.resources.filter((r) => r.type.endsWith(`:${kind}`));
}

/** The one registration of a Kubernetes kind and name. Throws where there is none. */
export function find(deployment: Deployment, kind: string, name: string): Registration {
    const found = deployment.resources.find((r) => r.type.endsWith(`:${kind}`) && r.name === name);
    if (found === undefined) {
        throw new Error(
            `no ${kind} ${name} among ${deployment.resources.map((r) => `${r.type} ${r.name}`).join(", ")}`,
        );
    }
    return found;
}

/** Whether the program marked the value as a secret. */
export function isSecret(value: Json | undefined): boolean {
    return at(value, secretMark) !== undefined;
}

/** The value of an output or a resource's property. */
export async function valueOf<T>(output: pulumi.Input<T>): Promise<pulumi.Unwrap<T>> {
    return new Promise((resolve) => {
        pulumi.output(output).apply(resolve);
    });
}
