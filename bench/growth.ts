import { ratio, seconds } from "./report";
import type { Report } from "./report";
import { paired } from "./rounds";
import { withStack } from "./stack";

const [few, many, most] = [3, 30, 99] as const;

/**
 * How long a preview of dev from nothing takes with 3, 30 and 99 brokers, each with a Service of its own for clients outside, and what a resource more
 * costs. The objects of the others do not grow in number.
 */
export async function growth(rounds: number): Promise<Report> {
    return withStack("dev", "kafka-bench", async (stack) => {
        const sized = (brokers: number) => () => {
            stack.edit({
                "kafka:brokers.replicas": brokers,
                "kafka:brokers.external": { type: "nodePort", nodePort: 31500, host: "{broker}.kafka.example.com" },
            });
            return Promise.resolve();
        };
        const preview = async () => {
            await stack.pulumi(["preview", "--non-interactive"]);
        };
        const resources = async (brokers: number) => {
            await sized(brokers)();
            const { changeSummary } = JSON.parse(await stack.pulumi(["preview", "--json", "--non-interactive"])) as {
                readonly changeSummary: { readonly create: number };
            };
            return changeSummary.create;
        };
        const [first, last] = [await resources(few), await resources(most)];
        const measured = await paired<`${3 | 30 | 99}`>(rounds, {
            [few]: { prepare: sized(few), run: preview },
            [many]: { prepare: sized(many), run: preview },
            [most]: { prepare: sized(most), run: preview },
        });
        return {
            bench: "growth",
            rows: [
                seconds(`${few} brokers, ${first} resources`, measured, `${few}`),
                seconds(`${many} brokers`, measured, `${many}`),
                seconds(`${most} brokers, ${last} resources`, measured, `${most}`),
                {
                    what: "a resource more",
                    unit: "ms",
                    figures: measured.map((round) => ((round[most] - round[few]) * 1000) / (last - first)),
                },
                ratio(`${most} brokers over ${few}`, measured, (round) => round[most] / round[few]),
            ],
        };
    });
}
