import assert from "node:assert/strict";
import { bench, comparison, paired } from "../../local/commands/bench";

describe("npm run bench:preview", () => {
    for (const args of [["0"], ["-1"], ["2.5"], ["many"], ["5", "6"]]) {
        it(`takes no ${args.join(" ")}`, async () => {
            const message = `bench takes the number of rounds, 1 or more: not ${args.join(" ")}`;
            await assert.rejects(bench(args), { name: "LocalError", message });
        });
    }

    it("runs both in turn, and leaves the first round out", async () => {
        const calls: string[] = [];
        let clock = 0;
        const taking = (name: string, milliseconds: () => number) => () => {
            calls.push(name);
            clock += milliseconds();
            return Promise.resolve();
        };
        // The first preview fills the caches.
        const preview = taking("preview", () => (calls.length === 1 ? 9000 : 3000));
        const rounds = await paired(
            2,
            preview,
            taking("floor", () => 1500),
            () => clock,
        );
        assert.deepEqual(calls, ["preview", "floor", "preview", "floor", "preview", "floor"]);
        assert.deepEqual(rounds, [
            { preview: 3, floor: 1.5 },
            { preview: 3, floor: 1.5 },
        ]);
    });

    it("ends at a preview that fails: there is nothing to compare", async () => {
        const fails = () => Promise.reject(new Error("no cluster"));
        await assert.rejects(
            paired(2, fails, () => Promise.resolve()),
            /no cluster/,
        );
    });

    it("compares within the rounds: one under load moves no ratio", () => {
        const rounds = [
            { preview: 3, floor: 1.5 },
            { preview: 12, floor: 5 },
            { preview: 3.3, floor: 1.5 },
        ];
        assert.equal(
            comparison(rounds),
            [
                "preview of an unchanged stack   3.30 s",
                "preview of a one-file program   1.50 s",
                "ratio                           2.20 (2.00 to 2.40, 3 rounds)",
                "",
            ].join("\n"),
        );
        assert.match(comparison(rounds.slice(0, 2)), /stack {3}7\.50 s\n.* 3\.25 s\nratio +2\.20 /);
    });
});
