import { randomInt } from "node:crypto";
import type { Kind } from "./kind";
import { notWhole } from "./kind";

/** The same elements in a random order, every order as likely as any other. */
export function shuffled<T>(elements: readonly T[]): T[] {
    const left = [...elements];
    const taken: T[] = [];
    while (left.length > 0) {
        taken.push(...left.splice(randomInt(left.length), 1));
    }
    return taken;
}

/** Some elements of a list in a random order; as many as there are, or `resultCount` of them, repeating when it is more. */
export const randomShuffle: Kind = {
    defaults: {},
    outputs: ["results"],
    secretOutputs: [],
    problems: (inputs) => [
        ...(inputs["inputs"] === undefined ? [{ property: "inputs", reason: "inputs is missing" }] : []),
        ...(inputs["resultCount"] === undefined ? [] : notWhole(inputs, "resultCount", 0)),
    ],
    make: (inputs) => {
        const from = Array.isArray(inputs["inputs"]) ? inputs["inputs"] : [];
        const count = typeof inputs["resultCount"] === "number" ? inputs["resultCount"] : from.length;
        const results = [];
        while (results.length < count && from.length > 0) {
            results.push(...shuffled(from));
        }
        return { id: "-", outputs: { results: results.slice(0, count) } };
    },
};
