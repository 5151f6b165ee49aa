import type { z } from "zod";
import { z as zod } from "zod";
import { core } from "../../schema/issues";

/** The rule of a field in the words of its own error message: what it says to null, which no field takes. */
export function ruleOf(type: z.core.$ZodType): string {
    const outcome = zod.safeParse(core(type), null);
    return outcome.error?.issues[0]?.message ?? "";
}
