import assert from "node:assert/strict";
import { RandomProvider } from "../../local/providers/random/provider";
import type { DiffRequest } from "../../local/providers/wire/provider";
import { reveal, Secret, unknown } from "../../local/providers/wire/values";
import type { Properties, Value } from "../../local/providers/wire/values";

const provider = new RandomProvider();

const password = "random:index/randomPassword:RandomPassword";

const of = (type: string): { urn: string; type: string; name: string } => ({ urn: "", type, name: "x" });

async function create(type: string, inputs: Properties, preview = false): Promise<{ id: string; state: Properties }> {
    return await provider.create({ ...of(type), inputs, preview });
}

/** The string that an output is, secret or not. */
function text(output: Value | undefined): string {
    const revealed = reveal(output ?? null);
    assert.ok(typeof revealed === "string");
    return revealed;
}

async function refusals(type: string, news: Properties): Promise<string[]> {
    const request = { ...of(type), olds: {}, news, randomSeed: new Uint8Array() };
    const { failures = [] } = await provider.check(request);
    return failures.map(({ reason }) => reason);
}

async function replaces(type: string, oldInputs: Properties, news: Properties): Promise<readonly string[]> {
    const request: DiffRequest = { ...of(type), id: "", oldInputs, olds: {}, news, ignoreChanges: [] };
    const { changed, replaces: names = [] } = await provider.diff(request);
    assert.equal(changed, names.length > 0);
    return names;
}

describe("the stand-in for the random provider", () => {
    it("makes a password of the asked length, secret, and says nothing of it in the id", async () => {
        const made = await create(password, { length: 24 });
        assert.equal(made.id, "none");
        assert.ok(made.state["result"] instanceof Secret);
        assert.match(text(made.state["result"]), /^[A-Za-z0-9!@#$%&*()\-_=+[\]{}<>:?]{24}$/);
        assert.equal(made.state["special"], true);
    });

    it("makes a different value each time", async () => {
        const made = await Promise.all(Array.from({ length: 50 }, () => create(password, { length: 20 })));
        assert.equal(new Set(made.map(({ state }) => text(state["result"]))).size, 50);
    });

    it("uses only the sets that are on, and at least as many of each as asked", async () => {
        for (let round = 0; round < 100; round++) {
            const inputs = {
                length: 6,
                lower: false,
                upper: false,
                minNumeric: 2,
                minSpecial: 2,
                overrideSpecial: "._",
            };
            const { state } = await create(password, inputs);
            const result = text(state["result"]);
            assert.match(result, /^[0-9._]{6}$/);
            assert.ok(result.replace(/[^0-9]/g, "").length >= 2, result);
            assert.ok(result.replace(/[^._]/g, "").length >= 2, result);
        }
    });

    it("takes number as the old name of numeric", async () => {
        const { state } = await create(password, { length: 200, number: false });
        assert.doesNotMatch(text(state["result"]), /[0-9]/);
    });

    it("does not know the value in preview, nor whether it is secret any less", async () => {
        const { state } = await create(password, { length: 24 }, true);
        assert.deepEqual(state["result"], new Secret(unknown));
    });

    it("replaces the value on every changed input, keepers included, and on nothing else", async () => {
        const old = { length: 24, keepers: { version: "1" } };
        assert.deepEqual(await replaces(password, old, old), []);
        assert.deepEqual(await replaces(password, old, { ...old, special: true, number: true }), []);
        assert.deepEqual(await replaces(password, old, { ...old, length: 25 }), ["length"]);
        assert.deepEqual(await replaces(password, old, { ...old, special: false }), ["special"]);
        assert.deepEqual(await replaces(password, old, { ...old, number: false }), ["numeric"]);
        assert.deepEqual(await replaces(password, old, { ...old, keepers: { version: "2" } }), ["keepers"]);
        assert.deepEqual(await replaces(password, old, { ...old, keepers: { version: unknown } }), ["keepers"]);
        assert.deepEqual(await replaces(password, old, { ...old, keepers: new Secret({ version: "1" }) }), []);
    });

    it("refuses inputs that can have no value", async () => {
        assert.deepEqual(await refusals(password, {}), ["length is missing"]);
        assert.deepEqual(await refusals(password, { length: 0 }), ["length must be an integer of at least 1, got 0"]);
        assert.deepEqual(await refusals(password, { length: 3, minUpper: 2, minLower: 2 }), [
            "length is 3, less than the sum of the minimums, 4",
        ]);
        const none = { length: 3, upper: false, lower: false, numeric: false, special: false };
        assert.deepEqual(await refusals(password, none), [
            "at least one of upper, lower, numeric, special must be true",
        ]);
        assert.deepEqual(await refusals(password, { length: unknown }), []);
    });

    it("names what it has when it is asked for what it has not", () => {
        assert.throws(
            () =>
                provider.check({
                    ...of("random:index/randomPet:RandomPet"),
                    olds: {},
                    news: {},
                    randomSeed: new Uint8Array(),
                }),
            /has no random:index\/randomPet:RandomPet: it has RandomPassword/,
        );
    });

    it("keeps its state in a refresh, and adopts a value by its id", async () => {
        const made = await create(password, { length: 8 });
        const read = { ...of(password), inputs: { length: 8 }, timeout: 0 };
        assert.deepEqual((await provider.read({ ...read, id: made.id, state: made.state })).state, made.state);
        const adopted = await provider.read({ ...read, id: "hunter22", inputs: {}, state: {} });
        assert.equal(adopted.inputs["length"], 8);
        assert.deepEqual(adopted.state["result"], new Secret("hunter22"));
    });
});
