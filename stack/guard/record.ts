import type { Annotated } from "../../components/args";
import { canonical } from "../../edits/values";
import { openToAll, takesLogins } from "../../components/security/authentication";
import type { BrokerSecurity } from "../../components/security/authentication";
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

/**
 * The settings of a part as they are written to its StatefulSet and to its first claim. Without the size of the disks, which the claims tell
 * themselves: growing them must not wait for the StatefulSet, whose pods may be down because their disks are full.
 */
export function recordOf(part: Replicated, settings: Settings): string {
    return JSON.stringify({
        settings: { ...settings[part], disk: undefined },
        image: settings.images[imageOf[part]],
        security: securityIn(part, settings),
    });
}

/** The record that an object carries. */
export function recordIn(object: { readonly metadata?: Annotated } | undefined): string | undefined {
    return object?.metadata?.annotations?.[settingsAnnotation];
}

/** Whether two records say the same: those of earlier versions have the size of the disks. */
export function isSameRecord(a: string, b: string): boolean {
    const meaning = (record: string) => {
        const { settings, image, security } = read(record);
        return canonical({ ...settings, disk: undefined, image, security });
    };
    return meaning(a) === meaning(b);
}

interface Recorded {
    readonly settings: object;
    readonly image: unknown;
    /** How its pods are secured; undefined where they are not, as in records of earlier versions. */
    readonly security?: Partial<BrokerSecurity>;
}

/** As much of how everything is secured as the pods of a part are made from; undefined where they are not secured. */
function securityIn(part: Replicated, { security }: Settings): Partial<BrokerSecurity> | undefined {
    return takesLogins(security.authentication) ? ofPart(part, security) : undefined;
}

/** Servers of the ensemble know nothing of grants and certificates. */
function ofPart(part: Replicated, security: BrokerSecurity): Partial<BrokerSecurity> {
    const { authentication, authorization, passwordVersion, tls } = security;
    return part === "brokers"
        ? { authentication, authorization, passwordVersion, ...(tls === undefined ? {} : { tls }) }
        : { authentication, passwordVersion };
}

function read(record: string): Recorded {
    return JSON.parse(record) as Recorded;
}

/**
 * All settings as they were when the record was written, as far as the part is concerned; the rest is as it is wanted now. Undefined where
 * there is no record. Throws where it cannot be read.
 */
export function settingsBefore(part: Replicated, record: string | undefined, wanted: Settings): Settings | undefined {
    if (record === undefined) {
        return undefined;
    }
    const { settings, image, security = ofPart(part, openToAll) } = read(record);
    // The claims tell the size of the disks; records of earlier versions have it too.
    const known = { disk: wanted[part].disk, ...settings };
    return recall({
        ...wanted,
        [part]: known,
        images: { ...wanted.images, [imageOf[part]]: image },
        security: { ...wanted.security, ...(part === "brokers" ? { tls: undefined } : {}), ...security },
    });
}
