import { init } from "echarts";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Line, Prometheus } from "./prometheus";

/** As much of Grafana's JSON as a picture shows. */
interface GrafanaPanel {
    readonly type: "row" | "timeseries" | "stat";
    readonly title: string;
    readonly gridPos: Readonly<Record<"x" | "y" | "w" | "h", number>>;
    readonly targets?: readonly { readonly expr: string; readonly legendFormat: string }[];
    readonly fieldConfig?: {
        readonly defaults: {
            readonly unit: string;
            readonly thresholds?: {
                readonly steps: readonly { readonly color: string; readonly value: number | null }[];
            };
        };
    };
}

/** Pixels of one step of Grafana's grid. */
const step = { x: 50, y: 32 } as const;
const gap = 6;
const colors = { green: "#56a64b", red: "#e02f44" } as const;

/**
 * Draws a dashboard as it is in its ConfigMap, from what Prometheus has seen in the last minutes, and writes it as an SVG. No Grafana can be had
 * where this runs: the panels are the dashboard's own, their looks are this file's.
 */
export async function drawDashboard(
    json: string,
    prometheus: Prometheus,
    minutes: number,
    file: string,
): Promise<void> {
    const { title, panels } = JSON.parse(json) as { readonly title: string; readonly panels: readonly GrafanaPanel[] };
    const drawn = await Promise.all(panels.map((panel) => drawPanel(panel, prometheus, minutes)));
    const height = Math.max(...panels.map(({ gridPos: { y, h } }) => (y + h) * step.y)) + step.y;
    const width = 24 * step.x;
    const parts = panels.map(({ gridPos: { x, y } }, index) =>
        (drawn[index] ?? "").replace(/^<svg/, `<svg x="${x * step.x}" y="${(y + 1) * step.y}"`),
    );
    mkdirSync(join(file, ".."), { recursive: true });
    writeFileSync(file, svg(width, height, [label(title, 8, 22, 16), ...parts]));
}

async function drawPanel(panel: GrafanaPanel, prometheus: Prometheus, minutes: number): Promise<string> {
    const { type, title, gridPos, targets = [] } = panel;
    const [width, height] = [gridPos.w * step.x - gap, gridPos.h * step.y - gap];
    if (type === "row") {
        return svg(width, height, [label(title, 8, 18, 14)]);
    }
    const lines = (
        await Promise.all(targets.map(({ expr, legendFormat }) => prometheus.lines(expr, legendFormat, minutes)))
    ).flat();
    return type === "stat" ? stat(panel, lines, width, height) : graph(panel, lines, width, height);
}

function stat({ title, fieldConfig }: GrafanaPanel, lines: readonly Line[], width: number, height: number): string {
    const value = lines[0]?.points.at(-1)?.[1] ?? 0;
    const steps = fieldConfig?.defaults.thresholds?.steps ?? [];
    const color = steps.filter(({ value: from }) => from === null || value >= from).at(-1)?.color;
    const fill = color === "red" ? colors.red : colors.green;
    return svg(width, height, [
        `<rect width="${width}" height="${height}" rx="4" fill="${fill}"/>`,
        label(title, 8, 18, 12, "#fff"),
        label(inUnit(value, fieldConfig?.defaults.unit ?? "short"), width / 2 - 12, height / 2 + 24, 36, "#fff"),
    ]);
}

function graph({ title, fieldConfig }: GrafanaPanel, lines: readonly Line[], width: number, height: number): string {
    const chart = init(null, null, { renderer: "svg", ssr: true, width, height });
    const unit = fieldConfig?.defaults.unit ?? "short";
    chart.setOption({
        animation: false,
        title: { text: title, left: 8, top: 4, textStyle: { fontSize: 12 } },
        grid: { left: 64, right: 16, top: 32, bottom: 48 },
        legend: { bottom: 0, type: "scroll", textStyle: { fontSize: 10 } },
        xAxis: { type: "time" },
        yAxis: { type: "value", min: 0, axisLabel: { formatter: (value: number) => inUnit(value, unit) } },
        series: lines.map(({ name, points }) => ({
            type: "line",
            name,
            showSymbol: false,
            areaStyle: { opacity: 0.1 },
            data: points.map(([seconds, value]) => [seconds * 1000, value]),
        })),
    });
    const drawn = chart.renderToSVGString();
    chart.dispose();
    return drawn;
}

function inUnit(value: number, unit: string): string {
    switch (unit) {
        case "percentunit":
            return `${Math.round(value * 100)} %`;
        case "bytes":
        case "Bps":
            return value >= 2 ** 20 ? `${(value / 2 ** 20).toFixed(1)} MiB` : `${(value / 1024).toFixed(0)} KiB`;
        case "ms":
        case "s":
            return `${Number(value.toFixed(1))} ${unit}`;
        default:
            return String(value);
    }
}

function svg(width: number, height: number, parts: readonly string[]): string {
    const size = `width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"`;
    const ground = `<rect width="${width}" height="${height}" fill="#fff"/>`;
    return `<svg xmlns="http://www.w3.org/2000/svg" ${size}>${[ground, ...parts].join("\n")}</svg>`;
}

function label(text: string, x: number, y: number, size: number, fill = "#333"): string {
    const escaped = text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
    return `<text x="${x}" y="${y}" font-family="sans-serif" font-size="${size}" fill="${fill}">${escaped}</text>`;
}
