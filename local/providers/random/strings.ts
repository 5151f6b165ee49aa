import { randomInt } from "node:crypto";
import type { CheckFailure } from "../wire/provider";
import type { Properties } from "../wire/values";
import { shuffled } from "./shuffle";
import type { Kind } from "./kind";
import { notWhole, whole } from "./kind";

// The character sets of the official provider (hashicorp/terraform-provider-random, internal/random/string.go).
const sets = [
    { use: "upper", least: "minUpper", characters: "ABCDEFGHIJKLMNOPQRSTUVWXYZ" },
    { use: "lower", least: "minLower", characters: "abcdefghijklmnopqrstuvwxyz" },
    { use: "numeric", least: "minNumeric", characters: "0123456789" },
    { use: "special", least: "minSpecial", characters: "!@#$%&*()-_=+[]{}<>:?" },
] as const;

const defaults: Properties = {
    ...Object.fromEntries(sets.map(({ use }) => [use, true])),
    ...Object.fromEntries(sets.map(({ least }) => [least, 0])),
};

function charactersOf(set: (typeof sets)[number], inputs: Properties): string {
    const override = inputs["overrideSpecial"];
    return set.use === "special" && typeof override === "string" && override !== "" ? override : set.characters;
}

function pick(characters: string, count: number): string[] {
    return Array.from({ length: count }, () => characters.charAt(randomInt(characters.length)));
}

function problems(inputs: Properties): CheckFailure[] {
    const found = [...notWhole(inputs, "length", 1), ...sets.flatMap(({ least }) => notWhole(inputs, least, 0))];
    if (found.length > 0) {
        return found;
    }
    if (sets.every(({ use }) => inputs[use] === false)) {
        return [{ reason: `at least one of ${sets.map(({ use }) => use).join(", ")} must be true` }];
    }
    const numbers = ["length", ...sets.map(({ least }) => least)].map((name) => inputs[name]);
    if (!numbers.every((value) => typeof value === "number")) {
        return [];
    }
    const [length = 0, ...least] = numbers;
    const sum = least.reduce((total, value) => total + value, 0);
    if (length >= sum) {
        return [];
    }
    return [{ property: "length", reason: `length is ${length}, less than the sum of the minimums, ${sum}` }];
}

function make(inputs: Properties): string {
    const length = whole(inputs, "length");
    const certain = sets.flatMap((set) => pick(charactersOf(set, inputs), whole(inputs, set.least)));
    const all = sets.filter(({ use }) => inputs[use] === true).map((set) => charactersOf(set, inputs));
    return shuffled([...certain, ...pick(all.join(""), length - certain.length)]).join("");
}

/** A random string that may be seen; its id is the string itself. */
export const randomString: Kind = {
    defaults,
    outputs: ["result"],
    secretOutputs: [],
    problems,
    make: (inputs) => {
        const result = make(inputs);
        return { id: result, outputs: { result } };
    },
    adopt: (id) => ({ inputs: { ...defaults, length: id.length }, made: { id, outputs: { result: id } } }),
};

/** A random string that is secret: hence its id says nothing. The official `bcryptHash` output is not offered. */
export const randomPassword: Kind = {
    ...randomString,
    secretOutputs: ["result"],
    make: (inputs) => ({ id: "none", outputs: { result: make(inputs) } }),
    adopt: (id) => ({ inputs: { ...defaults, length: id.length }, made: { id: "none", outputs: { result: id } } }),
};
