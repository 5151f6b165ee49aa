import type { TestStack } from "../test/cluster/support/stack";
import { floorProgram, withObjectsOf, withPlain } from "./plainProgram";
import { ratio, seconds } from "./report";
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
    const over = (
        what: string,
        of: (round: (typeof measured)[number]) => number,
        target?: { readonly atMost: number },
    ) => ratio(what, measured, (round) => of(round) / round["one file"], target);
    return {
        bench: "preview",
        rows: [
            seconds("one file that imports both SDKs", measured, "one file"),
            seconds("the same with the objects of dev", measured, "objects"),
            seconds("dev, unchanged", measured, "dev"),
            seconds("dev, from nothing", measured, "new dev"),
            seconds("prod, from nothing", measured, "new prod"),
            over("objects of dev, over one file", ({ objects }) => objects),
            over("dev, unchanged, over one file", ({ dev }) => dev),
            over(
                "the same without what the provider takes for the objects",
                (round) => round.dev - (round.objects - round["one file"]),
                { atMost: 1.25 },
            ),
            over("dev, from nothing, over one file", (round) => round["new dev"]),
            over("prod, from nothing, over one file", (round) => round["new prod"]),
        ],
    };
}

async function previewed(stack: TestStack, ...args: readonly string[]): Promise<void> {
    await stack.pulumi(["preview", "--non-interactive", ...args]);
}
