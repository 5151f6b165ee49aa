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
                const given = args.inputs as { metadata?: { name?: string }; spec?: { type?: string } };
                inputs.set(`${args.type}::${args.name}`, JSON.parse(JSON.stringify(given)) as Json);
                const metadata = { ...given.metadata, name: nameOf(given, args.name) };
                const state = args.type.startsWith("kubernetes:")
                    ? { ...given, metadata, ...addressed(metadata.name, given.spec?.type) }
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

    // Components look at the cluster that kubectl would: a spec has none.
    const { KUBECONFIG } = process.env;
    process.env["KUBECONFIG"] = "/nonexistent";
    // The SDK keeps a stack trace of every promise, which takes two thirds of a run's time.
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 1;
    let outputs: unknown;
    try {
        outputs = await program();
        await pulumi.runtime.disconnect();
    } finally {
        Error.stackTraceLimit = stackTraceLimit;
        if (KUBECONFIG === undefined) {
            Reflect.deleteProperty(process.env, "KUBECONFIG");
        } else {
            process.env["KUBECONFIG"] = KUBECONFIG;
        }
    }

    const resources = requests
        .map((request) => described(request, inputs.get(`${request.getType()}::${request.getName()}`) ?? {}))
        .sort((a, b) => (`${a.type}${a.name}` < `${b.type}${b.name}` ? -1 : 1));
    return { resources, outputs: (outputs ?? {}) as Record<string, unknown> };
}

/** The value of an output or a resource's property. */
export async function valueOf<T>(output: pulumi.Input<T>): Promise<pulumi.Unwrap<T>> {
    return new Promise((resolve) => {
        pulumi.output(output).apply(resolve);
    });
}
