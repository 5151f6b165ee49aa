import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import { at, isSecret } from "../harness";
import type { Deployment, Json, Registration } from "../harness";
import { lineDiff } from "./lineDiff";

type Fields = Readonly<Record<string, Json>>;

function without(value: Json | undefined, ...names: readonly string[]): Fields {
    return Object.fromEntries(Object.entries((value ?? {}) as Fields).filter(([name]) => !names.includes(name)));
}

/** Labels and owner are the same rule for every object, and have specs of their own. */
function shown(metadata: Json | undefined): Fields {
    const { name, annotations } = (metadata ?? {}) as Fields;
    const others = without(annotations, "kafka.stack/owner");
    return {
        ...(name === undefined ? {} : { name }),
        ...(Object.keys(others).length === 0 ? {} : { annotations: others }),
    };
}

/** Scripts are reviewed where they are written: here only that they changed. */
function abridged(value: Json): Json {
    if (typeof value === "string") {
        const lines = value.split("\n");
        const digest = createHash("sha256").update(value).digest("hex").slice(0, 8);
        return lines.length > 4 ? `script of ${lines.length} lines, sha256 ${digest}` : value;
    }
    if (Array.isArray(value)) {
        return (value as readonly Json[]).map(abridged);
    }
    if (isSecret(value)) {
        return { secret: at(value, "value") ?? null };
    }
    return typeof value === "object" && value !== null
        ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, abridged(inner)]))
        : value;
}

function options(registration: Registration): Fields {
    const { ignoreChanges, retainOnDelete, timeouts } = registration;
    const waits = Object.fromEntries(Object.entries(timeouts ?? {}).filter(([, wait]) => wait !== "")) as Fields;
    return {
        ...(ignoreChanges.length === 0 ? {} : { ignoreChanges }),
        ...(retainOnDelete ? { retainOnDelete } : {}),
        ...(Object.keys(waits).length === 0 ? {} : { timeouts: waits }),
    };
}

function entry(registration: Registration): Fields {
    const { metadata, data, ...rest } = without(registration.inputs, "apiVersion", "kind");
    const how = options(registration);
    return {
        ...shown(metadata),
        ...(Object.keys(how).length === 0 ? {} : { pulumi: how }),
        // Property files stay in full.
        ...(data === undefined ? {} : { data: files(data as Fields) }),
        ...(abridged(rest) as Fields),
    };
}

function files(data: Fields): Fields {
    return Object.fromEntries(
        Object.entries(data).map(([name, text]) => [name, name.endsWith(".properties") ? text : abridged(text)]),
    );
}

/** Every resource of a deployment by kind and name, sorted, as YAML. The same program gives the same text. */
export function snapshot(deployment: Deployment): string {
    const entries = deployment.resources
        .filter(({ type }) => !type.startsWith("kafka:"))
        .map(
            (registration) =>
                [`${registration.type.split(":").at(-1) ?? ""}/${registration.name}`, registration] as const,
        )
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([key, registration]) => [key, entry(registration)]);
    return stringify(Object.fromEntries(entries), { lineWidth: 0, sortMapEntries: true, aliasDuplicateObjects: false });
}

function fileOf(stack: string): string {
    return join(__dirname, "snapshots", `${stack}.yaml`);
}

/** Writes the reviewed snapshot of a stack anew. */
export function update(stack: string, deployment: Deployment): void {
    writeFileSync(fileOf(stack), snapshot(deployment));
}

/** What differs from the reviewed snapshot of a stack, object by object; empty where nothing does. */
export function changesSince(stack: string, deployment: Deployment): string {
    const [before, after] = [readFileSync(fileOf(stack), "utf8"), snapshot(deployment)].map(
        (text) => parse(text) as Readonly<Record<string, Json>>,
    );
    const keys = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])].sort();
    return keys
        .map((key) => [key, textOf(before?.[key]), textOf(after?.[key])] as const)
        .filter(([, old, now]) => old !== now)
        .map(([key, old, now]) => `${key}\n${lineDiff(old, now)}`)
        .join("\n\n");
}

function textOf(value: Json | undefined): string {
    return value === undefined ? "" : stringify(value, { lineWidth: 0, sortMapEntries: true });
}
