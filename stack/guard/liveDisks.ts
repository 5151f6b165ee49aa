import { disksOf } from "../../components/args";
import { claimOf } from "../../components/live/claim";
import type { SeenClaim } from "../../components/live/claim";
import type { readLive } from "../../components/live/object";
import type { Change } from "../../edits/edit";
import { backupsClaim } from "../../model/names";
import type { Replicated } from "../../model/names";
import { parseQuantity } from "../../model/quantity";
import type { Facts } from "../judge";
import type { Settings } from "../settings";
import type { Observed, ObservedClaim } from "./observed";

type Workloads = Readonly<Record<Replicated, Observed>>;

const parts: readonly Replicated[] = ["zookeeper", "brokers"];

/**
 * What the judgement of edits of disks and of their class depends on: how many disks there are, how large they are where they are to shrink,
 * and whether their class lets them grow.
 */
export async function liveDisks(
    read: typeof readLive,
    edits: readonly Change[],
    old: Settings,
    live: Workloads,
): Promise<Pick<Facts, "boundDisks" | "diskClass" | "expandable" | "largestDisk">> {
    const edited = parts.filter((part) => edits.some(({ key }) => key === `${part}.disk`));
    const ofBackups = edits.some(({ key }) => key === backupsDisk);
    if (edited.length === 0 && !ofBackups && !edits.some(({ group }) => group === "storage")) {
        return {};
    }
    const shrunk = edited.filter((one) => edits.some((edit) => edit.key === `${one}.disk` && isSmaller(edit)));
    const largestDisk = Object.fromEntries(shrunk.map((part) => [part, largest(edits, old, part, live[part])]));
    const backups = ofBackups ? await diskOfBackups(read, old) : undefined;
    // Backups are in the class that the servers' disks are in.
    const [part = ofBackups ? "zookeeper" : undefined] = edited;
    return {
        boundDisks: {
            ...Object.fromEntries(parts.map((one) => [one, disksOf(live[one]).length])),
            ...(backups && { backups: Number(backups.isBound) }),
        },
        ...(shrunk.length === 0 && backups === undefined
            ? {}
            : { largestDisk: { ...largestDisk, ...(backups && { backups: backups.size }) } }),
        ...(part === undefined ? {} : await classOf(read, disksOf(live[part]))),
    };
}

const backupsDisk = "zookeeper.backup.disk";

/** The claim of the backups; where there is none, one without a disk. */
async function diskOfBackups(
    read: typeof readLive,
    { namespace }: Settings,
): Promise<Pick<SeenClaim, "isBound" | "size">> {
    const metadata = { name: backupsClaim, namespace: namespace.name };
    const live = await read({ apiVersion: "v1", kind: "PersistentVolumeClaim", metadata });
    return live === undefined ? { isBound: false, size: 0 } : claimOf(live);
}

function isSmaller({ from, to }: Change): boolean {
    const [before, after] = [from, to].map((size) => parseQuantity(String(size)));
    return before !== undefined && after !== undefined && after < before;
}

/** The StorageClass of the disks that exist, and whether it lets them grow; neither where that cannot be found out. */
async function classOf(
    read: typeof readLive,
    [claim]: readonly ObservedClaim[],
): Promise<Pick<Facts, "diskClass" | "expandable">> {
    const name = claim?.className;
    if (name === undefined || name === "") {
        return {};
    }
    const found = await read({ apiVersion: "storage.k8s.io/v1", kind: "StorageClass", metadata: { name } }, false);
    return { diskClass: name, ...(found === undefined ? {} : { expandable: found.allowVolumeExpansion === true }) };
}

/** Bytes of the largest disk that a part has, or that was left by pods which are to come back. */
function largest(edits: readonly Change[], old: Settings, part: Replicated, { claims }: Observed): number {
    const { replicas } = old[part];
    const wanted = Number(edits.find(({ key }) => key === `${part}.replicas`)?.to ?? replicas);
    const sizes = [...claims].flatMap(([ordinal, { isBound, size }]) =>
        isBound && ordinal < Math.max(replicas, wanted) ? [size] : [],
    );
    return Math.max(0, ...sizes);
}
