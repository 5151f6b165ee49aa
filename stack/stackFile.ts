import * as pulumi from "@pulumi/pulumi";
import { createHash } from "node:crypto";
import { parse } from "yaml";
import { settingsIn } from "./read";
import type { StackFile } from "./read";

/** A stack file as it stands, read without the engine, which alone can decrypt what is encrypted in it. */
export interface StackText {
    /** Its values by full key, as the engine hands them to the program: a map or list as JSON. What is encrypted has a stand-in. */
    readonly config: Readonly<Record<string, string>>;
    /** The full keys whose values are encrypted, or hold what is. */
    readonly secretKeys: readonly string[];
}

/** Reads the text of a stack file of this name. Throws one `pulumi.RunError` with one line where it is no YAML, or no map. */
export function readStackText(name: string, text: string): StackText {
    const file = mapIn(name, parsed(name, text) ?? {});
    const entries = Object.entries(mapIn(name, file["config"] ?? {}));
    return {
        config: Object.fromEntries(entries.map(([key, value]) => [key, asText(withoutSecrets(value))])),
        secretKeys: entries.flatMap(([key, value]) => (holdsEncrypted(value) ? [key] : [])),
    };
}

/** What the text of a stack file of this name says, read without the engine. Throws one `pulumi.RunError` with one line for each problem of it. */
export function settingsInText(name: string, text: string): StackFile {
    const { config, secretKeys } = readStackText(name, text);
    const entries = Object.entries(config).map(([key, value]) => ({
        key,
        text: value,
        isSecret: secretKeys.includes(key),
    }));
    return settingsIn(name, "kafka", entries);
}

/** The same, or in words what is wrong with it, for whoever goes on. */
export function settingsOrWords(name: string, text: string): StackFile | string {
    try {
        return settingsInText(name, text);
    } catch (error) {
        if (error instanceof pulumi.RunError) {
            return error.message;
        }
        throw error;
    }
}

/** What stands for an encrypted value: another one for another ciphertext, in the letters that a password may have. */
export function standInFor(encrypted: string): string {
    return createHash("sha256").update(encrypted).digest("hex");
}

function parsed(name: string, text: string): unknown {
    try {
        return parse(text) as unknown;
    } catch (error) {
        throw new pulumi.RunError(`${name}: no YAML: ${String(error).split("\n", 1).join("").replace(/:$/, "")}`);
    }
}

function mapIn(name: string, value: unknown): Readonly<Record<string, unknown>> {
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
        throw new pulumi.RunError(`${name}: no map with "config:" (docs/settings.md lists every key)`);
    }
    return value as Readonly<Record<string, unknown>>;
}

function asText(value: unknown): string {
    if (value === null) {
        return "";
    }
    return typeof value === "string" ? value : JSON.stringify(value);
}

/** The ciphertext, where the CLI has written one down: a map with `secure` and nothing else (sdk/go/common/resource/config/value.go). */
function encryptedIn(value: object): string | undefined {
    const fields = Object.entries(value);
    const [[name, encrypted] = []] = fields;
    return fields.length === 1 && name === "secure" && typeof encrypted === "string" ? encrypted : undefined;
}

function withoutSecrets(value: unknown): unknown {
    if (Array.isArray(value)) {
        return value.map(withoutSecrets);
    }
    if (typeof value !== "object" || value === null) {
        return value;
    }
    const encrypted = encryptedIn(value);
    return encrypted === undefined
        ? Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, withoutSecrets(inner)]))
        : standInFor(encrypted);
}

function holdsEncrypted(value: unknown): boolean {
    return (
        typeof value === "object" &&
        value !== null &&
        (encryptedIn(value) !== undefined || Object.values(value).some(holdsEncrypted))
    );
}
