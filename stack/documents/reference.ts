import { z } from "zod";
import { reservedBecause, reservedNames } from "../../model/brokerProperties/reserved";
import { core } from "../../schema/issues";
import { groups } from "../settings";
import { ruleOf } from "./stackSchema";

interface Entry {
    readonly key: string;
    readonly rule: string;
    /** The default, as a stack file would say it; undefined where there is none. */
    readonly standard: string | undefined;
    readonly meaning: string;
}

/** A heading for each group of settings and for each of its keys, with meaning, rule and default, as Markdown: lines short enough to be read raw. */
export function settingsReference(): string {
    return Object.entries(groups)
        .map(([group, type]) => {
            const inner = core(type);
            const entries = inner instanceof z.ZodArray ? entriesOf(inner.element, "[].") : entriesOf(inner, "");
            const title = `## \`kafka:${group}\`\n\n${wrapped(type.description ?? "")}\n`;
            return [title, ...[...entries].map((entry) => section(group, entry))].join("\n");
        })
        .join("\n");
}

/** Links to a key end in its name without punctuation: `settings.md#brokersmemory`. */
function section(group: string, { key, rule, standard, meaning }: Entry): string {
    const fallback = standard === undefined ? "" : ` Default: \`${standard}\`.`;
    const separator = key.startsWith("[]") ? "" : ".";
    return `### \`${group}${separator}${key}\`\n\n${wrapped(meaning)}\n\n${wrapped(`Value: ${rule}.${fallback}`)}\n`;
}

/** The text in lines of up to 120 characters, without a break in anything in backquotes. */
function wrapped(text: string): string {
    const lines: string[] = [];
    let line = "";
    for (const word of text.match(/(?:`[^`]*`|\S)+/g) ?? []) {
        if (line !== "" && line.length + 1 + word.length > 120) {
            lines.push(line);
            line = word;
        } else {
            line = line === "" ? word : `${line} ${word}`;
        }
    }
    return [...lines, line].join("\n");
}

function* entriesOf(type: z.core.$ZodType, prefix: string): Generator<Entry> {
    const inner = core(type);
    if (!(inner instanceof z.ZodObject)) {
        return;
    }
    const shape: Readonly<Record<string, z.core.$ZodType>> = inner.shape;
    for (const [name, field] of Object.entries(shape)) {
        const below = core(field);
        if (below instanceof z.ZodObject) {
            yield* entriesOf(below, `${prefix}${name}.`);
        } else {
            yield {
                key: prefix + name,
                rule: ruleOf(field).replace(/^must be /, ""),
                standard: standardOf(field),
                meaning: describe(field),
            };
            if (below instanceof z.ZodArray) {
                yield* entriesOf(below.element, `${prefix}${name}[].`);
            }
        }
    }
}

function describe(type: z.core.$ZodType): string {
    return z.globalRegistry.get(type)?.description ?? "";
}

function standardOf(type: z.core.$ZodType): string | undefined {
    return type instanceof z.ZodDefault ? JSON.stringify(type.def.defaultValue).replace(/^"(.*)"$/, "$1") : undefined;
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
