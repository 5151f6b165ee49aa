import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { maxUnavailable } from "../../model/replication";
import type { Labels } from "./labels";

/** A PodDisruptionBudget that lets node drains take one pod at a time; none for a single pod, which it would only pin to its node. */
export function disruptionBudget(
    name: string,
    metadata: k8s.types.input.meta.v1.ObjectMeta,
    selector: Labels,
    replicas: number,
    opts: pulumi.CustomResourceOptions,
): void {
    const most = maxUnavailable(replicas);
    if (most !== undefined) {
        new k8s.policy.v1.PodDisruptionBudget(
            name,
            { metadata, spec: { maxUnavailable: most, selector: { matchLabels: selector } } },
            opts,
        );
    }
}
