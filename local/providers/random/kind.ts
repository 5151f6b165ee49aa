import type { CheckFailure } from "../wire/provider";
import type { Properties, Value } from "../wire/values";

/** A made value: its id, and the outputs it adds to its inputs. */
export interface Made {
    readonly id: string;
    readonly outputs: Properties;
}

/** One kind of random resource, in plain values: secrets are revealed, unknowns do not occur (but see `problems`). */
export interface Kind {
    /** What the inputs mean when they are left out; a changed default counts like a changed input. */
    readonly defaults: Properties;
    /** Outputs that are only known once the value is made. */
    readonly outputs: readonly string[];
    /** Those of them that are secret. */
    readonly secretOutputs: readonly string[];
    /** Why inputs (defaults filled in) are refused. An input not known yet is an `Unknown`, of which nothing may be said. */
    problems(inputs: Properties): CheckFailure[];
    /** Makes a new value of inputs without problems, defaults filled in. */
    make(inputs: Properties): Made;
    /** The inputs and the value that an import's id stands for; throws one line when it cannot be one. Absent: no import. */
    adopt?(id: string): { readonly inputs: Properties; readonly made: Made };
}

/** A whole number among inputs that were checked by {@link notWhole}. */
export function whole(inputs: Properties, name: string): number {
    const value = inputs[name];
    if (typeof value !== "number") {
        throw new Error(`${name} must be a number`);
    }
    return value;
}

/** Why an input is no whole number of at least `least`; an absent optional input is not asked for. */
export function notWhole(inputs: Properties, name: string, least: number): CheckFailure[] {
    const value: Value | undefined = inputs[name];
    if (value === undefined) {
        return [{ property: name, reason: `${name} is missing` }];
    }
    const isNumber = typeof value === "number";
    if (!isNumber && typeof value === "object" && value !== null) {
        return [];
    }
    if (isNumber && Number.isInteger(value) && value >= least) {
        return [];
    }
    const bound = Number.isFinite(least) ? ` of at least ${least}` : "";
    return [{ property: name, reason: `${name} must be a whole number${bound}, got ${JSON.stringify(value)}` }];
}
