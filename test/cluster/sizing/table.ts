import type { Report } from "./load";
import type { Restarts } from "./podWatch";

/** What one edit came to, under continuous writes. */
export interface Row extends Report {
    /** The edit, or what was done to the cluster, in a few words. */
    readonly edit: string;
    readonly outcome: "carried out" | "refused" | "FAILED";
    /** Pods and containers that started anew, by workload. */
    readonly restarts: Restarts;
    readonly seconds: number;
}

const columns: Readonly<Record<string, (row: Row) => string>> = {
    edit: (row) => row.edit,
    outcome: (row) => row.outcome,
    acknowledged: (row) => String(row.acknowledged),
    lost: (row) => String(row.lost),
    duplicated: (row) => String(row.duplicated),
    "out of order": (row) => String(row.disordered),
    "longest stall": (row) => seconds(row.longestStallMs / 1000),
    "slowest record": (row) => seconds(row.slowestMs / 1000),
    restarts: (row) => restarted(row.restarts),
    took: (row) => `${Math.round(row.seconds)} s`,
};

function seconds(value: number): string {
    return `${value.toFixed(1)} s`;
}

function restarted(restarts: Restarts): string {
    const some = Object.entries(restarts).filter(([, times]) => times !== 0);
    return some.length === 0 ? "none" : some.map(([workload, times]) => `${workload} ${times}`).join(", ");
}

/** All rows as one Markdown table. */
export function table(rows: readonly Row[]): string {
    const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
    const names = Object.keys(columns);
    return [
        line(names),
        line(names.map(() => "---")),
        ...rows.map((row) => line(Object.values(columns).map((cell) => cell(row)))),
    ].join("\n");
}
