import { findingsOf } from "../../../stack/status/findings";
import type { Broker, Member, Partitions, Server, Some, Status } from "../../../stack/status/model";

/** When all these clusters are looked at. */
export const now = Date.parse("2026-01-02T12:00:00Z");

const none: Some = { count: 0, first: [] };

function member(pod: string, more: Partial<Member> = {}): Member {
    return {
        pod,
        state: "ready",
        reason: null,
        restarts: 0,
        startedAt: "2026-01-02T09:00:00.000Z",
        node: "node-1",
        zone: "a",
        version: "3.9.2",
        isCurrent: true,
        disk: { size: 2 * 2 ** 30, used: 2 ** 30, fill: 0.5 },
        ...more,
    };
}

/** A broker that is well. */
export function broker(id: number, more: Partial<Broker> = {}): Broker {
    return { id, ...member(`kafka-${id}`), leads: 12, copies: 36, ...more };
}

/** A server that follows. */
export function server(ordinal: number, more: Partial<Server> = {}): Server {
    const said = { role: "follower", outstanding: 0, latencyMs: 0.5, behind: 0 } as const;
    return { ...member(`zookeeper-${ordinal}`, { version: "3.8.6" }), ...said, ...more };
}

/** Partitions that are well but for what is given. */
export function partitions(more: Partial<Partitions> = {}): Partitions {
    return { count: 36, offline: none, underMinIsr: none, underReplicated: none, reassigning: none, ...more };
}

/** The cluster of Pulumi.dev.yaml, all well, but for what is given; its findings are those of what it is. */
export function cluster(more: Partial<Status> = {}): Status {
    const status: Status = {
        format: 1,
        at: "2026-01-02T12:00:00.000Z",
        stack: "dev",
        server: "https://kube.test:6443",
        namespace: "kafka",
        health: "healthy",
        findings: [],
        brokers: [broker(0), broker(1), broker(2)],
        controller: 1,
        partitions: partitions(),
        topics: {
            count: 2,
            bytes: 3 * 2 ** 30,
            largest: [
                { name: "orders", partitions: 30, replicationFactor: 3, bytes: 3 * 2 ** 30 },
                { name: "payments", partitions: 6, replicationFactor: 3, bytes: 0 },
            ],
        },
        askedBrokersAt: "2026-01-02T12:00:00.000Z",
        ensemble: {
            leader: "zookeeper-1",
            followersInSync: 2,
            observers: 0,
            servers: [server(0), server(1, { role: "leader" }), server(2)],
        },
        console: {
            ready: true,
            reason: null,
            url: "http://kafka-manager.kafka.svc.cluster.local:9000",
            externalUrl: null,
        },
        jobs: [],
        lastUpdate: {
            kind: "update",
            result: "succeeded",
            startedAt: "2026-01-02T08:58:00.000Z",
            endedAt: "2026-01-02T09:00:00.000Z",
            changes: { same: 30, update: 2, create: 1 },
        },
        ...more,
    };
    return {
        ...status,
        findings: more.findings ?? findingsOf(status, undefined).filter(({ severity }) => severity !== "note"),
    };
}
