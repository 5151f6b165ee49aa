import { GiB, quantity } from "./quantity";

/** Seconds between two tries of a startup probe. */
export const startupPeriod = 5;

const minute = 60;

/** Seconds a broker's pod may take to start, whatever its disk: six hours, after which the liveness probe begins. */
export const brokerStartupLimit = 360 * minute;

/**
 * Seconds to expect at the most until a broker has started: after an unclean stop it reads its segments again before it listens.
 * Ten minutes, and two more for every 100 GiB of disk.
 */
export function brokerStartup(disk: string | number): number {
    const hundreds = quantity(disk) / (100 * GiB);
    return Math.min(10 * minute + Math.ceil(hundreds) * 2 * minute, brokerStartupLimit);
}

/** Seconds a server may take to load its snapshot and find a quorum. */
export const zookeeperStartup = 5 * minute;

/** Seconds Kafka Manager may wait for ZooKeeper at its start; it kills its own main actor after 350 (measured). */
export const kafkaManagerStartup = 10 * minute;

/** Seconds a broker waits before its stop for copies that others miss. */
export const stopGate = 5 * minute;

/** Seconds a broker may take to hand its leaders over and close its segments: five minutes for the largest disks. */
const slowestStop = 5 * minute;

/** Seconds a broker's pod may take to stop, whatever its disk; what waits inside them is bounded by `stopGate`. */
export const brokerGraceLimit = stopGate + slowestStop;

/** Seconds to expect at the most until a broker has stopped: the wait before it, two minutes, and a quarter of one for every 100 GiB of disk. */
export function brokerGrace(disk: string | number): number {
    const hundreds = Math.floor(quantity(disk) / (100 * GiB));
    return stopGate + Math.min(2 * minute + hundreds * 15, slowestStop);
}

/** Seconds a ZooKeeper server waits before its stop until the others are a majority without it. */
export const majorityGate = 30;

/** Seconds a ZooKeeper server may take to stop, that wait included. */
export const zookeeperGrace = majorityGate + 30;

/** Seconds Kafka Manager may take to stop: 30.1 were measured when it is stuck waiting for ZooKeeper. */
export const kafkaManagerGrace = 60;

/** How often a startup probe may fail before the container is killed. */
export function startupFailures(budget: number): number {
    return Math.ceil(budget / startupPeriod);
}

/** How long Pulumi waits for a workload, as `customTimeouts` takes it. */
export interface Timeouts {
    /** Until all new pods are ready. */
    readonly create: string;
    /** Until all pods have been replaced one by one. */
    readonly update: string;
    /** Until all pods are gone. */
    readonly delete: string;
}

/** All pods start together, but an update takes them one by one; a slack of five minutes is for pulling images and making disks. */
export function timeouts(replicas: number, startup: number, grace: number): Timeouts {
    const slack = 5 * minute;
    return {
        create: `${startup + slack}s`,
        update: `${replicas * (grace + startup) + slack}s`,
        delete: `${grace + slack}s`,
    };
}

/** Threads that read segments again after an unclean stop: one for each core, at least two. */
export function recoveryThreads(cpu: string | number): number {
    return Math.max(2, Math.ceil(quantity(cpu)));
}
