/** Numbers from 0 to 1 that are the same for the same seed (mulberry32, by Tommy Ettinger, public domain). */
function* random(seed: number): Generator<number, never> {
    for (let state = seed; ;) {
        state = (state + 0x6d2b79f5) | 0;
        let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
        mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
        yield ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
    }
}

/** Random moments between two, in seconds. They are printed, and `SIZING_SEED` repeats those of an earlier run. */
export function moments(count: number, earliest: number, latest: number): readonly number[] {
    const seed = Number(process.env["SIZING_SEED"] ?? Date.now() % 1_000_000);
    const numbers = random(seed);
    const chosen = Array.from({ length: count }, () => earliest + numbers.next().value * (latest - earliest));
    console.log(`SIZING_SEED=${seed}: after ${chosen.map((seconds) => `${seconds.toFixed(1)} s`).join(", ")}`);
    return chosen;
}
