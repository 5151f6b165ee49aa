import * as fc from "fast-check";
import assert from "node:assert/strict";
import { distance, nearest } from "../../model/nearest";

const short = fc.string({ unit: fc.constantFrom("a", "b", "c"), maxLength: 7 });

/** The definition, word for word and slow. */
function slowly(a: string, b: string): number {
    if (a === "" || b === "") {
        return a.length + b.length;
    }
    const [restA, restB] = [a.slice(1), b.slice(1)];
    const swapped = a.length > 1 && b.length > 1 && b.startsWith(a.charAt(1) + a.charAt(0));
    return Math.min(
        slowly(restA, b) + 1,
        slowly(a, restB) + 1,
        slowly(restA, restB) + (a.startsWith(b.charAt(0)) ? 0 : 1),
        swapped ? slowly(a.slice(2), b.slice(2)) + 1 : Infinity,
    );
}

describe("distance", () => {
    it("is the least number of slips", () => {
        fc.assert(
            fc.property(short, short, (a, b) => {
                assert.equal(distance(a, b), slowly(a, b));
            }),
        );
    });
});

describe("nearest", () => {
    const keys = ["replicas", "cpu", "cpuLimit", "memory", "disk", "nodePort"];
    const cases: readonly (readonly [typo: string, meant: string | undefined])[] = [
        ["replcas", "replicas"],
        ["relpicas", "replicas"],
        ["node-port", "nodePort"],
        ["CPU", "cpu"],
        ["cpus", "cpu"],
        ["cpu_limit", "cpuLimit"],
        ["mem", "memory"],
        ["x", undefined],
        ["", undefined],
        ["partitions", undefined],
    ];
    for (const [typo, meant] of cases) {
        it(`"${typo}" means ${meant ?? "none"}`, () => {
            assert.equal(nearest(typo, keys, 3), meant);
        });
    }
});
