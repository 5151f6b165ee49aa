import { randomInt } from "node:crypto";
import type { Kind } from "./kind";
import { notWhole, whole } from "./kind";

/** A random whole number from `min` to `max`, both included. */
export const randomInteger: Kind = {
    defaults: {},
    outputs: ["result"],
    secretOutputs: [],
    problems: (inputs) => {
        const found = [...notWhole(inputs, "min", -Infinity), ...notWhole(inputs, "max", -Infinity)];
        const { min, max } = inputs;
        if (typeof min === "number" && typeof max === "number" && min > max) {
            found.push({ property: "min", reason: `min is ${min}, more than max, ${max}` });
        }
        return found;
    },
    make: (inputs) => {
        const result = randomInt(whole(inputs, "min"), whole(inputs, "max") + 1);
        return { id: String(result), outputs: { result } };
    },
    adopt: (id) => {
        const numbers = id.split(",").map(Number);
        const [result, min, max] = numbers;
        if (
            numbers.length !== 3 ||
            result === undefined ||
            min === undefined ||
            max === undefined ||
            !numbers.every(Number.isInteger)
        ) {
            throw new Error(`cannot import ${id}: expected RESULT,MIN,MAX`);
        }
        return { inputs: { min, max }, made: { id: String(result), outputs: { result } } };
    },
};
