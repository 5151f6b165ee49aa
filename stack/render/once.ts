import * as pulumi from "@pulumi/pulumi";
import { randomInt } from "node:crypto";
import { parseAllDocuments } from "yaml";
import { passwordsSecret } from "../../components/kafka/users";
import { generationAnnotation } from "../../components/kubernetes/secret";
import { ensembleConfigMap } from "../../components/zookeeper/pod";
import { at, fieldsAt, textAt } from "./json";
import type { Fields, Json } from "./json";
import { manifestFile } from "./manifests";

/**
 * What is made once and kept: Secrets, whose passwords nobody may make up anew, and the number of servers that begin the ensemble, with which later
 * ones would begin a second one (components/zookeeper/scripts/start.sh).
 */
export function isMadeOnce(object: Json): boolean {
    return kindOf(object) === "Secret" || (kindOf(object) === "ConfigMap" && nameOf(object) === ensembleConfigMap);
}

/** What was made once, as a file has it. */
export interface Kept {
    /** The objects by kind and name. */
    readonly objects: ReadonlyMap<string, Json>;
}

/** Nothing was made yet. */
export const nothingKept: Kept = { objects: new Map() };

/**
 * Reads a file of objects that were made once: as {@link onceFile} writes it, or as `kubectl get secrets,configmaps -o yaml` prints it. Throws one
 * `pulumi.RunError` with one line where it cannot be read, or belongs to another namespace.
 */
export function readKept(name: string, text: string, namespace: string): Kept {
    const documents = parseAllDocuments(text);
    const [broken] = documents.flatMap(({ errors }) => errors);
    if (broken !== undefined) {
        throw new pulumi.RunError(`${name}: no YAML: ${broken.message.split("\n", 1).join("").replace(/:$/, "")}`);
    }
    const objects = documents.flatMap((document) => itemsOf((document.toJS() ?? {}) as Json)).filter(isMadeOnce);
    const stranger = objects.find((object) => textAt(object, "metadata", "namespace") !== namespace);
    if (stranger !== undefined) {
        const where = textAt(stranger, "metadata", "namespace");
        throw new pulumi.RunError(
            `${name}: ${kindOf(stranger)} ${nameOf(stranger)} is of namespace ${where}, and this stack's is ${namespace}: name the file of this stack`,
        );
    }
    return { objects: new Map(objects.map((object) => [keyOf(object), object])) };
}

function itemsOf(document: Json): readonly Json[] {
    return kindOf(document) === "List" ? ((at(document, "items") ?? []) as readonly Json[]) : [document];
}

/** One value that a Secret has from outside: a generated password, or a given one that cannot be decrypted here. */
interface Place {
    readonly secret: string;
    readonly key: string;
    /** Which value it is; empty for one that is given. */
    readonly generation: string;
}

/** Where a stand-in for a value stands in the Secrets; undefined where it stands in none by which it is remembered. */
function placeOf(standIn: string, secrets: readonly Json[]): Place | undefined {
    return secrets
        .filter((secret) => !nameOf(secret).startsWith(passwordsSecret))
        .flatMap((secret) =>
            Object.entries(fieldsAt(secret, "stringData"))
                .filter(([, value]) => value === standIn)
                .map(([key]) => ({
                    secret: nameOf(secret),
                    key,
                    generation: textAt(secret, "metadata", "annotations", generationAnnotation),
                })),
        )[0];
}

/** The value that was kept for a stand-in, of the same generation; undefined where there is none. */
export function keptValue(standIn: string, secrets: readonly Json[], kept: Kept): string | undefined {
    const place = placeOf(standIn, secrets);
    const secret = kept.objects.get(`Secret/${place?.secret ?? ""}`);
    return place === undefined ||
        secret === undefined ||
        (place.generation !== "" &&
            textAt(secret, "metadata", "annotations", generationAnnotation) !== place.generation)
        ? undefined
        : valuesIn(secret)[place.key];
}

/** Where the value of a given password is to stand that cannot be decrypted: the name of the Secret. Empty where nobody has it. */
export function secretOf(standIn: string, secrets: readonly Json[]): string {
    return placeOf(standIn, secrets)?.secret ?? "";
}

function valuesIn(secret: Json): Readonly<Record<string, string>> {
    const decoded = Object.entries(fieldsAt(secret, "data")).map(([key, value]) => [
        key,
        Buffer.from(typeof value === "string" ? value : "", "base64").toString("utf8"),
    ]);
    return { ...Object.fromEntries(decoded), ...fieldsAt(secret, "stringData") } as Readonly<Record<string, string>>;
}

const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/** Makes a value up, as the provider would: letters and digits, for nobody here asks for special characters. */
export function madeUp(length: number): string {
    return Array.from({ length }, () => letters[randomInt(letters.length)]).join("");
}

/**
 * The objects to be made once: `wanted` with real values, under the names that the rendering has for them, and of what is no Secret that which was
 * kept.
 */
export function madeOnce(wanted: readonly Json[], names: readonly Json[], kept: Kept): readonly Json[] {
    return wanted.map((object, index) => {
        const before = kept.objects.get(keyOf(object));
        if (kindOf(object) !== "Secret") {
            const number = fieldsAt(before, "data");
            return before === undefined ? object : { ...(object as Fields), data: number };
        }
        const { stringData, metadata, ...rest } = object as Fields;
        const texts = Object.entries((stringData ?? {}) as Readonly<Record<string, string>>);
        return {
            ...rest,
            metadata: { ...(metadata as Fields), name: nameOf(names[index] ?? object) },
            // What is applied as stringData the API server turns into this, and nobody owns it then.
            data: Object.fromEntries(texts.map(([key, value]) => [key, Buffer.from(value).toString("base64")])),
        };
    });
}

/** The text of the file. */
export function onceFile(objects: readonly Json[]): string {
    return `# Made once, by npm run render: it holds passwords. Keep it encrypted, and give it again with --once: what it has stays as it is.\n${manifestFile(objects)}`;
}

function kindOf(object: Json): string {
    return textAt(object, "kind");
}

function nameOf(object: Json): string {
    return textAt(object, "metadata", "name");
}

function keyOf(object: Json): string {
    return `${kindOf(object)}/${nameOf(object)}`;
}
