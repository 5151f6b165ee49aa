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

/** The awaiter for an object; undefined where there is nothing to wait for, or the user's annotations say so. */
export function awaiterFor(inputs: Manifest): Awaiter | undefined {
    if (isTrue(inputs, annotations.skipAwait)) {
        return undefined;
    }
    const own = annotation(inputs, annotations.waitFor);
    const { apiVersion, kind } = kindOf(inputs);
    return own === "" ? byKind[`${apiVersion} ${kind}`] : waitFor(own);
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
