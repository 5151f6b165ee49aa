import { isSecretAt, keyOf } from "./problems";
import type { Path } from "./problems";

/** The command that sets what stands at a path, so that it is read as the value given: a text that looks like a number stays a text. */
export function setCommand(path: Path, value: unknown): string {
    const text = valueText(path, value);
    // With --path the CLI reads integers and flags as such (`pulumi config set --help`).
    const type = typeof value === "string" && /^(true|false|[+-]?\d+)$/.test(value) ? " --type string" : "";
    return `pulumi config set --path${type} ${quoted(keyOf(path))} ${text}`;
}

/** The command that removes what stands at a path, and leaves the rest of its group. */
export function removeCommand(path: Path): string {
    return `pulumi config rm ${path.length > 1 ? "--path " : ""}${quoted(keyOf(path))}`;
}

/** The steps of a path as `--path` takes it: `brokers.config["log.retention.hours"]`, `brokers.drain[0]`. */
export function stepsOf(key: string): Path {
    return [...key.matchAll(/\["([^"]*)"\]|\[(\d+)\]|[^.[\]]+/g)].map(([step, name, index]) =>
        index === undefined ? (name ?? step) : Number(index),
    );
}

/** Nothing that ends a line, or that nobody sees. */
const oneShortLine = /^[^\p{C}\p{Zl}\p{Zp}]{0,60}$/u;

/** A value as an argument of the command; what may not be shown, or does not fit into a line, is left to fill in. */
function valueText(path: Path, value: unknown): string {
    const isPlain = typeof value === "string" || typeof value === "number" || typeof value === "boolean";
    const text = String(isPlain ? value : "");
    if (!isPlain || isSecretAt(path) || !oneShortLine.test(text)) {
        return "<value>";
    }
    return text.startsWith("-") ? `-- ${quoted(text)}` : quoted(text);
}

/** A word of a shell's command line. */
function quoted(text: string): string {
    return /^[\w.:,/@%+-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
