import { randomInt } from "node:crypto";
import type { CheckFailure } from "../wire/provider";
import type { Properties } from "../wire/values";

// The character sets of the official provider (hashicorp/terraform-provider-random, internal/random/string.go).
const sets = [
    { use: "upper", least: "minUpper", characters: "ABCDEFGHIJKLMNOPQRSTUVWXYZ" },
    { use: "lower", least: "minLower", characters: "abcdefghijklmnopqrstuvwxyz" },
    { use: "numeric", least: "minNumeric", characters: "0123456789" },
    { use: "special", least: "minSpecial", characters: "!@#$%&*()-_=+[]{}<>:?" },
] as const;

/** What the inputs of a password mean when they are left out; a changed default counts like a changed input. */
export const defaults: Properties = {
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

function shuffled(characters: readonly string[]): string[] {
    const left = [...characters];
    return characters.flatMap(() => left.splice(randomInt(left.length), 1));
}

function count(inputs: Properties, name: string): number {
    const value = inputs[name];
    if (typeof value !== "number") {
        throw new Error(`${name} must be a number`);
    }
    return value;
}

/** Why an input is no whole number of at least `least`; of one that is not known yet nothing can be said. */
function notWhole(inputs: Properties, name: string, least: number): CheckFailure[] {
    const value = inputs[name];
    if (value === undefined) {
        return [{ property: name, reason: `${name} is missing` }];
    }
    if (typeof value === "object" && value !== null) {
        return [];
    }
    if (typeof value === "number" && Number.isInteger(value) && value >= least) {
        return [];
    }
    const reason = `${name} must be an integer of at least ${least}, got ${JSON.stringify(value)}`;
    return [{ property: name, reason }];
}

/** Why the inputs of a password, defaults filled in, are refused. An input that is not known yet is an `Unknown`. */
export function problems(inputs: Properties): CheckFailure[] {
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
    return length >= sum
        ? []
        : [{ property: "length", reason: `length is ${length}, less than the sum of the minimums, ${sum}` }];
}

/** A new password for inputs without problems, defaults filled in. */
export function make(inputs: Properties): string {
    const certain = sets.flatMap((set) => pick(charactersOf(set, inputs), count(inputs, set.least)));
    const all = sets.filter(({ use }) => inputs[use] === true).map((set) => charactersOf(set, inputs));
    return shuffled([...certain, ...pick(all.join(""), count(inputs, "length") - certain.length)]).join("");
}
