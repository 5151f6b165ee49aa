import { z } from "zod";
import type { Workload } from "../model/names";
import { objectName, oneOf, texts, whole } from "./fields";
import { isLabelKey, isLabelValue, keyRule, labelProblems, valueRule } from "./labels";
import { affinityProblems, nodeAffinity } from "./nodeAffinity";
import type { NodeAffinity } from "./nodeAffinity";
import type { Path, Problem } from "./problems";

const toleration = z
    .strictObject(
        {
            key: z.string({ error: "must be the key of a taint" }).optional().describe("Key of the taint."),
            operator: oneOf("Exists", "Equal").optional().describe("`Exists` tolerates any value. Default: `Equal`."),
            value: z.string({ error: "must be the value of a taint" }).optional().describe("Value of the taint."),
            effect: oneOf("NoSchedule", "PreferNoSchedule", "NoExecute")
                .optional()
                .describe("Effect of the taint. Default: every one."),
            tolerationSeconds: z
                .int({ error: "must be an integer" })
                .optional()
                .describe(
                    "How long a pod stays after a taint with `NoExecute` has come; 0 or less: not at all. Default: for ever.",
                ),
        },
        { error: "must be a map with key, operator, value, effect, tolerationSeconds" },
    )
    .describe("A taint that the pods tolerate.");

/** Where the pods of one part may run: the same fields for every part. */
export const scheduling = {
    nodeSelector: texts("node labels")
        .default({})
        .describe("Labels that a node must have, beside `kubernetes.io/os: linux`."),
    nodeAffinity: nodeAffinity.optional(),
    tolerations: z
        .array(toleration, { error: "must be a list of tolerations" })
        .default([])
        .describe("Taints that the pods tolerate."),
    priorityClass: objectName().optional().describe("Name of an existing PriorityClass."),
};

/** How the replicas of one part are kept apart. */
export const spread = z
    .strictObject(
        {
            hosts: oneOf("preferred", "required")
                .default("preferred")
                .describe("`required`: never two replicas on one node; a node too few leaves a pod pending."),
            zones: oneOf("off", "preferred", "required")
                .default("preferred")
                .describe(
                    "Over the zones (node label `topology.kubernetes.io/zone`) that have a node for them. `required`: no zone has two replicas more than another; " +
                        "where that cannot be, a pod stays pending. It places pods; docs/placement.md says when Kafka itself knows the zones.",
                ),
            minDomains: whole(2, 99)
                .optional()
                .describe(
                    "With `zones: required`: as long as fewer zones have a node for them, no zone gets a second replica. Default: one zone is enough.",
                ),
        },
        { error: "must be a map with hosts, zones and minDomains" },
    )
    .prefault({})
    .describe("How the replicas are kept apart.");

interface Toleration {
    readonly key?: string | undefined;
    readonly operator?: "Exists" | "Equal" | undefined;
    readonly value?: string | undefined;
    readonly effect?: string | undefined;
    readonly tolerationSeconds?: number | undefined;
}

/** As much of a workload's settings as says where its pods may run. */
export interface SchedulingSettings {
    /** Labels that a node must have. */
    readonly nodeSelector: Readonly<Record<string, string>>;
    /** Taints that the pods tolerate. */
    readonly tolerations: readonly Toleration[];
    /** Node affinity, if there is any. */
    readonly nodeAffinity?: NodeAffinity | undefined;
    /** How the replicas are kept apart, where there may be several. */
    readonly spread?: z.output<typeof spread>;
}

/** Problems of where the pods of one workload may run. */
export function schedulingProblems(workload: Workload, settings: SchedulingSettings): Problem[] {
    return [
        ...(settings.spread === undefined ? [] : spreadProblems([workload, "spread"], settings.spread)),
        ...labelProblems([workload, "nodeSelector"], settings.nodeSelector),
        ...(settings.nodeAffinity === undefined
            ? []
            : affinityProblems([workload, "nodeAffinity"], settings.nodeAffinity)),
        ...settings.tolerations.flatMap((toleration, index) => tolerated([workload, "tolerations", index], toleration)),
    ];
}

/** Source: k8s.io/kubernetes/pkg/apis/core/validation, validateMinDomains: with DoNotSchedule only. */
function spreadProblems(path: Path, { zones, minDomains }: z.output<typeof spread>): Problem[] {
    return minDomains === undefined || zones === "required"
        ? []
        : [
              {
                  path: [...path, "minDomains"],
                  value: minDomains,
                  rule: "must stand beside zones: required",
                  advice: "set that, or remove this",
              },
          ];
}

/** Source: k8s.io/kubernetes/pkg/apis/core/validation, ValidateTolerations. */
function tolerated(path: Path, toleration: Toleration): Problem[] {
    const { key = "", operator = "Equal", value = "", effect, tolerationSeconds } = toleration;
    const problems: Problem[] = [];
    if (key === "" && operator !== "Exists") {
        const rule = "must have a key, or operator: Exists to tolerate every taint";
        problems.push({ path, value: toleration, rule });
    }
    if (key !== "" && !isLabelKey(key)) {
        problems.push({ path: [...path, "key"], value: key, rule: keyRule });
    }
    if (operator === "Exists" && value !== "") {
        const rule = "must not be set together with operator: Exists";
        problems.push({ path: [...path, "value"], value, rule, advice: "remove it, or use operator: Equal" });
    } else if (!isLabelValue(value)) {
        problems.push({ path: [...path, "value"], value, rule: valueRule });
    }
    if (tolerationSeconds !== undefined && effect !== "NoExecute") {
        problems.push({
            path: [...path, "tolerationSeconds"],
            value: tolerationSeconds,
            rule: "must stand beside effect: NoExecute",
            advice: "only that one evicts pods; set it, or remove this",
        });
    }
    return problems;
}
