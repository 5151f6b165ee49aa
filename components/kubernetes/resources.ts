import type * as k8s from "@pulumi/kubernetes";

/** What one container may use: Kubernetes quantities. */
export interface Size {
    /** Requested CPU, a Kubernetes quantity. */
    readonly cpu: string | number;
    /** Limit of the CPU, a Kubernetes quantity. Default: none. */
    readonly cpuLimit?: string | number | undefined;
    /** Memory, requested and limit, a Kubernetes quantity. */
    readonly memory: string | number;
}

/**
 * Requests and limits of a container. Memory is requested in full, for a Java heap is not given back; CPU has no limit
 * unless one is asked for, because throttling looks like a dead peer to ZooKeeper and Kafka.
 */
export function resources(size: Size): k8s.types.input.core.v1.ResourceRequirements {
    const memory = String(size.memory);
    return {
        requests: { cpu: String(size.cpu), memory },
        limits: { ...(size.cpuLimit === undefined ? {} : { cpu: String(size.cpuLimit) }), memory },
    };
}
