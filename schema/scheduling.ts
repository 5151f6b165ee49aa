import { z } from "zod";
import { oneOf, texts, objectName } from "./fields";

const toleration = z
    .strictObject(
        {
            key: z.string({ error: "must be the key of a taint" }).optional().describe("Key of the taint."),
            operator: oneOf("Exists", "Equal").optional().describe("`Exists` tolerates any value. Default: `Equal`."),
            value: z
                .string({ error: "must be the value of a taint, in quotes" })
                .optional()
                .describe("Value of the taint."),
            effect: oneOf("NoSchedule", "PreferNoSchedule", "NoExecute")
                .optional()
                .describe("Effect of the taint. Default: every one."),
        },
        { error: "must be a map with key, operator, value, effect" },
    )
    .describe("A taint that the pods tolerate.");

/** Where the pods of one part may run: the same fields for every part. */
export const scheduling = {
    nodeSelector: texts("node labels").default({}).describe("Labels that a node must have."),
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
                .describe("The same for zones (node label `topology.kubernetes.io/zone`)."),
        },
        { error: "must be a map with hosts and zones" },
    )
    .prefault({})
    .describe("How the replicas are kept apart.");
