import { effectiveNumber, userValue } from "../../../model/brokerProperties/effective";
import type { BrokerSettings } from "../settings";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** The one of the three that has a default. */
const inHours = ["log.retention.hours", hourMs] as const;

/** The properties of a broker's retention time in the order in which Kafka looks at them, and their unit in milliseconds (KafkaConfig, 3.9). */
const units = [["log.retention.ms", 1], ["log.retention.minutes", minuteMs], inHours] as const;

/** How long records are kept, in milliseconds; Infinity for ever. */
export function retentionMs(settings: BrokerSettings): number {
    const [name, unit] = units.find(([property]) => userValue(settings.config, property) !== undefined) ?? inHours;
    const time = effectiveNumber(settings, name) * unit;
    return time < 0 ? Infinity : time;
}

/** What is deleted by an edit of a retention property; empty where nothing is. */
export function retentionNotes(name: string, old: BrokerSettings, wanted: BrokerSettings): string[] {
    if (name === "log.retention.bytes") {
        const [before, after] = [retentionBytes(old), retentionBytes(wanted)];
        return after < before
            ? [`of each partition only the last ${after} bytes stay, the older records are deleted, as asked`]
            : [];
    }
    if (name === "offsets.retention.minutes") {
        const minutes = (settings: BrokerSettings) => effectiveNumber(settings, name);
        const shorter = minutes(wanted) < minutes(old);
        return shorter
            ? [`offsets of groups that are gone for ${duration(minutes(wanted) * minuteMs)} are deleted, as asked`]
            : [];
    }
    const [before, after] = [retentionMs(old), retentionMs(wanted)];
    return after < before ? [`records older than ${duration(after)} are deleted within minutes, as asked`] : [];
}

function retentionBytes(settings: BrokerSettings): number {
    const bytes = effectiveNumber(settings, "log.retention.bytes");
    return bytes < 0 ? Infinity : bytes;
}

/** A time as a person says it: `7 days`, `36 hours`, `5 minutes`. */
export function duration(ms: number): string {
    const days = ms / (24 * hourMs);
    if (days >= 2) {
        return `${Number(days.toFixed(1))} days`;
    }
    if (ms >= 2 * hourMs) {
        return `${Number((ms / hourMs).toFixed(1))} hours`;
    }
    return ms >= minuteMs || ms === 0 ? `${Number((ms / minuteMs).toFixed(1))} minutes` : `${ms / 1000} seconds`;
}
