import type * as k8s from "@pulumi/kubernetes";
import type { Labels } from "./metadata";

/** How strictly the replicas of a part are kept apart; see `spread` in the settings. */
export interface Spread {
    /** `required`: never two replicas on one node; a node too few leaves a pod pending. */
    readonly hosts: "preferred" | "required";
    /** The same for zones; `off` for clusters without any. */
    readonly zones: "off" | "preferred" | "required";
}

/** Where pods may run; see the settings of the same names. */
export interface Scheduling {
    /** Labels that a node must have; none for any node that runs Linux. */
    readonly nodeSelector: Readonly<Record<string, string>>;
    /** Taints that the pods tolerate; none by default. */
    readonly tolerations: readonly k8s.types.input.core.v1.Toleration[];
    /** Name of an existing PriorityClass. Default: none. */
    readonly priorityClass?: string | undefined;
}

function over(
    topologyKey: string,
    strictness: "preferred" | "required",
    matchLabels: Labels,
): k8s.types.input.core.v1.TopologySpreadConstraint {
    return {
        topologyKey,
        maxSkew: 1,
        whenUnsatisfiable: strictness === "required" ? "DoNotSchedule" : "ScheduleAnyway",
        labelSelector: { matchLabels },
    };
}

function antiAffinity(matchLabels: Labels): k8s.types.input.core.v1.Affinity {
    return {
        podAntiAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: [
                { topologyKey: "kubernetes.io/hostname", labelSelector: { matchLabels } },
            ],
        },
    };
}

/** Keeps the pods with these labels on different nodes and in different zones. */
export function spreadOver(
    spread: Spread,
    selector: Labels,
): Pick<k8s.types.input.core.v1.PodSpec, "topologySpreadConstraints" | "affinity"> {
    const zones = spread.zones === "off" ? [] : [over("topology.kubernetes.io/zone", spread.zones, selector)];
    // A skew of 1 still allows two replicas on one node where all nodes have one; only anti-affinity forbids it.
    return spread.hosts === "required"
        ? { affinity: antiAffinity(selector), topologySpreadConstraints: zones }
        : { topologySpreadConstraints: [over("kubernetes.io/hostname", "preferred", selector), ...zones] };
}

/**
 * Node selector, tolerations and priority of a pod, without the fields that are not set. No image of this program runs on Windows, whose nodes
 * need not have a taint; every kubelet sets this label (kubernetes.io/docs/reference/labels-annotations-taints, kubernetes.io/os).
 */
export function scheduled(
    scheduling: Scheduling,
): Pick<k8s.types.input.core.v1.PodSpec, "nodeSelector" | "tolerations" | "priorityClassName"> {
    return {
        nodeSelector: { "kubernetes.io/os": "linux", ...scheduling.nodeSelector },
        ...(scheduling.tolerations.length > 0 ? { tolerations: [...scheduling.tolerations] } : {}),
        ...(scheduling.priorityClass === undefined ? {} : { priorityClassName: scheduling.priorityClass }),
    };
}
