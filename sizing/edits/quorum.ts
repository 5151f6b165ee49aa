/** How many of so many servers are a majority. */
export function majority(servers: number): number {
    return Math.floor(servers / 2) + 1;
}

/**
 * Whether every majority of an ensemble of `from` servers meets every majority of one of `to`. Only then may the lists of servers be
 * changed one server after the other: otherwise two disjoint groups, one with the old list and one with the new, could both decide.
 */
export function majoritiesMeet(from: number, to: number): boolean {
    return majority(from) + majority(to) > Math.max(from, to);
}

/** Every size on the way, one server at a time, both ends included. Each step is safe. */
export function steps(from: number, to: number): number[] {
    const direction = Math.sign(to - from);
    return Array.from({ length: Math.abs(to - from) + 1 }, (_, index) => from + index * direction);
}
