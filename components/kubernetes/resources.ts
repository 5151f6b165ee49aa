import type * as k8s from "@pulumi/kubernetes";

/** What one container may use: Kubernetes quantities. */
export interface Size {
    readonly cpu: string | number;
    readonly cpuLimit?: string | number | undefined;
    readonly memory: string | number;
}

/**
 * Requests and limits of a container. Memory is requested in full, for a Java heap is not given back; processor time has no limit
 * unless one is asked for, because throttling looks like a dead peer to ZooKeeper and Kafka.
 */
export function resources(size: Size): k8s.types.input.core.v1.ResourceRequirements {
    const memory = String(size.memory);
    return {
        requests: { cpu: String(size.cpu), memory },
        limits: { ...(size.cpuLimit === undefined ? {} : { cpu: String(size.cpuLimit) }), memory },
    };
}
