import { recall } from "../../settings";
import type { Settings } from "../../settings";

/** The annotation in which a StatefulSet carries the settings that it was made with. */
export const settingsAnnotation = "kafka.stack/settings";

/** A part with a StatefulSet of its own, and the image that it runs. */
export type Part = "zookeeper" | "brokers";

const imageOf = { zookeeper: "zookeeper", brokers: "kafka" } as const satisfies Record<Part, keyof Settings["images"]>;

/** The settings of a part as they are written to its StatefulSet. */
export function recordOf(part: Part, settings: Settings): string {
    return JSON.stringify({ settings: settings[part], image: settings.images[imageOf[part]] });
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
