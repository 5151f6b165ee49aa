import type { Case } from "../../../stack/edits/cases";

/** Values of `kafka:brokers.config`, as they stand in a stack file. */
export type Config = Readonly<Record<string, string | number | boolean>>;

/** An edit of `kafka:brokers.config`; the expected edits are named without the group. */
export function config(old: Config, wanted: Config, ...edits: string[]): Case {
    return {
        old: { brokers: { config: old } },
        wanted: { brokers: { config: wanted } },
        edits: edits.map((edit) => `brokers.config.${edit}`),
    };
}

/** The same, where the one edit that is refused may be allowed: why it is refused, and what to do instead. */
export function refused(one: Case, why: string, instead: string): Case {
    const name = (one.edits.find((edit) => edit.endsWith(": refused")) ?? "").replace(/: refused$/, "");
    const override = `; to override, add ${JSON.stringify(name)} to kafka:allow`;
    return { ...one, refused: [`kafka:${name}: ${why}; ${instead}${override}`] };
}
