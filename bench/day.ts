import { withObjectsOf } from "./plainProgram";
import { ratio, seconds } from "./report";
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
            seconds("up of the objects alone, unchanged", measured, "plain up"),
            seconds("up of dev, unchanged", measured, "up"),
            seconds("refresh of the objects alone", measured, "plain refresh"),
            seconds("refresh of dev", measured, "refresh"),
            seconds("up --refresh of dev, unchanged", measured, "up --refresh"),
            ratio("up over that of the objects", measured, (round) => round.up / round["plain up"]),
            ratio("refresh over that of the objects", measured, (round) => round.refresh / round["plain refresh"]),
        ],
    };
}
