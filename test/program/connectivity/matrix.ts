import { readFileSync } from "node:fs";
import { join } from "node:path";

/** Whether a caller reaches a port: always, never, or while the console is published. */
export type Cell = "yes" | "no" | "published";

/** What of one caller docs/security.md says. */
export interface Row {
    /** The caller, as the table calls him. */
    readonly from: string;
    /** By the name of the column. */
    readonly cells: ReadonlyMap<string, Cell>;
}

const words: Readonly<Record<string, Cell>> = { yes: "yes", "–": "no", published: "published" };

function cell(text: string): Cell {
    const known = words[text];
    if (known === undefined) {
        throw new Error(`docs/security.md: no cell of its matrix may be "${text}"`);
    }
    return known;
}

/** The table of docs/security.md: who reaches what. Throws where a cell says something else than it may. */
export function matrix(): readonly Row[] {
    const page = readFileSync(join(__dirname, "..", "..", "..", "docs", "security.md"), "utf8");
    const table = page.slice(page.indexOf("<!-- begin matrix -->"), page.indexOf("<!-- end matrix -->"));
    const [head = [], , ...rows] = table
        .split("\n")
        .filter((line) => line.startsWith("|"))
        .map((line) =>
            line
                .split("|")
                .slice(1, -1)
                .map((text) => text.trim().replaceAll("`", "")),
        );
    return rows.map(([from = "", ...cells]) => ({
        from,
        cells: new Map(cells.map((text, index) => [head[index + 1] ?? "", cell(text)])),
    }));
}

/** Columns with the port of a pod: the label of the pods that listen, and the port. */
export const listeners: ReadonlyMap<string, readonly [name: string, port: number]> = new Map([
    ["ZooKeeper 2181", ["zookeeper", 2181]],
    ["ZooKeeper 2888", ["zookeeper", 2888]],
    ["ZooKeeper 3888", ["zookeeper", 3888]],
    ["Kafka 9092", ["kafka", 9092]],
    ["Kafka 9093", ["kafka", 9093]],
    ["JMX 9999", ["kafka", 9999]],
    ["Metrics 9464", ["kafka", 9464]],
    ["Lag 9308", ["kafka-lag", 9308]],
    ["Metrics 7000", ["zookeeper", 7000]],
    ["Kafka Manager 9000", ["kafka-manager", 9000]],
]);

/** Rows of callers that are no pods of the program: the namespace they are in, given that of the cluster; undefined for outside of the cluster. */
export const others: ReadonlyMap<string, (own: string) => string | undefined> = new Map<
    string,
    (own: string) => string | undefined
>([
    ["another pod of the namespace", (own) => own],
    ["a pod of a namespace in clients", () => namespaces.clients],
    ["a pod of a namespace in metrics", () => namespaces.metrics],
    ["a pod of a namespace in console", () => namespaces.console],
    ["a pod of any other namespace", () => namespaces.unlisted],
    ["from outside of the cluster", () => undefined],
]);

/** Namespaces of callers in the specs: one in each list, and one in none. */
export const namespaces = {
    clients: "policies-clients",
    metrics: "policies-metrics",
    console: "policies-console",
    unlisted: "policies-unlisted",
} as const;

/** The lists of a stack file that name them. */
export const lists = {
    clients: [namespaces.clients],
    metrics: [namespaces.metrics],
    console: [namespaces.console],
} as const;
