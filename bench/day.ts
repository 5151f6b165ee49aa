import { withObjectsOf } from "./plainProgram";
import type { Report } from "./report";
import { paired } from "./rounds";
import { withStack } from "./stack";

/** What the runs take that change nothing: `pulumi up` and `pulumi refresh` of dev, over those of a plain program of the same objects. */
export async function day(rounds: number): Promise<Report> {
    const measured = await withStack("dev", "kafka-bench", async (stack) => {
        await stack.up();
        const run = async (...args: readonly string[]): Promise<void> => {
            await stack.pulumi([...args, "--yes", "--skip-preview", "--non-interactive"]);
        };
        return withObjectsOf(stack, (objects) =>
            paired(rounds, {
                "plain up": { run: () => objects.pulumi("up", "--yes", "--skip-preview") },
                up: { run: () => run("up", "--expect-no-changes") },
                "plain refresh": { run: () => objects.pulumi("refresh", "--yes", "--skip-preview") },
                refresh: { run: () => run("refresh") },
                "up --refresh": { run: () => run("up", "--refresh", "--expect-no-changes") },
            }),
        );
    });
    return {
        bench: "day",
        rows: [
            {
                what: "up of the objects alone, unchanged",
                unit: "s",
                figures: measured.map((round) => round["plain up"]),
            },
            { what: "up of dev, unchanged", unit: "s", figures: measured.map((round) => round.up) },
            {
                what: "refresh of the objects alone",
                unit: "s",
                figures: measured.map((round) => round["plain refresh"]),
            },
            { what: "refresh of dev", unit: "s", figures: measured.map((round) => round.refresh) },
            {
                what: "up --refresh of dev, unchanged",
                unit: "s",
                figures: measured.map((round) => round["up --refresh"]),
            },
            {
                what: "up over that of the objects",
                unit: "x",
                figures: measured.map((round) => round.up / round["plain up"]),
            },
            {
                what: "refresh over that of the objects",
                unit: "x",
                figures: measured.map((round) => round.refresh / round["plain refresh"]),
            },
        ],
    };
}
