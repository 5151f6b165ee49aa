import { GiB, quantity } from "./quantity";

/** Seconds between two tries of a startup probe: what a start of each pod, and so each step of a roll, may take longer than it needs. */
export const startupPeriodSeconds = 2;

const minuteSeconds = 60;

/** Seconds a broker's pod may take to start, whatever its disk: six hours, after which the liveness probe begins. */
export const brokerStartupLimitSeconds = 360 * minuteSeconds;

/**
 * Seconds to expect at the most until a broker has started: after an unclean stop it reads its segments again before it listens.
 * Ten minutes, and two more for every 100 GiB of disk.
 */
export function brokerStartupSeconds(disk: string | number): number {
    const hundreds = quantity(disk) / (100 * GiB);
    return Math.min(10 * minuteSeconds + Math.ceil(hundreds) * 2 * minuteSeconds, brokerStartupLimitSeconds);
}

/** Seconds a server may take to load its snapshot and find a quorum. */
export const zookeeperStartupSeconds = 5 * minuteSeconds;

/** Seconds Kafka Manager may wait for ZooKeeper at its start; it kills its own main actor after 350 (measured). */
export const kafkaManagerStartupSeconds = 10 * minuteSeconds;

/** Seconds a broker waits before its stop for copies that others miss. */
export const preStopSeconds = 5 * minuteSeconds;

/** Seconds a broker may take to hand its leaders over and close its segments: five minutes for the largest disks. */
const slowestShutdownSeconds = 5 * minuteSeconds;

/** Seconds a broker's pod may take to stop, whatever its disk; what waits inside them is bounded by `preStopSeconds`. */
export const brokerGraceLimitSeconds = preStopSeconds + slowestShutdownSeconds;

/** Seconds to expect at the most until a broker has stopped: the wait before it, two minutes, and a quarter of one for every 100 GiB of disk. */
export function brokerGraceSeconds(disk: string | number): number {
    const hundreds = Math.floor(quantity(disk) / (100 * GiB));
    return preStopSeconds + Math.min(2 * minuteSeconds + hundreds * 15, slowestShutdownSeconds);
}

/** Seconds a ZooKeeper server waits before its stop until the others are a majority without it. */
export const zookeeperPreStopSeconds = 30;

/** Seconds a ZooKeeper server may take to stop, that wait included. */
export const zookeeperGraceSeconds = zookeeperPreStopSeconds + 30;

/** Seconds Kafka Manager may take to stop: 30.1 were measured when it is stuck waiting for ZooKeeper. */
export const kafkaManagerGraceSeconds = 60;

/** Seconds that the pod which shows the lag of consumers may take until it answers; it does so before it knows anything. */
export const lagStartupSeconds = 60;

/** Seconds that it may take to stop: it has nothing to finish. */
export const lagGraceSeconds = 10;

/** How often a startup probe may fail before the container is killed. */
export function startupFailures(budgetSeconds: number): number {
    return Math.ceil(budgetSeconds / startupPeriodSeconds);
}

/** How long a workload is waited for. */
export interface Timeouts {
    /** Until all pods have been replaced one by one, or made. */
    readonly updateSeconds: number;
    /** Until all pods are gone. */
    readonly deleteSeconds: number;
}

/** An update takes the pods one by one; a slack of five minutes is for pulling images and making disks. */
export function timeouts(replicas: number, startupSeconds: number, graceSeconds: number): Timeouts {
    const slackSeconds = 5 * minuteSeconds;
    return {
        updateSeconds: replicas * (graceSeconds + startupSeconds) + slackSeconds,
        deleteSeconds: graceSeconds + slackSeconds,
    };
}

/** Threads that read segments again after an unclean stop: one for each core, at least two. */
export function recoveryThreads(cpu: string | number): number {
    return Math.max(2, Math.ceil(quantity(cpu)));
}
