import type { TestStack } from "../test/cluster/support/stack";
import { floorProgram, withObjectsOf, withPlain } from "./plainProgram";
import type { Report } from "./report";
import { paired } from "./rounds";
import { withStack } from "./stack";

const unchanged = "--expect-no-changes";

/**
 * How long a preview of dev takes while nothing has changed, and of dev and prod before there is anything, over that of a program of one file; and what
 * of it is the provider's, which a plain program of the same objects shows.
 */
export async function preview(rounds: number): Promise<Report> {
    const measured = await withStack("dev", "kafka-bench", async (stack) => {
        await stack.up();
        return withStack("dev", "kafka-bench-dev", (newDev) =>
            withStack("prod", "kafka-bench-prod", (newProd) =>
                withPlain("kafka-floor", floorProgram, (floor) =>
                    withObjectsOf(stack, (objects) =>
                        paired(rounds, {
                            "one file": { run: () => floor.pulumi("preview") },
                            objects: { run: () => objects.pulumi("preview", unchanged) },
                            dev: { run: () => previewed(stack, unchanged) },
                            "new dev": { run: () => previewed(newDev) },
                            "new prod": { run: () => previewed(newProd) },
                        }),
                    ),
                ),
            ),
        );
    });
    const seconds = (name: keyof (typeof measured)[number]) => measured.map((round) => round[name]);
    const over = (of: (round: (typeof measured)[number]) => number) =>
        measured.map((round) => of(round) / round["one file"]);
    return {
        bench: "preview",
        rows: [
            { what: "one file that imports both SDKs", unit: "s", figures: seconds("one file") },
            { what: "the same with the objects of dev", unit: "s", figures: seconds("objects") },
            { what: "dev, unchanged", unit: "s", figures: seconds("dev") },
            { what: "dev, from nothing", unit: "s", figures: seconds("new dev") },
            { what: "prod, from nothing", unit: "s", figures: seconds("new prod") },
            { what: "objects of dev, over one file", unit: "x", figures: over(({ objects }) => objects) },
            { what: "dev, unchanged, over one file", unit: "x", figures: over(({ dev }) => dev) },
            {
                what: "the same without what the provider takes for the objects",
                unit: "x",
                figures: over((round) => round.dev - (round.objects - round["one file"])),
                target: 1.25,
            },
            { what: "dev, from nothing, over one file", unit: "x", figures: over((round) => round["new dev"]) },
            { what: "prod, from nothing, over one file", unit: "x", figures: over((round) => round["new prod"]) },
        ],
    };
}

async function previewed(stack: TestStack, ...args: readonly string[]): Promise<void> {
    await stack.pulumi(["preview", "--non-interactive", ...args]);
}
