import * as pulumi from "@pulumi/pulumi";
import { addressesConfigMap } from "../../components/kafka/external/pod";
import { authorityAnnotation } from "../../components/kafkaManager/trust";
import { Cluster } from "../cluster";
import { readSettings } from "../read";
import type { Settings } from "../settings";
import { standInFor } from "../stackFile";
import type { StackText } from "../stackFile";
import { at, fieldsAt, textAt } from "./json";
import type { Fields, Json } from "./json";
import { leftOut } from "./leftOut";
import { isObject, manifest } from "./manifests";
import { runOnMocks } from "./mocks";
import { isMadeOnce, keptValue, madeOnce, madeUp, secretOf } from "./once";
import type { Kept } from "./once";
import { inOrder } from "./order";
import type { Placed } from "./order";

/** A stack without its state. */
export interface Stack extends StackText {
    /** Its name. */
    readonly stack: string;
    /** Name of its project. */
    readonly project: string;
    /** Name of its organization: `pulumi up` takes over what bears the mark of organization, project and stack. */
    readonly organization: string;
}

/** An object to be applied. */
interface Rendered {
    /** Its manifest. */
    readonly object: Json;
    /** When, from 0: once the workloads of the waves before are ready, and their Jobs done. */
    readonly wave: number;
}

/** The plain manifests of a stack. */
export interface Rendering {
    /** In the order in which they are applied, without what is made once. */
    readonly objects: readonly Rendered[];
    /** What is made once, with stand-ins for passwords. */
    readonly once: readonly Json[];
    /** What no manifest says, and what to do about it: one line each. */
    readonly leftOut: readonly string[];
    /** Where everything lives. */
    readonly namespace: string;
}

/**
 * The manifests of a stack, the same in every run and on every machine. Nothing is asked: neither a cluster nor the state. `log` takes warnings.
 * Throws one `pulumi.RunError` with one line for each problem of the stack file.
 */
export async function render(stack: Stack, log: (message: string) => void): Promise<Rendering> {
    const { settings, objects } = await run(stack, stack.config, standIn, log);
    const once = objects.map(({ object }) => object).filter(isMadeOnce);
    return {
        objects: objects.filter(({ object }) => !isMadeOnce(object) && !isKnownLater(object)),
        once,
        leftOut: leftOut(stack.stack, settings, once),
        namespace: settings.namespace.name,
    };
}

/**
 * What is made once, with the passwords that were kept, and with new ones in place of those that were not. Throws one `pulumi.RunError` with one line
 * for each given password that is encrypted and not kept.
 */
export async function renderOnce(stack: Stack, rendering: Rendering, kept: Kept): Promise<readonly Json[]> {
    const { once, namespace } = rendering;
    const value = (name: string, inputs: Json) =>
        keptValue(standIn(name, inputs), once, kept) ?? madeUp(Number(at(inputs, "length")));
    const config = { ...stack.config, ...givenPasswords(stack, once, namespace, kept) };
    const { objects } = await run(stack, config, value, () => undefined);
    return madeOnce(objects.map(({ object }) => object).filter(isMadeOnce), once, kept);
}

async function run(
    stack: Stack,
    config: Readonly<Record<string, string>>,
    generated: (name: string, inputs: Json) => string,
    log: (message: string) => void,
): Promise<{ readonly settings: Settings; readonly objects: readonly Rendered[] }> {
    const read: Settings[] = [];
    const program = () => {
        const settings = readSettings(new pulumi.Config("kafka"));
        if (settings.security.tls?.generated === true) {
            throw new pulumi.RunError(
                "kafka:security.tls.generated is true: plain manifests renew no certificate; name an issuer of cert-manager, or a Secret (docs/tls.md)",
            );
        }
        read.push(settings);
        new Cluster("cluster", settings);
    };
    const { resources } = await runOnMocks(program, { ...stack, config, preview: false, generated, log });
    const [settings] = read;
    if (settings === undefined) {
        throw new Error("the program has read no settings");
    }
    return {
        settings,
        objects: inOrder(resources)
            .filter(({ registration }) => isObject(registration))
            .map(rendered),
    };
}

/** What stands for a generated value: another one for another generation, so that what is named after passwords changes with them. */
function standIn(name: string, inputs: Json): string {
    return standInFor(JSON.stringify([name, at(inputs, "keepers") ?? null]));
}

const passwordsKey = "kafka:passwords";

/** `kafka:passwords` with the values that were kept in place of those that are encrypted. */
function givenPasswords(
    { config }: Stack,
    secrets: readonly Json[],
    namespace: string,
    kept: Kept,
): Readonly<Record<string, string>> {
    const given = JSON.parse(config[passwordsKey] ?? "{}") as Readonly<Record<string, string>>;
    const found = Object.entries(given).map(([user, encrypted]) => ({
        user,
        secret: secretOf(encrypted, secrets),
        password: keptValue(encrypted, secrets, kept),
    }));
    const missing = found.filter(({ password }) => password === undefined);
    if (missing.length > 0) {
        throw new pulumi.RunError(
            missing
                .map(
                    ({ user, secret }) =>
                        `${passwordsKey}.${user} is encrypted, and only pulumi decrypts it: add a Secret ${secret} of namespace ${namespace} with stringData.password to the file of --once; or remove the key, and a password is generated`,
                )
                .join("\n"),
        );
    }
    return found.length === 0
        ? {}
        : { [passwordsKey]: JSON.stringify(Object.fromEntries(found.map(({ user, password }) => [user, password]))) };
}

/** The addresses of load balancers: the mocks have made them up. */
function isKnownLater(object: Json): boolean {
    return textAt(object, "kind") === "ConfigMap" && textAt(object, "metadata", "name") === addressesConfigMap;
}

function rendered({ registration, wave }: Placed): Rendered {
    return { object: withoutNotes(manifest(registration)), wave };
}

/** Without what is said to Pulumi's provider only, and without the digest of an authority that nobody has asked for. */
function withoutNotes(object: Json): Json {
    const fields = object as Fields;
    const spec = fieldsAt(object, "spec");
    const template = fieldsAt(spec, "template");
    return {
        ...fields,
        metadata: annotated(fieldsAt(object, "metadata")),
        ...("template" in spec
            ? { spec: { ...spec, template: { ...template, metadata: annotated(fieldsAt(template, "metadata")) } } }
            : {}),
    };
}

function annotated(metadata: Fields): Fields {
    const { annotations, ...rest } = metadata;
    const kept = Object.entries(fieldsAt(annotations)).filter(
        ([key]) => !key.startsWith("pulumi.com/") && key !== authorityAnnotation,
    );
    return kept.length === 0 ? rest : { ...rest, annotations: Object.fromEntries(kept) };
}
