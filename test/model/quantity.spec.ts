import * as fc from "fast-check";
import assert from "node:assert/strict";
import { parseQuantity, quantity } from "../../model/quantity";

const tens = { n: -9, u: -6, m: -3, "": 0, k: 3, M: 6, G: 9, T: 12, P: 15, E: 18 };
const twos = { Ki: 10, Mi: 20, Gi: 30, Ti: 40, Pi: 50, Ei: 60 };

/** digits * 10^-decimals, exactly, as a fraction of integers. */
const digits = fc.record({ whole: fc.nat(1_000_000), decimals: fc.nat(6) });

function written({ whole, decimals }: { whole: number; decimals: number }): string {
    const text = String(whole).padStart(decimals + 1, "0");
    return decimals === 0 ? text : `${text.slice(0, -decimals)}.${text.slice(-decimals)}`;
}

describe("parseQuantity", () => {
    it("multiplies by the power of ten that a decimal suffix names", () => {
        fc.assert(
            fc.property(digits, fc.constantFrom(...Object.entries(tens)), (number, [suffix, power]) => {
                const [over, under] = [power - number.decimals, number.decimals - power].map(
                    (n) => 10n ** BigInt(Math.max(0, n)),
                );
                const exact = { numerator: BigInt(number.whole) * (over ?? 1n), denominator: under ?? 1n };
                const value = parseQuantity(written(number) + suffix);
                assert(value !== undefined);
                if (exact.numerator % exact.denominator === 0n) {
                    // Whole bytes must come out whole: a disk of 4.1M is one.
                    assert.equal(value, Number(exact.numerator / exact.denominator));
                } else {
                    const wanted = Number(exact.numerator) / Number(exact.denominator);
                    assert(Math.abs(value - wanted) <= 2 * Number.EPSILON * wanted, `${value} for ${wanted}`);
                }
            }),
        );
    });

    it("multiplies by the power of two that a binary suffix names", () => {
        fc.assert(
            fc.property(digits, fc.constantFrom(...Object.entries(twos)), (number, [suffix, power]) => {
                const text = written(number);
                assert.equal(parseQuantity(text + suffix), Number(text) * 2 ** power);
            }),
        );
    });

    it("reads exponents, signs and plain numbers", () => {
        const cases: readonly (readonly [string | number, number])[] = [
            ["1e3", 1000],
            ["1E3", 1000],
            ["1E", 1e18],
            ["2.5e-3", 0.0025],
            ["+5", 5],
            [".5", 0.5],
            ["5.", 5],
            [0.25, 0.25],
            [1e21, 1e21],
            ["0", 0],
            ["4.1M", 4_100_000],
            ["8.2G", 8_200_000_000],
        ];
        for (const [text, value] of cases) {
            assert.equal(parseQuantity(text), value, String(text));
        }
    });

    it("refuses what is none", () => {
        for (const text of [
            "",
            " ",
            "1 Gi",
            "-1",
            "1GB",
            "1KB",
            "1K",
            "Gi",
            ".",
            "1e",
            "1e3Gi",
            "0x10",
            "NaN",
            "Infinity",
            "1_000",
            "1,5",
            -1,
            NaN,
        ]) {
            assert.equal(parseQuantity(text), undefined, String(text));
        }
    });

    it("throws from quantity(), which is for values that were checked before", () => {
        assert.equal(quantity("1Ki"), 1024);
        assert.throws(() => quantity("ten"), RangeError);
    });
});
