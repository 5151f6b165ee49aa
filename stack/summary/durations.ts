import type { Workload } from "../../model/names";

/**
 * Seconds from stopping one pod to the next, while clients write. Brokers: measured, 202 s for three at 300 records a second (idle: 68 s).
 * Servers and the console: a stop of a few seconds and the start that was measured, 8 s each, with the probes around it.
 */
const restart: Readonly<Record<Workload, number>> = { brokers: 67, zookeeper: 15, kafkaManager: 20 };

/** Seconds that restarting so many pods of a workload one by one takes, roughly: hardware and data decide. */
export function rollSeconds(workload: Workload, pods: number): number {
    return restart[workload] * pods;
}

/** A rough time as a person says it: `≈ 40 s`, `≈ 3 min`. */
export function roughly(seconds: number): string {
    return seconds < 95 ? `≈ ${Math.round(seconds / 10) * 10} s` : `≈ ${Math.round(seconds / 60)} min`;
}
