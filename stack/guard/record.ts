import type { readLive } from "../../components/live/object";
import { claimName, workloadNames } from "../../model/names";
import type { Replicated } from "../../model/names";
import { recall } from "../parse";
import type { Settings } from "../settings";

/** The annotation in which a StatefulSet, and the first of its claims, carry the settings that they were made with. */
export const settingsAnnotation = "kafka.stack/settings";

/** The image that each part runs. */
const imageOf = { zookeeper: "zookeeper", brokers: "kafka" } as const satisfies Record<
    Replicated,
    keyof Settings["images"]
>;

/** As much of an object as carries a record. */
export interface Annotated {
    /** With the annotations. */
    readonly metadata?: { readonly annotations?: Readonly<Record<string, string>> };
}

/** The settings of a part as they are written to its StatefulSet and to its first claim. */
export function recordOf(part: Replicated, settings: Settings): string {
    return JSON.stringify({ settings: settings[part], image: settings.images[imageOf[part]] });
}

/** The record that an object carries. */
export function recordIn(object: Annotated | undefined): string | undefined {
    return object?.metadata?.annotations?.[settingsAnnotation];
}

const carriers = {
    /** What runs. */
    StatefulSet: { apiVersion: "apps/v1", nameOf: (part: Replicated) => workloadNames[part] },
    /** What was running when the stack was destroyed. */
    PersistentVolumeClaim: { apiVersion: "v1", nameOf: (part: Replicated) => claimName(part, 0) },
} as const;

/** The record that an object in the cluster carries; undefined where there is none, or where the cluster cannot be asked. */
export async function liveRecord(
    kind: keyof typeof carriers,
    part: Replicated,
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
export function settingsBefore(part: Replicated, record: string | undefined, wanted: Settings): Settings | undefined {
    if (record === undefined) {
        return undefined;
    }
    const { settings, image } = JSON.parse(record) as { readonly settings: unknown; readonly image: unknown };
    return recall({ ...wanted, [part]: settings, images: { ...wanted.images, [imageOf[part]]: image } });
}
