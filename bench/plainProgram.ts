import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { output } from "../local/child";
import { Kubectl } from "../test/cluster/support/kubectl";
import { checkout, runInShell } from "../local/commands/shell";

/** Files of a program, by name. */
type Files = Readonly<Record<string, string>>;

/** The least that any preview of a program with these SDKs takes: the engine, Node, ts-node, both SDKs, one file, no provider. */
export const floorProgram: Files = {
    "package.json": '{ "main": "index.ts" }\n',
    "index.ts": [
        'import * as k8s from "@pulumi/kubernetes";',
        'import * as pulumi from "@pulumi/pulumi";',
        // An import that is not used would not be loaded.
        "export const loaded = [pulumi.getStack(), k8s.core.v1.ConfigMap.name];",
        "",
    ].join("\n"),
};

const namespace = "kafka-objects";

interface Exported {
    readonly deployment: {
        readonly resources: readonly {
            readonly type: string;
            readonly urn: string;
            readonly dependencies?: readonly string[];
            readonly inputs?: KubernetesInputs;
        }[];
    };
}

interface KubernetesInputs {
    readonly metadata?: { readonly name?: string; readonly namespace?: string };
    readonly spec?: object;
}

/**
 * The same with the objects that a stack has, each after those that it depends on and without any logic, in a namespace of its own: no pod runs of
 * them, and secrets are others. `exported` is the state of the stack. Patches of objects that others make are left out.
 */
export function objectsProgram(exported: string): Files {
    const { deployment } = JSON.parse(exported) as Exported;
    const objects = deployment.resources
        .filter(({ type, inputs }) => /^(kubernetes|random):(?!.*Patch$)/.test(type) && inputs !== undefined)
        .map(({ type, urn, inputs, dependencies = [] }) => ({
            type,
            urn,
            name: urn.split("::").at(-1),
            props: type.startsWith("random:") ? (inputs ?? {}) : idle(type, inputs ?? {}),
            dependencies,
        }));
    return {
        "package.json": floorProgram["package.json"] ?? "",
        "objects.json": JSON.stringify(objects),
        "index.ts": [
            'import * as k8s from "@pulumi/kubernetes";',
            'import * as pulumi from "@pulumi/pulumi";',
            'import kubernetes from "@pulumi/kubernetes/package.json";',
            'import random from "@pulumi/random/package.json";',
            'import objects from "./objects.json";',
            `const namespace = new k8s.core.v1.Namespace("namespace", { metadata: { name: "${namespace}" } });`,
            "const versions: Record<string, string> = { kubernetes: kubernetes.version, random: random.version };",
            "const made = new Map<string, pulumi.Resource>();",
            "for (const { type, urn, name, props, dependencies } of objects) {",
            "    const dependsOn = [namespace, ...dependencies.flatMap((one: string) => made.get(one) ?? [])];",
            '    const version = versions[type.split(":")[0] ?? ""];',
            "    made.set(urn, new pulumi.CustomResource(type, name, props, { dependsOn, version }));",
            "}",
            "",
        ].join("\n"),
    };
}

/** What no pod comes of, and nobody waits for. */
function idle(type: string, inputs: KubernetesInputs): object {
    const { metadata = {}, spec = {} } = withoutSecrets(inputs) as KubernetesInputs;
    const kind = type.split(":").at(-1);
    const name = metadata.namespace === undefined ? { name: `${namespace}-${metadata.name ?? kind}` } : { namespace };
    const stopped =
        kind === "Job" ? { suspend: true } : kind === "StatefulSet" || kind === "Deployment" ? { replicas: 0 } : {};
    return {
        ...(withoutSecrets(inputs) as object),
        metadata: { ...metadata, ...name, annotations: { "pulumi.com/skipAwait": "true" } },
        ...("spec" in inputs ? { spec: { ...spec, ...stopped } } : {}),
    };
}

/** The engine's mark of a secret, which stands for its value (sdk/go/common/resource, SigKey). */
const secretMark = "4dabf18193072939515e22adb298388d";

function withoutSecrets(value: unknown): unknown {
    if (Array.isArray(value)) {
        return value.map(withoutSecrets);
    }
    if (typeof value !== "object" || value === null) {
        return value;
    }
    return secretMark in value
        ? { secret: "none" }
        : Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withoutSecrets(inner)]));
}

/** A program beside the project, with a stack and a state of its own, run as quickly as the engine can. */
export class PlainProgram {
    readonly #directory: string;
    readonly #environment: readonly string[];

    /** `name` is that of the project. */
    constructor(name: string, files: Files) {
        this.#directory = mkdtempSync(join(tmpdir(), `${name}-`));
        const all = { ...files, "Pulumi.yaml": `name: ${name}\nruntime: nodejs\n`, "tsconfig.json": tsconfig };
        for (const [file, text] of Object.entries(all)) {
            writeFileSync(join(this.#directory, file), text);
        }
        symlinkSync(join(checkout, "node_modules"), join(this.#directory, "node_modules"));
        const backend = join(this.#directory, ".state");
        mkdirSync(backend);
        this.#environment = [`PULUMI_BACKEND_URL=file://${backend}`, "PULUMI_NODEJS_TRANSPILE_ONLY=true"];
    }

    /** Makes the stack. */
    async init(): Promise<void> {
        await pulumi(this.#environment, ["-C", this.#directory, "stack", "init", "plain"]);
    }

    /** Runs a command of Pulumi on the stack; it must succeed. */
    async pulumi(...args: readonly string[]): Promise<void> {
        await pulumi(this.#environment, ["-C", this.#directory, ...args, "--stack", "plain"]);
    }

    /** Removes its files. */
    dispose(): void {
        rmSync(this.#directory, { recursive: true, force: true });
    }
}

/** A program that is made, lent and removed. */
export async function withPlain<T>(name: string, files: Files, use: (program: PlainProgram) => Promise<T>): Promise<T> {
    const program = new PlainProgram(name, files);
    try {
        await program.init();
        return await use(program);
    } finally {
        program.dispose();
    }
}

/** The same with the objects that a stack has made, which are there while it is lent. */
export async function withObjectsOf<T>(
    stack: { pulumi(args: readonly string[]): Promise<string> },
    use: (program: PlainProgram) => Promise<T>,
): Promise<T> {
    // What a run that was killed has left.
    await new Kubectl(namespace).remove();
    return withPlain(namespace, objectsProgram(await stack.pulumi(["stack", "export"])), async (program) => {
        try {
            await program.pulumi("up", "--yes", "--skip-preview");
            return await use(program);
        } finally {
            await program.pulumi("destroy", "--yes", "--skip-preview");
        }
    });
}

/** With another kind of modules the ts-node of the SDK refuses the program. */
const tsconfig = `${JSON.stringify({
    compilerOptions: { module: "nodenext", target: "es2022", resolveJsonModule: true, esModuleInterop: true },
})}\n`;

/** Runs Pulumi, which must succeed; `environment` is what `env` takes before a command. */
async function pulumi(environment: readonly string[], args: readonly string[]): Promise<void> {
    const command = [...environment, "pulumi", ...args, "--non-interactive"];
    // What is wrong with a preview, or has changed in it, stands in its output.
    const ended = await runInShell("env", command);
    if (ended.code !== 0) {
        process.stderr.write(ended.stdout);
    }
    output(`pulumi ${args.join(" ")}`, ended);
}
