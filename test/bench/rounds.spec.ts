import assert from "node:assert/strict";
import { paired } from "../../bench/rounds";

describe("rounds of a bench", () => {
    it("run all parts in turn, and leave the first round out", async () => {
        const calls: string[] = [];
        let clock = 0;
        const taking = (name: string, milliseconds: () => number) => ({
            run: () => {
                calls.push(name);
                clock += milliseconds();
                return Promise.resolve();
            },
        });
        // The first preview fills the caches.
        const preview = taking("preview", () => (calls.length === 1 ? 9000 : 3000));
        const floor = taking("floor", () => 1500);
        const rounds = await paired(2, { preview, floor }, { now: () => clock });
        assert.deepEqual(calls, ["preview", "floor", "preview", "floor", "preview", "floor"]);
        assert.deepEqual(rounds, [
            { preview: 3, floor: 1.5 },
            { preview: 3, floor: 1.5 },
        ]);
    });

    it("do not count what prepares and finishes a part, and count the first round where nothing is to be warmed up", async () => {
        let clock = 0;
        const prepare = () => {
            clock += 60_000;
            return Promise.resolve();
        };
        const run = () => {
            clock += 2000;
            return Promise.resolve();
        };
        const part = { prepare, run, finish: prepare };
        assert.deepEqual(await paired(1, { up: part }, { warmUp: false, now: () => clock }), [{ up: 2 }]);
        assert.equal(clock, 122_000);
    });

    it("count the number that a part returns", async () => {
        const written = { run: () => Promise.resolve(1234) };
        assert.deepEqual(await paired(1, { written }), [{ written: 1234 }]);
    });

    it("end at a part that fails: there is nothing to compare", async () => {
        const fails = { run: () => Promise.reject(new Error("no cluster")) };
        const works = { run: () => Promise.resolve() };
        await assert.rejects(paired(2, { fails, works }), /no cluster/);
    });
});
