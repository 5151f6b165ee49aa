import assert from "node:assert/strict";
import { measure } from "../../bench";
import { json, median, table } from "../../bench/report";

const report = {
    bench: "preview",
    rows: [
        { what: "one file", unit: "s", figures: [1.5, 5, 1.6] },
        { what: "dev over one file", unit: "x", figures: [2, 2.4, 2.2], target: { atMost: 2 } },
        { what: "the same without the provider", unit: "x", figures: [1.5, 1, 1.1], target: { atMost: 1.25 } },
        { what: "written over bare", unit: "x", figures: [0.9, 0.96, 1], target: { atLeast: 0.95 } },
    ],
} as const;

const circumstances = { commit: "abc1234", cores: 2, rounds: 3 };

describe("the report of a bench", () => {
    it("is a table of medians, which one round under load does not move, with the least and the most", () => {
        assert.equal(
            table(report, circumstances),
            [
                "`npm run bench -- preview`, 3 rounds, 2 cores, at abc1234:",
                "",
                "| | median | least to most | target |",
                "| --- | --- | --- | --- |",
                "| one file | 1.60 s | 1.50 s to 5.00 s |  |",
                "| dev over one file | 2.20 | 2.00 to 2.40 | at most 2, not met |",
                "| the same without the provider | 1.10 | 1.00 to 1.50 | at most 1.25, met |",
                "| written over bare | 0.96 | 0.90 to 1.00 | at least 0.95, met |",
                "",
            ].join("\n"),
        );
        assert.match(table(report, { ...circumstances, rounds: 1 }), /, 1 round, /);
    });

    it("is the same as one line of JSON", () => {
        const line = json(report, circumstances);
        assert.ok(!line.includes("\n"));
        assert.deepEqual(JSON.parse(line), {
            bench: "preview",
            ...circumstances,
            rows: [
                { what: "one file", unit: "s", median: 1.6, least: 1.5, most: 5 },
                { what: "dev over one file", unit: "x", median: 2.2, least: 2, most: 2.4, target: { atMost: 2 } },
                {
                    what: "the same without the provider",
                    unit: "x",
                    median: 1.1,
                    least: 1,
                    most: 1.5,
                    target: { atMost: 1.25 },
                },
                { what: "written over bare", unit: "x", median: 0.96, least: 0.9, most: 1, target: { atLeast: 0.95 } },
            ],
        });
    });

    it("has the mean of both in the middle of an even number", () => {
        assert.equal(median([4, 1, 3, 2]), 2.5);
        assert.equal(median([3]), 3);
    });
});

describe("npm run bench", () => {
    for (const args of [
        [],
        ["speed"],
        ["constructor"],
        ["preview", "0"],
        ["preview", "-1"],
        ["preview", "2.5"],
        ["preview", "many"],
        ["preview", "5", "6"],
    ]) {
        it(`does not take "${args.join(" ")}"`, async () => {
            const message = `bench takes one of preview, growth, deploy, day, roll, throughput, scale, and the number of rounds, 1 or more: not "${args.join(" ")}"`;
            await assert.rejects(measure(args), { name: "LocalError", message });
        });
    }
});
