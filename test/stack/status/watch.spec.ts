import assert from "node:assert/strict";
import { hasColor, heightOf, openScreen, widthOf } from "../../../stack/status/terminal";
import { watch } from "../../../stack/status/watch";
import { cluster } from "./models";

/** Watches with a clock that runs by itself, until `until` seconds; `fails` says at which look there is no answer. */
async function watched(until: number, fails: (look: number) => boolean) {
    const end = new AbortController();
    const looks: boolean[] = [];
    const drawn: string[] = [];
    let now = 0;
    const last = await watch({
        look: (withTools) => {
            looks.push(withTools);
            return fails(looks.length)
                ? Promise.reject(new Error("connect ECONNREFUSED\n  at x"))
                : Promise.resolve(cluster());
        },
        show: (_, { stale = "fresh" }) => stale,
        screen: { draw: (text) => drawn.push(text), leave: () => undefined },
        signal: end.signal,
        clock: {
            now: () => now,
            // Of the two that sleep, the one that looks moves the time.
            sleep: async (ms) => {
                await new Promise((resolve) => setImmediate(resolve));
                if (ms > 1000) {
                    now += ms;
                }
                if (now >= until * 1000) {
                    end.abort();
                }
            },
        },
    });
    return { last, looks, drawn };
}

describe("watching", () => {
    it("asks brokers for what costs them Java tools every 30 s only", async () => {
        const { looks } = await watched(65, () => false);
        assert.deepEqual(
            looks.flatMap((withTools, index) => (withTools ? [index * 5] : [])),
            [0, 30, 60],
        );
    });

    it("keeps what was seen last when the cluster stops answering, says so, and goes on", async () => {
        const { drawn, last } = await watched(40, (look) => look === 3 || look === 4);
        const changes = drawn.filter((text, index) => text !== drawn[index - 1]);
        assert.deepEqual(changes.slice(-3), ["fresh", "connect ECONNREFUSED", "fresh"]);
        assert.ok(last !== undefined);
    });

    it("says why nothing is seen, where nothing ever was", async () => {
        const { drawn, last } = await watched(15, () => true);
        assert.equal(drawn.at(-1), "connect ECONNREFUSED");
        assert.equal(last, undefined);
    });

    it("ends at once, though a look is under way", async () => {
        const end = new AbortController();
        const forever = () => new Promise<never>(() => undefined);
        const watching = watch({
            look: forever,
            show: () => "",
            screen: { draw: () => undefined, leave: () => undefined },
            signal: end.signal,
            clock: { now: () => 0, sleep: forever },
        });
        end.abort();
        assert.equal(await watching, undefined);
    });
});

describe("the terminal", () => {
    it("is given back once, and no more drawn on", () => {
        let written = "";
        const screen = openScreen({
            rows: 2,
            write: (text: string | Uint8Array) => {
                written += String(text);
                return true;
            },
        });
        screen.draw("one\ntwo\nthree");
        assert.ok(written.includes("two") && !written.includes("three"), "cut to the terminal");
        screen.leave();
        screen.leave();
        screen.draw("late");
        assert.equal(written.split("\u001b[?1049l").length, 2);
        assert.ok(written.endsWith("\u001b[?1049l"));
    });

    it("has colours where it is one and NO_COLOR does not say otherwise", () => {
        assert.ok(hasColor({ isTTY: true }, {}));
        assert.ok(!hasColor({ isTTY: true }, { NO_COLOR: "1" }));
        assert.ok(!hasColor({ isTTY: true }, { TERM: "dumb" }));
        assert.ok(!hasColor({ isTTY: false }, {}));
        assert.equal(widthOf({ isTTY: true, columns: 20 }), 40);
        assert.equal(widthOf({ isTTY: false, columns: 0 }), 100);
    });

    it("takes a terminal that does not say its size for 80 x 24", () => {
        assert.equal(widthOf({ isTTY: true, columns: 0 }), 80);
        assert.deepEqual([heightOf({ rows: 0 }), heightOf({ rows: 50 })], [24, 50]);
    });
});
