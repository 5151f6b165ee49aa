import { countingRequests } from "./countedApi";
import { peaks } from "./memory";
import { seconds } from "./report";
import type { Report } from "./report";
import { simulated, withSimulatedNodes } from "./simulatedNodes";
import { remove, withStack } from "./stack";
import { paired } from "./rounds";

const sizes = [3, 30, 99] as const;

type Name = `${(typeof sizes)[number]}`;

/** What a run with so many brokers needed beside its time. */
interface Need {
    readonly cli: number;
    readonly program: number;
    readonly requests: number;
}

/**
 * `pulumi up` from nothing with 3, 30 and 99 brokers and 7 servers on nodes that are simulated, where pods are ready at once: time, memory of the CLI and
 * of the program, requests to the API server.
 */
export async function scale(rounds: number): Promise<Report> {
    const needs: Record<Name, Need[]> = { 3: [], 30: [], 99: [] };
    const measured = await withSimulatedNodes(100, () =>
        withStack("dev", "kafka-bench", (stack) => {
            const part = (brokers: (typeof sizes)[number]) => ({
                prepare: async () => {
                    await remove(stack);
                    stack.edit({ "kafka:brokers.replicas": brokers });
                },
                run: () =>
                    countingRequests(async (count) => {
                        const { cli, program } = await peaks(async () => {
                            await stack.up();
                        });
                        needs[brokers].push({ cli, program, requests: count() });
                    }),
            });
            stack.edit(onSimulatedNodes);
            return paired<Name>(rounds, { 3: part(3), 30: part(30), 99: part(99) }, { warmUp: false });
        }),
    );
    const need = (what: string, unit: "MiB" | "requests", of: (need: Need) => number) =>
        sizes.map((size) => ({ what: `${size} brokers: ${what}`, unit, figures: needs[size].map(of) }));
    return {
        bench: "scale",
        rows: [
            ...sizes.map((size) => seconds<Name>(`${size} brokers`, measured, `${size}`)),
            ...need("memory of the CLI", "MiB", ({ cli }) => cli),
            ...need("memory of the program", "MiB", ({ program }) => program),
            ...need("to the API server", "requests", ({ requests }) => requests),
        ],
    };
}

const where = {
    nodeSelector: { [simulated.label]: "yes" },
    tolerations: [{ key: simulated.taint, operator: "Exists" }],
};

const onSimulatedNodes = {
    "kafka:zookeeper.replicas": 7,
    ...Object.fromEntries(
        ["zookeeper", "brokers", "kafkaManager"].flatMap((part) =>
            Object.entries(where).map(([setting, value]) => [`kafka:${part}.${setting}`, value]),
        ),
    ),
};
