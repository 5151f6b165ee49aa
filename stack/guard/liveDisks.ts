import type { LiveObject, readLive } from "../../components/live/object";
import type { Change } from "../../edits/edit";
import { claimName } from "../../model/names";
import type { Replicated } from "../../model/names";
import { parseQuantity } from "../../model/quantity";
import type { Facts } from "../judge";
import type { Settings } from "../settings";

type Read = typeof readLive;

const parts: readonly Replicated[] = ["zookeeper", "brokers"];

/** What the judgement of edited disk sizes depends on in the running cluster: their class, and how large they are where they are to shrink. */
export async function liveDisks(
    read: Read,
    edits: readonly Change[],
    old: Settings,
): Promise<Pick<Facts, "diskClass" | "expandable" | "largestDisk">> {
    const edited = parts.filter((part) => edits.some(({ key }) => key === `${part}.disk`));
    const [part] = edited;
    if (part === undefined) {
        return {};
    }
    const shrunk = edited.filter((one) => edits.some((edit) => edit.key === `${one}.disk` && isSmaller(edit)));
    const [found, ...sizes] = await Promise.all([
        classOf(read, old.namespace.name, part),
        ...shrunk.map(async (one) => [one, await largest(read, edits, old, one)] as const),
    ]);
    const known = sizes.filter(([, size]) => size !== undefined);
    return { ...found, ...(known.length === 0 ? {} : { largestDisk: Object.fromEntries(known) }) };
}

function isSmaller({ from, to }: Change): boolean {
    const [before, after] = [from, to].map((size) => parseQuantity(String(size)));
    return before !== undefined && after !== undefined && after < before;
}

/** The claim of one pod of a workload; undefined where there is none, or where the cluster cannot be asked. */
export function readClaim(
    read: Read,
    namespace: string,
    part: Replicated,
    ordinal: number,
): Promise<LiveObject | undefined> {
    const metadata = { name: claimName(part, ordinal), namespace };
    return read({ apiVersion: "v1", kind: "PersistentVolumeClaim", metadata });
}

/** The StorageClass of the claims that exist, and whether it lets them grow; neither where that cannot be found out. */
async function classOf(
    read: Read,
    namespace: string,
    part: Replicated,
): Promise<Pick<Facts, "diskClass" | "expandable">> {
    const claim = await readClaim(read, namespace, part, 0);
    const { storageClassName } = (claim?.spec ?? {}) as { readonly storageClassName?: string };
    if (storageClassName === undefined || storageClassName === "") {
        return {};
    }
    const metadata = { name: storageClassName };
    const found = await read({ apiVersion: "storage.k8s.io/v1", kind: "StorageClass", metadata });
    return {
        diskClass: storageClassName,
        ...(found === undefined ? {} : { expandable: found.allowVolumeExpansion === true }),
    };
}

/**
 * Bytes of the largest disk that a part has, or that was left by pods which are to come back; undefined where any that should be there
 * cannot be asked.
 */
async function largest(
    read: Read,
    edits: readonly Change[],
    old: Settings,
    part: Replicated,
): Promise<number | undefined> {
    const { replicas } = old[part];
    const wanted = Number(edits.find(({ key }) => key === `${part}.replicas`)?.to ?? replicas);
    const sizes = await Promise.all(
        Array.from({ length: Math.max(replicas, wanted) }, async (_, ordinal) => {
            const claim = await readClaim(read, old.namespace.name, part, ordinal);
            return claim === undefined && ordinal >= replicas ? 0 : bytesOf(claim);
        }),
    );
    return sizes.every((size) => size !== undefined) ? Math.max(...sizes) : undefined;
}

interface ClaimSizes {
    readonly spec?: { readonly resources?: { readonly requests?: { readonly storage?: string } } };
    readonly status?: { readonly capacity?: { readonly storage?: string } };
}

/** The larger of what a claim has and what it asks for; undefined where it has nothing yet. */
function bytesOf(claim: LiveObject | undefined): number | undefined {
    const { spec, status } = (claim ?? {}) as ClaimSizes;
    const granted = parseQuantity(status?.capacity?.storage ?? "");
    const asked = parseQuantity(spec?.resources?.requests?.storage ?? "");
    return granted === undefined || asked === undefined ? undefined : Math.max(granted, asked);
}
