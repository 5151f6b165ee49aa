import type { Disk, Known, Server } from "../model";
import type { Block } from "./blocks";

/** The disk of a pod, as disk.sh tells it. */
export function diskIn(blocks: ReadonlyMap<string, Block>): Known<Disk> {
    const line = blocks.get("disk")?.lines.find((one) => one.trim() !== "") ?? "";
    const [, total, used] = /^(\d+) (\d+)$/.exec(line) ?? [];
    if (total === undefined || used === undefined || Number(total) === 0) {
        return { unknown: line === "" ? "the pod did not say" : `not understood: ${line.slice(0, 80)}` };
    }
    const [size, taken] = [Number(total) * 1024, Number(used) * 1024];
    return { size, used: taken, fill: taken / size };
}

/** What a server of the ensemble says of itself. */
export interface ServerAnswers {
    readonly role: Server["role"];
    readonly outstanding: number | null;
    readonly latencyMs: number | null;
    /** The last transaction that it has; null where it does not say. */
    readonly zxid: bigint | null;
    /** Of a leader: servers that follow it in sync, and those that learn without a vote. */
    readonly syncedFollowers: number | null;
    readonly observers: number | null;
}

const roles = ["leader", "follower", "observer", "standalone"] as const;

/** Reads the blocks of server.sh: `srvr` and `mntr` (ZooKeeper, zookeeperAdmin.html, the four letter words). */
export function serverAnswers(blocks: ReadonlyMap<string, Block>): ServerAnswers {
    const said = [...(blocks.get("srvr")?.lines ?? []), ...(blocks.get("mntr")?.lines ?? [])];
    const value = (name: string): string | undefined =>
        said.flatMap((line) => (line.startsWith(name) ? [line.slice(name.length).trim()] : []))[0];
    const count = (name: string): number | null => {
        const text = value(name);
        return text !== undefined && /^\d+(\.\d+)?$/.test(text) ? Number(text) : null;
    };
    const mode = value("Mode:") ?? value("zk_server_state\t");
    const role = roles.find((one) => one === mode);
    // Without a quorum it answers, but for no mode (AbstractFourLetterCommand).
    const refuses = said.some((line) => line.includes("not currently serving requests"));
    const zxid = value("Zxid:");
    return {
        role:
            role ??
            (refuses ? "none" : { unknown: said.join("").trim() === "" ? "it does not answer" : "not understood" }),
        outstanding: count("zk_outstanding_requests\t"),
        latencyMs: count("zk_avg_latency\t"),
        zxid: zxid !== undefined && /^0x[0-9a-f]+$/.test(zxid) ? BigInt(zxid) : null,
        syncedFollowers: count("zk_synced_followers\t"),
        observers: count("zk_synced_observers\t"),
    };
}
