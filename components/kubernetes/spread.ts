import type * as k8s from "@pulumi/kubernetes";
import type { NodeAffinity } from "../../schema/nodeAffinity";
import type { Labels } from "./metadata";

/** How strictly the replicas of a part are kept apart; see `spread` in the settings. */
export interface Spread {
    /** `required`: never two replicas on one node; a node too few leaves a pod pending. */
    readonly hosts: "preferred" | "required";
    /** `required`: no zone has two replicas more than another; `off` for clusters without any. */
    readonly zones: "off" | "preferred" | "required";
    /** With `required`: how many zones there must be before one gets a second replica. Default: one is enough. */
    readonly minDomains?: number | undefined;
}

/** Where pods may run; see the settings of the same names. */
export interface Scheduling {
    /** Labels that a node must have; none for any node that runs Linux. */
    readonly nodeSelector: Readonly<Record<string, string>>;
    /** Node affinity; none by default. */
    readonly nodeAffinity?: NodeAffinity | undefined;
    /** Taints that the pods tolerate; none by default. */
    readonly tolerations: readonly k8s.types.input.core.v1.Toleration[];
    /** Name of an existing PriorityClass. Default: none. */
    readonly priorityClass?: string | undefined;
}

type PodSpec = k8s.types.input.core.v1.PodSpec;
type PodAntiAffinity = k8s.types.input.core.v1.PodAntiAffinity;

/**
 * Zones that no pod of the part may enter do not count where they would hold all others back: by the taints of their nodes too (from Kubernetes
 * 1.26 on), of control planes and cordoned nodes. The rest of a constraint's fields are left out: the pods of a StatefulSet are
 * replaced in place, so those of older revisions must count (`matchLabelKeys`), and nodes that the selectors exclude never do (`nodeAffinityPolicy`).
 */
function overZones(
    { zones, minDomains }: Spread,
    matchLabels: Labels,
): k8s.types.input.core.v1.TopologySpreadConstraint[] {
    const constraint = { topologyKey: "topology.kubernetes.io/zone", maxSkew: 1, labelSelector: { matchLabels } };
    switch (zones) {
        case "off":
            return [];
        case "preferred":
            return [{ ...constraint, whenUnsatisfiable: "ScheduleAnyway" }];
        case "required":
            return [
                {
                    ...constraint,
                    whenUnsatisfiable: "DoNotSchedule",
                    nodeTaintsPolicy: "Honor",
                    ...(minDomains === undefined ? {} : { minDomains }),
                },
            ];
    }
}

/**
 * By anti-affinity in either case. A skew of 1 still allows two replicas on one node where all nodes have one; and where no node has a zone, a
 * preferred constraint for zones would switch a preferred one for nodes off (kube-scheduler, podtopologyspread, initPreScoreState: a node that
 * misses one of the labels is not scored at all).
 */
function overHosts({ hosts }: Spread, matchLabels: Labels): PodAntiAffinity {
    const others = { topologyKey: "kubernetes.io/hostname", labelSelector: { matchLabels } };
    return hosts === "required"
        ? { requiredDuringSchedulingIgnoredDuringExecution: [others] }
        : { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 100, podAffinityTerm: others }] };
}

function affinity(
    scheduling: Pick<Scheduling, "nodeAffinity">,
    podAntiAffinity?: PodAntiAffinity,
): Pick<PodSpec, "affinity"> {
    const { nodeAffinity } = scheduling;
    const parts = {
        ...(nodeAffinity === undefined ? {} : { nodeAffinity }),
        ...(podAntiAffinity === undefined ? {} : { podAntiAffinity }),
    };
    return Object.keys(parts).length > 0 ? { affinity: parts } : {};
}

/** Keeps the pods with these labels on different nodes and in different zones, on the nodes that they may have: both are affinity. */
export function spreadOver(
    settings: Pick<Scheduling, "nodeAffinity"> & { readonly spread: Spread },
    selector: Labels,
): Pick<PodSpec, "topologySpreadConstraints" | "affinity"> {
    const zones = overZones(settings.spread, selector);
    return {
        ...affinity(settings, overHosts(settings.spread, selector)),
        // The API server would drop an empty list.
        ...(zones.length > 0 ? { topologySpreadConstraints: zones } : {}),
    };
}

/**
 * Node selector, node affinity, tolerations and priority of a pod, without the fields that are not set. No image of this program runs on Windows, whose nodes
 * need not have a taint; every kubelet sets this label (kubernetes.io/docs/reference/labels-annotations-taints, kubernetes.io/os).
 */
export function scheduled(
    scheduling: Scheduling,
): Pick<PodSpec, "nodeSelector" | "affinity" | "tolerations" | "priorityClassName"> {
    return {
        nodeSelector: { "kubernetes.io/os": "linux", ...scheduling.nodeSelector },
        ...affinity(scheduling),
        ...(scheduling.tolerations.length > 0 ? { tolerations: [...scheduling.tolerations] } : {}),
        ...(scheduling.priorityClass === undefined ? {} : { priorityClassName: scheduling.priorityClass }),
    };
}
