import { createInterface } from "node:readline";
import { setTimeout as pause } from "node:timers/promises";
import type { Properties } from "../wire/values";
import type { Cluster } from "./cluster";
import { open, send } from "./http";
import type { Kind } from "./kinds";
import { listAt, textAt } from "./manifest";
import type { Manifest } from "./manifest";

/** Which objects to watch. */
export interface Selection {
    readonly kind: Kind;
    readonly namespace: string;
    /** Such as `metadata.name=kafka`; empty: all. */
    readonly fieldSelector?: string;
    readonly labelSelector?: string;
}

function withKind(object: Properties, { apiVersion, kind }: Kind): Manifest {
    // The items of a list carry neither.
    return { apiVersion, kind, ...object };
}

async function pathOf(cluster: Cluster, selection: Selection, more: Record<string, string>): Promise<string> {
    const { path } = await cluster.endpoint(selection.kind, selection.namespace);
    const parameters = new URLSearchParams(more);
    if (selection.fieldSelector !== undefined) {
        parameters.set("fieldSelector", selection.fieldSelector);
    }
    if (selection.labelSelector !== undefined) {
        parameters.set("labelSelector", selection.labelSelector);
    }
    return `${path}?${parameters.toString()}`;
}

/** The selected objects as they are now, and the version to watch from. */
async function list(cluster: Cluster, selection: Selection): Promise<{ items: Manifest[]; version: string }> {
    const answer = await send(cluster.connection, { method: "GET", path: await pathOf(cluster, selection, {}) });
    return {
        items: listAt(answer, "items").map((item) => withKind(item, selection.kind)),
        version: textAt(answer, "metadata", "resourceVersion"),
    };
}

/** The selected objects as they are now. */
export async function snapshot(cluster: Cluster, selection: Selection): Promise<Manifest[]> {
    return (await list(cluster, selection)).items;
}

// How long to leave a server alone that broke a connection or refused one.
const recoveryMilliseconds = 500;

function isBroken(error: unknown): boolean {
    const outer = error instanceof Error ? (error as NodeJS.ErrnoException) : undefined;
    const inner = outer?.cause instanceof Error ? (outer.cause as NodeJS.ErrnoException) : undefined;
    return ["ECONNRESET", "ECONNREFUSED", "EPIPE"].some((code) => outer?.code === code || inner?.code === code);
}

async function* events(cluster: Cluster, selection: Selection, signal: AbortSignal): AsyncGenerator<Manifest[]> {
    const { items, version } = await list(cluster, selection);
    const present = new Map(items.map((item) => [textAt(item, "metadata", "name"), item]));
    yield [...present.values()];
    const path = await pathOf(cluster, selection, { watch: "1", resourceVersion: version });
    const stream = await open(cluster.connection, { method: "GET", path, signal });
    for await (const line of createInterface({ input: stream })) {
        const event = JSON.parse(line) as { type: string; object: Properties };
        if (event.type === "ERROR") {
            // Usually "too old resource version": to be listed again.
            return;
        }
        const name = textAt(event.object, "metadata", "name");
        if (event.type === "DELETED") {
            present.delete(name);
        } else {
            present.set(name, withKind(event.object, selection.kind));
        }
        yield [...present.values()];
    }
}

/**
 * The selected objects, each time one of them changes, beginning with the present; ends when the signal fires. A watch that
 * breaks is taken up again by listing anew, so nothing is missed.
 */
export async function* watch(cluster: Cluster, selection: Selection, signal: AbortSignal): AsyncGenerator<Manifest[]> {
    const ended = (): boolean => signal.aborted;
    while (!ended()) {
        try {
            yield* events(cluster, selection, signal);
        } catch (error) {
            if (ended()) {
                return;
            }
            if (!isBroken(error)) {
                throw error;
            }
            await pause(recoveryMilliseconds, undefined, { signal }).catch(() => undefined);
        }
    }
}
