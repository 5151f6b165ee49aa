import { z } from "zod";
import { reservedBecause, reservedNames } from "../../model/brokerProperties/reserved";
import { core } from "../../schema/issues";
import { groups } from "../settings";
import { ruleOf } from "./stackSchema";

interface Row {
    readonly key: string;
    readonly rule: string;
    readonly standard: string;
    readonly meaning: string;
}

/** A heading and a table for each group of settings, as Markdown: key, rule, default, meaning. */
export function settingsTables(): string {
    return Object.entries(groups)
        .map(([group, type]) => {
            const title = `## \`kafka:${group}\`\n\n${type.description ?? ""}`;
            const inner = core(type);
            const rows = [...(inner instanceof z.ZodArray ? rowsOf(inner.element, "[].") : rowsOf(inner, ""))].map(
                ({ key, rule, standard, meaning }) => [`\`${key}\``, cell(rule), standard, cell(meaning)].join(" | "),
            );
            if (rows.length === 0) {
                return `${title}\n`;
            }
            const lines = [
                "| Key | Value | Default | Meaning |",
                "| --- | --- | --- | --- |",
                ...rows.map((row) => `| ${row} |`),
            ];
            return `${title}\n\n${lines.join("\n")}\n`;
        })
        .join("\n");
}

function* rowsOf(type: z.core.$ZodType, prefix: string): Generator<Row> {
    const inner = core(type);
    if (!(inner instanceof z.ZodObject)) {
        return;
    }
    const shape: Readonly<Record<string, z.core.$ZodType>> = inner.shape;
    for (const [name, field] of Object.entries(shape)) {
        const below = core(field);
        if (below instanceof z.ZodObject) {
            yield* rowsOf(below, `${prefix}${name}.`);
        } else {
            yield {
                key: prefix + name,
                rule: ruleOf(field).replace(/^must be /, ""),
                standard: standardOf(field),
                meaning: describe(field),
            };
            if (below instanceof z.ZodArray) {
                yield* rowsOf(below.element, `${prefix}${name}[].`);
            }
        }
    }
}

function describe(type: z.core.$ZodType): string {
    return z.globalRegistry.get(type)?.description ?? "";
}

function standardOf(type: z.core.$ZodType): string {
    return type instanceof z.ZodDefault ? `\`${JSON.stringify(type.def.defaultValue).replace(/^"(.*)"$/, "$1")}\`` : "";
}

/** A pipe would end the cell. */
function cell(text: string): string {
    return text.replaceAll("|", "\\|");
}

/** A table of the broker properties that are refused in `kafka:brokers.config`, and why, as Markdown. */
export function reservedTable(): string {
    const rows = reservedNames.map((name) => `| \`${name}\` | ${cell(reservedBecause(name) ?? "")} |`);
    return ["| Property | Why not |", "| --- | --- |", ...rows, ""].join("\n");
}
