import { setTimeout } from "node:timers/promises";
import { Load } from "../test/cluster/sizing/load";
import type { Report as Written } from "../test/cluster/sizing/load";
import { Kubectl } from "../test/cluster/support/kubectl";
import { seconds } from "./report";
import type { Report } from "./report";
import { paired } from "./rounds";
import type { Part } from "./rounds";
import { withStack } from "./stack";

/** One roll each: without and with the wait for clients that keep addresses, in seconds, while nobody writes and under writes. */
const rolls = [
    { name: "idle, 0", kept: 0, isWritten: false },
    { name: "idle, 30", kept: 30, isWritten: false },
    { name: "written, 0", kept: 0, isWritten: true },
    { name: "written, 30", kept: 30, isWritten: true },
] as const;

type Name = (typeof rolls)[number]["name"];

/**
 * Rolling restarts of the three brokers of dev by an edit of a property: what each takes, and for how long a client waits that keeps addresses for as
 * long as Java does unless it is told otherwise.
 */
export async function roll(rounds: number): Promise<Report> {
    const written: Record<Name, Written[]> = { "idle, 0": [], "idle, 30": [], "written, 0": [], "written, 30": [] };
    const measured = await withStack("dev", "kafka-bench", async (stack) => {
        const kubectl = new Kubectl(stack.namespace);
        let rolled = 0;
        // A broker waits as it was told when it started, so each roll tells the next one.
        const restart = async (next: number) => {
            rolled += 1;
            stack.edit({
                "kafka:brokers.config": { "queued.max.requests": 500 + rolled },
                "kafka:brokers.clientAddressSeconds": next,
            });
            await stack.up();
        };
        stack.edit({ "kafka:brokers.clientAddressSeconds": rolls[0].kept });
        await stack.up();
        let load: Load | undefined;
        const parts = rolls.map(({ name, isWritten }, index): [Name, Part] => {
            const next = rolls[(index + 1) % rolls.length]?.kept ?? 0;
            const prepare = async () => {
                load = isWritten
                    ? await Load.start(kubectl, { topic: `roll-${rolled}`, replication: 3, rate: 100 })
                    : undefined;
                // Else the first to stop would wait for those of the roll before.
                await setTimeout(30_000);
                await load?.begin();
            };
            const finish = async () => {
                if (load !== undefined) {
                    written[name].push(await load.end());
                    await load.stop();
                }
            };
            return [name, { prepare, run: () => restart(next), finish }];
        });
        return paired<Name>(rounds, Object.fromEntries(parts) as Record<Name, Part>, { warmUp: false });
    });
    const lost = Object.values(written)
        .flat()
        .reduce((sum, report) => sum + report.lost + report.failed, 0);
    if (lost > 0) {
        throw new Error(`${lost} records lost or given up`);
    }
    const waits = (what: string, of: (report: Written) => number) =>
        rolls
            .filter(({ isWritten }) => isWritten)
            .map(({ name, kept }) => ({
                what: `${what}, ${kept} s`,
                unit: "s" as const,
                figures: written[name].map((report) => of(report) / 1000),
            }));
    return {
        bench: "roll",
        rows: [
            ...rolls.map(({ name, kept, isWritten }) =>
                seconds<Name>(
                    `roll ${isWritten ? "under writes" : "while nobody writes"}, clientAddressSeconds ${kept}`,
                    measured,
                    name,
                ),
            ),
            ...waits("slowest record, clientAddressSeconds", ({ slowestMs }) => slowestMs),
            ...waits("longest time without any record acknowledged, clientAddressSeconds", (r) => r.longestStallMs),
        ],
    };
}
