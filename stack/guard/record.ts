import { recall } from "..";
import type { Settings } from "..";
import type { readLive } from "../../components/live/object";
import { claimOf } from "../../components/kubernetes/claims";

/** The annotation in which a StatefulSet, and the first of its claims, carry the settings that they were made with. */
export const settingsAnnotation = "kafka.stack/settings";

/** A part with a StatefulSet of its own, and the image that it runs. */
export type Part = "zookeeper" | "brokers";

const imageOf = { zookeeper: "zookeeper", brokers: "kafka" } as const satisfies Record<Part, keyof Settings["images"]>;

/** Name of each part's StatefulSet. */
export const setOf = { zookeeper: "zookeeper", brokers: "kafka" } as const satisfies Record<Part, string>;

/** As much of an object as carries a record. */
export interface Annotated {
    readonly metadata?: { readonly annotations?: Readonly<Record<string, string>> };
}

/** The settings of a part as they are written to its StatefulSet and to its first claim. */
export function recordOf(part: Part, settings: Settings): string {
    return JSON.stringify({ settings: settings[part], image: settings.images[imageOf[part]] });
}

/** The record that an object carries. */
export function recordIn(object: Annotated | undefined): string | undefined {
    return object?.metadata?.annotations?.[settingsAnnotation];
}

const carriers = {
    /** What runs. */
    StatefulSet: { apiVersion: "apps/v1", nameOf: (part: Part) => setOf[part] },
    /** What was running when the stack was destroyed. */
    PersistentVolumeClaim: { apiVersion: "v1", nameOf: (part: Part) => claimOf(setOf[part], 0) },
} as const;

/** The record that an object in the cluster carries; undefined where there is none, or where the cluster cannot be asked. */
export async function liveRecord(
    kind: keyof typeof carriers,
    part: Part,
    { namespace }: Settings,
    read: typeof readLive,
): Promise<string | undefined> {
    const { apiVersion, nameOf } = carriers[kind];
    return recordIn(await read({ apiVersion, kind, metadata: { name: nameOf(part), namespace: namespace.name } }));
}

/**
 * All settings as they were when the record was written, as far as the part is concerned; the rest is as it is wanted now. Undefined where
 * there is no record. Throws where it cannot be read.
 */
export function settingsBefore(part: Part, record: string | undefined, wanted: Settings): Settings | undefined {
    if (record === undefined) {
        return undefined;
    }
    const { settings, image } = JSON.parse(record) as { readonly settings: unknown; readonly image: unknown };
    return recall({ ...wanted, [part]: settings, images: { ...wanted.images, [imageOf[part]]: image } });
}
