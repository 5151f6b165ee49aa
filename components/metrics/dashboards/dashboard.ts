/** What a panel's numbers are, in Grafana's words (packages/grafana-data, valueFormats). */
type Unit = "short" | "bytes" | "Bps" | "reqps" | "ms" | "s" | "percentunit";

/** A line, or several, of a panel. */
interface Query {
    /** PromQL. */
    readonly expr: string;
    /** What each line is called: text, with labels as `{{pod}}`. */
    readonly legend: string;
}

/** A panel. */
interface Panel {
    /** What it shows, and what would be wrong. */
    readonly title: string;
    /** What its numbers are. */
    readonly unit: Unit;
    /** What is drawn. */
    readonly queries: readonly Query[];
    /** Whether only the last value is shown, and red from this one on (or below it, where it is the least). Default: lines over time. */
    readonly stat?: { readonly red: number; readonly whenBelow?: true };
}

/** A dashboard: rows of panels, each row under a title. */
export interface Dashboard {
    /** Its name in addresses and objects: a DNS label. */
    readonly name: string;
    /** Its title. */
    readonly title: string;
    /** Its panels by the titles of their rows. */
    readonly rows: Readonly<Record<string, readonly Panel[]>>;
}

const width = 24;
const [statHeight, graphHeight] = [4, 8];

/** Which data source a panel asks: the one that is chosen in the dashboard. */
const datasource = { type: "prometheus", uid: "${datasource}" } as const;

/** The dashboard as Grafana takes it: JSON of schema 39 (Grafana 10 and later). `instance` tells those of one cluster from another's. */
export function grafana({ name, title, rows }: Dashboard, instance: string): string {
    return JSON.stringify({
        uid: `kafka-${instance}-${name}`.slice(0, 40),
        title: `Kafka ${instance}: ${title}`,
        tags: ["kafka", instance],
        schemaVersion: 39,
        timezone: "browser",
        refresh: "30s",
        time: { from: "now-3h", to: "now" },
        templating: { list: [{ name: "datasource", label: "Data source", type: "datasource", query: "prometheus" }] },
        panels: placed(rows),
    });
}

/** Panels from the top left, those of a row side by side. */
function placed(rows: Dashboard["rows"]): readonly object[] {
    const panels: object[] = [];
    let y = 0;
    for (const [title, row] of Object.entries(rows)) {
        panels.push({
            id: panels.length + 1,
            type: "row",
            title,
            collapsed: false,
            panels: [],
            gridPos: { x: 0, y, w: width, h: 1 },
        });
        y += 1;
        const [most, height] = row.every(({ stat }) => stat !== undefined) ? [6, statHeight] : [3, graphHeight];
        const perLine = Math.min(row.length, most);
        for (const [index, panel] of row.entries()) {
            const [line, column] = [Math.floor(index / perLine), index % perLine];
            const w = width / perLine;
            panels.push({
                id: panels.length + 1,
                ...panelOf(panel),
                gridPos: { x: column * w, y: y + line * height, w, h: height },
            });
        }
        y += Math.ceil(row.length / perLine) * height;
    }
    return panels;
}

function panelOf({ title, unit, queries, stat }: Panel): object {
    const targets = queries.map(({ expr, legend }, index) => ({
        datasource,
        refId: String.fromCharCode(65 + index),
        expr,
        legendFormat: legend,
        ...(stat === undefined ? {} : { instant: true }),
    }));
    const defaults = { unit, ...(stat === undefined ? { min: 0, custom: { fillOpacity: 10 } } : thresholds(stat)) };
    return {
        title,
        type: stat === undefined ? "timeseries" : "stat",
        datasource,
        targets,
        fieldConfig: { defaults, overrides: [] },
        options:
            stat === undefined
                ? { legend: { displayMode: "list", placement: "bottom" }, tooltip: { mode: "multi" } }
                : { colorMode: "background" },
    };
}

function thresholds({ red, whenBelow }: NonNullable<Panel["stat"]>): object {
    const [low, high] = whenBelow === true ? ["red", "green"] : ["green", "red"];
    const steps = [
        { color: low, value: null },
        { color: high, value: red },
    ];
    return { color: { mode: "thresholds" }, thresholds: { mode: "absolute", steps } };
}
