const binaryUnits = ["B", "KiB", "MiB", "GiB", "TiB", "PiB"] as const;

/** Bytes for a person, three digits at the most: `1.5 GiB`. */
export function bytes(count: number): string {
    const power = count < 1 ? 0 : Math.min(Math.floor(Math.log2(count) / 10), binaryUnits.length - 1);
    const value = count / 1024 ** power;
    return `${power === 0 || value >= 100 ? Math.round(value) : Math.round(value * 10) / 10} ${binaryUnits[power] ?? "B"}`;
}

/** A share for a person: `62%`. */
export function percent(share: number): string {
    return `${Math.round(share * 100)}%`;
}

/** How long ago something was, as kubectl shows it: `45s`, `12m`, `3h`, `5d`. Times to come are now. */
export function ago(time: string, now: number): string {
    const seconds = Math.max(0, Math.floor((now - Date.parse(time)) / 1000));
    const steps = [
        [86_400, "d"],
        [3600, "h"],
        [60, "m"],
    ] as const;
    const [length, unit] = steps.find(([least]) => seconds >= least) ?? [1, "s"];
    return `${Math.floor(seconds / length)}${unit}`;
}
