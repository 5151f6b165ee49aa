import { existsSync, readFileSync, writeFileSync } from "node:fs";
import type { Summary } from "../summary/summary";

/** The environment variable with the path of a file that receives the summary of the edits as JSON. */
export const planVariable = "KAFKA_PLAN_FILE";

/** Leaves the summary in the file that the environment names; where it names none, nobody has asked for it. */
export function writePlan(summary: Summary): void {
    const file = process.env[planVariable];
    if (file !== undefined) {
        writeFileSync(file, JSON.stringify(summary));
    }
}

/** The summary in the file; undefined where the program left none, because no setting differs or it failed before. */
export function readPlan(file: string): Summary | undefined {
    return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Summary) : undefined;
}
