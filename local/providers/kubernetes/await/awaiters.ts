import { annotation, annotations, isTrue } from "../annotations";
import { kindOf } from "../kinds";
import type { Manifest } from "../manifest";
import type { Awaiter } from "./awaiter";
import { deployment } from "./deployment";
import { job } from "./job";
import { pod } from "./pods";
import { claim, secret } from "./polled";
import { service } from "./service";
import { daemonSet, statefulSet } from "./statefulSet";
import { waitFor } from "./waitFor";

// The official provider also waits for an Ingress, a PersistentVolume, a ReplicationController and a ResourceQuota.
const byKind: Readonly<Record<string, Awaiter>> = {
    "apps/v1 StatefulSet": statefulSet,
    "apps/v1 Deployment": deployment,
    "apps/v1 DaemonSet": daemonSet,
    "batch/v1 Job": job,
    "v1 PersistentVolumeClaim": claim,
    "v1 Pod": pod,
    "v1 Secret": secret,
    "v1 Service": service,
};

/**
 * The awaiter for an object that has been created or updated; undefined where there is nothing to wait for, or the user's annotations say so.
 * Throws on a `waitFor` that cannot be read.
 */
export function awaiterFor(inputs: Manifest, live: Manifest): Awaiter | undefined {
    // The official provider skips by what the program says, and waits for what the live object says, whoever put it there (its
    // provider/pkg/metadata/overrides.go).
    const own = isTrue(inputs, annotations.skipAwait) ? "" : annotation(live, annotations.waitFor);
    return own === "" ? awaiterOfKind(inputs) : waitFor(own);
}

/**
 * The awaiter for all objects of a kind; undefined where there is nothing to wait for, or the object is to be skipped. In a refresh it judges
 * every object, for there the official provider does not look at `waitFor` (its provider/pkg/await/await.go).
 */
export function awaiterOfKind(inputs: Manifest): Awaiter | undefined {
    const { apiVersion, kind } = kindOf(inputs);
    return isTrue(inputs, annotations.skipAwait) ? undefined : byKind[`${apiVersion} ${kind}`];
}

// The kinds whose deletion `skipAwait` leaves unawaited; that of every other is awaited all the same.
const skippable = new Set([
    "Namespace",
    "Pod",
    "ReplicationController",
    "DaemonSet",
    "Deployment",
    "StatefulSet",
    "Job",
]);

/** Whether a deletion is waited for until the object is gone. */
export function awaitsDeletion(inputs: Manifest): boolean {
    return !(isTrue(inputs, annotations.skipAwait) && skippable.has(kindOf(inputs).kind));
}
