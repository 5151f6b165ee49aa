import * as pulumi from "@pulumi/pulumi";
import * as runtimeState from "@pulumi/pulumi/runtime/state";
import type { Json } from "./json";
import type { Deployment, Registration } from "./registration";

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

/** A load balancer has its address when its Service is done. */
function addressed(name: string, serviceType: string | undefined): object {
    return serviceType === "LoadBalancer"
        ? { status: { loadBalancer: { ingress: [{ hostname: `${name}.lb.example.com` }] } } }
        : {};
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

/** What a program is run with. */
export interface MockedRun {
    /** Its configuration, as the engine hands it over. */
    readonly config: Readonly<Record<string, string>>;
    /** Full keys of the configuration whose values the engine would have decrypted. Default: none. */
    readonly secretKeys?: readonly string[];
    /** Name of the project. */
    readonly project: string;
    /** Name of the organization, which is part of the mark of every object. */
    readonly organization: string;
    /** Name of the stack. */
    readonly stack: string;
    /** Whether nothing has an id yet, as in the first preview of a stack. */
    readonly preview: boolean;
    /** What is made up for a resource of this name with these inputs, such as a password. */
    readonly generated: (name: string, inputs: Json) => string;
    /** Takes what the program logs, one text for each message. Default: the console does. */
    readonly log?: (message: string) => void;
}

/**
 * Runs `program` on the SDK's mocks, without an engine and without a cluster, waits until all is registered, and returns every registration in
 * the order of its name. What `program` returns are the outputs. Throws what it throws.
 */
export async function runOnMocks(program: () => unknown, run: MockedRun): Promise<Deployment> {
    const inputs = new Map<string, Json>();
    await pulumi.runtime.setMocks(
        {
            call: (args) => {
                throw new Error(`the program must not call ${args.token}`);
            },
            newResource: (args) => {
                const given = args.inputs as { metadata?: { name?: string }; spec?: { type?: string } };
                const asked = JSON.parse(JSON.stringify(given)) as Json;
                inputs.set(`${args.type}::${args.name}`, asked);
                const metadata = { ...given.metadata, name: nameOf(given, args.name) };
                const state = args.type.startsWith("kubernetes:")
                    ? { ...given, metadata, ...addressed(metadata.name, given.spec?.type) }
                    : { ...given, result: pulumi.secret(run.generated(args.name, asked)) };
                return { id: run.preview ? undefined : `${args.name}-id`, state };
            },
        },
        run.project,
        run.stack,
        run.preview,
        run.organization,
    );
    pulumi.runtime.setAllConfig({ ...run.config }, [...(run.secretKeys ?? [])]);
    // The mock monitor neither knows of transforms nor calls them: what they do is for specs of their own.
    const { getStore } = runtimeState as unknown as { getStore: () => { supportsTransforms: boolean } };
    getStore().supportsTransforms = true;

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

    const outputs = await logging(run.log, () =>
        withoutCluster(async () => {
            const returned = await program();
            await pulumi.runtime.disconnect();
            return returned;
        }),
    );

    const resources = requests
        .map((request) => described(request, inputs.get(`${request.getType()}::${request.getName()}`) ?? {}))
        .sort((a, b) => (`${a.type}${a.name}` < `${b.type}${b.name}` ? -1 : 1));
    return { resources, outputs: (outputs ?? {}) as Record<string, unknown> };
}

/** Without an engine the SDK logs to the console, and information to the standard output (log/index.ts). */
async function logging<T>(log: ((message: string) => void) | undefined, work: () => Promise<T>): Promise<T> {
    if (log === undefined) {
        return work();
    }
    const { log: info, warn } = console;
    const take = (message: string) => {
        log(message.replace(" [runtime]", ""));
    };
    console.log = take;
    console.warn = take;
    try {
        return await work();
    } finally {
        console.log = info;
        console.warn = warn;
    }
}

/** What leads components to a cluster (components/live/connection.ts); this work is to find none. */
const hidden = { KUBECONFIG: "/nonexistent", KUBERNETES_SERVICE_HOST: undefined } as const;

async function withoutCluster<T>(work: () => Promise<T>): Promise<T> {
    const before = Object.keys(hidden).map((name) => [name, process.env[name]] as const);
    // The SDK keeps a stack trace of every promise, which takes two thirds of a run's time.
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 1;
    Object.entries(hidden).forEach(([name, value]) => {
        setVariable(name, value);
    });
    try {
        return await work();
    } finally {
        Error.stackTraceLimit = stackTraceLimit;
        before.forEach(([name, value]) => {
            setVariable(name, value);
        });
    }
}

function setVariable(name: string, value: string | undefined): void {
    if (value === undefined) {
        Reflect.deleteProperty(process.env, name);
    } else {
        process.env[name] = value;
    }
}
