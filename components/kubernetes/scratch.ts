import type * as k8s from "@pulumi/kubernetes";

/** A directory that a container may write to, for its root file system is read-only: empty when the pod starts, and gone with it. */
export interface Scratch {
    /** Name of the volume in the pod. */
    readonly name: string;
    /** Where it is mounted. */
    readonly path: string;
    /** What it may hold at the most, in MiB: with more the kubelet evicts the pod. */
    readonly mebibytes: number;
}

/** `/tmp` of a container: here-documents of bash, native libraries that Java unpacks, what a script keeps for a moment. */
export function temporary(mebibytes = 64): Scratch {
    return { name: "scratch", path: "/tmp", mebibytes };
}

/** The volumes of a pod for its scratch directories. */
export function scratchVolumes(directories: readonly Scratch[]): k8s.types.input.core.v1.Volume[] {
    return directories.map(({ name, mebibytes }) => ({ name, emptyDir: { sizeLimit: `${mebibytes}Mi` } }));
}

/** Where a container has them. */
export function scratchMounts(directories: readonly Scratch[]): k8s.types.input.core.v1.VolumeMount[] {
    return directories.map(({ name, path }) => ({ name, mountPath: path }));
}

/** A container's log as the kubelet keeps it by default, in MiB (containerLogMaxSize x containerLogMaxFiles: 10Mi x 5). */
const usualLog = 50;

/** The same where a platform keeps the most of it (50Mi x 20). A log counts, and must get nobody evicted. */
const longestLog = 1000;

/** What a container takes of its node's own disk, Kubernetes quantities. */
export interface EphemeralStorage {
    /** What the scheduler counts. */
    readonly request: string;
    /** More than this, and the kubelet evicts the pod. */
    readonly limit: string;
}

/** For the scratch directories, each filled to its limit, and the log that the kubelet keeps; the root file system takes nothing. */
export function ephemeralStorage(directories: readonly Scratch[]): EphemeralStorage {
    const scratch = directories.reduce((sum, { mebibytes }) => sum + mebibytes, 0);
    return { request: `${scratch + usualLog}Mi`, limit: `${scratch + longestLog}Mi` };
}
