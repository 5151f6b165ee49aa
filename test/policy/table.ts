import { policies } from "../../policy/policies";

const columns = ["policy", "what must hold", "default", "settings"] as const;

type Row = readonly [policy: string, rule: string, level: string, settings: string];

function rowOf({ name, description, enforcementLevel, configSchema }: (typeof policies)[number]): Row {
    const settings = Object.entries(configSchema?.properties ?? {}).map(
        ([setting, { default: value, description: what }]) =>
            `\`${setting}\`: ${what ?? ""} Default: \`${JSON.stringify(value)}\`.`,
    );
    return [`\`${name}\``, description, enforcementLevel ?? "", settings.join("<br>")];
}

/** The table of docs/policy.md, as prettier lays it out. */
export function policyTable(): string {
    const rows = policies.map(rowOf);
    const widths = columns.map((title, column) =>
        Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)),
    );
    const line = (cells: readonly string[]): string =>
        `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`;
    return [line(columns), line(widths.map((width) => "-".repeat(width))), ...rows.map(line)].join("\n");
}
