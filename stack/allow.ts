import { z } from "zod";

const rule = 'must name one edit as the refusal shows it, such as "brokers.replicas 5 -> 3"';

/** `kafka:allow`: refused edits that are to be carried out all the same, each by its own name. */
export const allow = z
    .array(z.string({ error: rule }).regex(/^\S+ .+ -> .+$/, { error: rule }), {
        error: "must be a list of edits, each named as its refusal shows it",
    })
    .describe("Refused edits that are to be carried out all the same, each by the name that its refusal shows.");
