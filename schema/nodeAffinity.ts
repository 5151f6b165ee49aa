import { z } from "zod";
import { oneOf, whole } from "./fields";
import { isLabelKey, isLabelValue, keyRule, valueRule } from "./labels";
import type { Path, Problem } from "./problems";

const must = "requiredDuringSchedulingIgnoredDuringExecution";
const better = "preferredDuringSchedulingIgnoredDuringExecution";

const requirement = z
    .strictObject(
        {
            key: z.string({ error: "must be the key of a node label" }).describe("Key of a node label."),
            operator: oneOf("In", "NotIn", "Exists", "DoesNotExist", "Gt", "Lt").describe(
                "How the value of the label compares to `values`.",
            ),
            values: z
                .array(z.string({ error: "must be a string" }), { error: "must be a list of label values" })
                .optional()
                .describe("One or more for `In` and `NotIn`, one whole number for `Gt` and `Lt`, else none."),
        },
        { error: "must be a map with key, operator, values" },
    )
    .describe("What one label of a node must be.");

const requirements = { error: "must be a list of at least one map with key, operator, values" };

const term = z
    .strictObject(
        {
            matchExpressions: z
                .array(requirement, requirements)
                .min(1, requirements)
                .describe("Labels of a node, all of which must be so."),
        },
        { error: "must be a map with matchExpressions" },
    )
    .describe("Nodes, by their labels.");

const terms = { error: "must be a list of at least one map with matchExpressions" };
const preferences = { error: "must be a list of at least one map with weight and preference" };

/** The `nodeAffinity` of a Kubernetes pod as it stands, without `matchFields`, which knows nodes by their names only: the label `kubernetes.io/hostname` does too. */
export const nodeAffinity = z
    .strictObject(
        {
            [must]: z
                .strictObject(
                    {
                        nodeSelectorTerms: z
                            .array(term, terms)
                            .min(1, terms)
                            .describe("Nodes on which the pods may run: those of any of these, beside `nodeSelector`."),
                    },
                    { error: "must be a map with nodeSelectorTerms" },
                )
                .optional()
                .describe("Where the pods may run."),
            [better]: z
                .array(
                    z.strictObject(
                        {
                            weight: whole(1, 100).describe("How much it counts beside the others."),
                            preference: term,
                        },
                        { error: "must be a map with weight and preference" },
                    ),
                    preferences,
                )
                .min(1, preferences)
                .optional()
                .describe("Where the pods had better run, if there is room."),
        },
        { error: `must be a map with ${must} or ${better}, or both` },
    )
    .refine((affinity) => affinity[must] !== undefined || affinity[better] !== undefined, {
        error: `must have ${must} or ${better}; remove the key for neither`,
    })
    .describe("Node affinity as Kubernetes has it, where `nodeSelector` is too little.");

/** A checked `nodeAffinity`. */
export type NodeAffinity = z.output<typeof nodeAffinity>;

type Requirement = z.output<typeof requirement>;

/** Problems of a node affinity that stands at a path: what Kubernetes refuses, and with what its scheduler would never place a pod. */
export function affinityProblems(path: Path, affinity: NodeAffinity): Problem[] {
    const { [must]: required, [better]: preferred } = affinity;
    const expressions = [
        ...(required?.nodeSelectorTerms ?? []).map((one, index) => ({
            at: [...path, must, "nodeSelectorTerms", index],
            listed: one.matchExpressions,
        })),
        ...(preferred ?? []).map(({ preference }, index) => ({
            at: [...path, better, index, "preference"],
            listed: preference.matchExpressions,
        })),
    ];
    return expressions.flatMap(({ at, listed }) =>
        listed.flatMap((one, index) => requirementProblems([...at, "matchExpressions", index], one)),
    );
}

/** Source: k8s.io/kubernetes/pkg/apis/core/validation, ValidateNodeSelectorRequirement; of `Gt` and `Lt` k8s.io/apimachinery/pkg/labels, NewRequirement. */
function requirementProblems(path: Path, { key, operator, values }: Requirement): Problem[] {
    const at = [...path, "values"];
    const ofKey = isLabelKey(key) ? [] : [{ path: [...path, "key"], value: key, rule: keyRule }];
    switch (operator) {
        case "Exists":
        case "DoesNotExist":
            return values === undefined
                ? ofKey
                : [
                      ...ofKey,
                      {
                          path: at,
                          value: values,
                          rule: `must not be set together with operator: ${operator}`,
                          advice: "remove it, or use operator: In or NotIn",
                      },
                  ];
        case "Gt":
        case "Lt":
            // More digits than a 64-bit integer has are no number to the scheduler.
            return values?.length === 1 && /^\d{1,18}$/.test(values[0] ?? "")
                ? ofKey
                : [
                      ...ofKey,
                      {
                          path: at,
                          value: values,
                          rule: `must be one whole number in quotes with operator: ${operator}`,
                      },
                  ];
        default:
            return [
                ...ofKey,
                ...(values === undefined || values.length === 0
                    ? [{ path: at, value: values, rule: `must have at least one value with operator: ${operator}` }]
                    : values.flatMap((value, index) =>
                          isLabelValue(value) ? [] : [{ path: [...at, index], value, rule: valueRule }],
                      )),
            ];
    }
}
