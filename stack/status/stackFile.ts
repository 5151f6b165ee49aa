import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { render } from "../../schema/problems";
import { parseSettings } from "../parse";
import type { Settings } from "../settings";

/** What the files of a project say of one stack. */
export interface StackOnDisk {
    /** Name of the file, for messages. */
    readonly file: string;
    /** Namespace of the cluster. */
    readonly namespace: string;
    /** The settings; undefined where the file has problems elsewhere, as in the middle of an edit. */
    readonly settings: Settings | undefined;
    /** What chooses the cluster for components/live/connection.ts: keys and texts of `kubernetes:`. */
    readonly kubernetes: Readonly<Record<string, string>>;
    /** Keys of `kubernetes:` that are secrets: only the CLI can read them. */
    readonly secret: readonly string[];
}

/** A fault of the user's: its message is all there is to show. */
export class StatusError extends Error {}

const chosenBy = ["kubernetes:kubeconfig", "kubernetes:context", "kubernetes:cluster"] as const;

/**
 * Reads the files of a stack as they stand, without the CLI: that works while `pulumi up` runs, and without a login to the stack's backend.
 * Nothing but the namespace must be right. Throws a {@link StatusError} with one line for each problem.
 */
export async function readStackFile(directory: string, stack: string): Promise<StackOnDisk> {
    const { parse } = await import("yaml");
    const document = (name: string): Map => {
        try {
            return mapOf(parse(readFileSync(join(directory, name), "utf8")) as unknown);
        } catch (error) {
            const first = (error instanceof Error ? error.message : String(error)).split("\n", 1).join("");
            throw new StatusError(`${name} cannot be read: ${first}; run this where Pulumi.yaml is, or correct it`);
        }
    };
    const project = document("Pulumi.yaml");
    const where = project["stackConfigDir"];
    // The name may have the organization and the project before it.
    const file = join(typeof where === "string" ? where : "", `Pulumi.${stack.split("/").at(-1) ?? stack}.yaml`);
    if (!existsSync(join(directory, file))) {
        throw new StatusError(`there is no ${file}: choose the stack with -s STACK`);
    }
    const values = { ...defaultsOf(mapOf(project["config"])), ...mapOf(document(file)["config"]) };
    return { file, ...settingsIn(file, values), ...connectionIn(values) };
}

type Map = Readonly<Record<string, unknown>>;

function mapOf(value: unknown): Map {
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Map) : {};
}

/** The project's own values for every stack are `{ value: … }`, or plain. */
function defaultsOf(config: Map): Map {
    return Object.fromEntries(
        Object.entries(config).map(([key, value]) => {
            const inner = mapOf(value);
            return [key, "value" in inner ? inner["value"] : "default" in inner ? inner["default"] : value];
        }),
    );
}

function settingsIn(file: string, values: Map): Pick<StackOnDisk, "namespace" | "settings"> {
    const groups = Object.fromEntries(
        Object.entries(values)
            .filter(([key]) => key.startsWith("kafka:") && key !== "kafka:passwords")
            .map(([key, value]) => [key.slice("kafka:".length), value]),
    );
    const parsed = parseSettings(groups);
    if ("settings" in parsed) {
        return { namespace: parsed.settings.namespace.name, settings: parsed.settings };
    }
    const alone = parseSettings({ namespace: groups["namespace"] });
    if ("settings" in alone) {
        return { namespace: alone.settings.namespace.name, settings: undefined };
    }
    throw new StatusError(alone.problems.map((problem) => `${file}: ${render(problem)}`).join("\n"));
}

function connectionIn(values: Map): Pick<StackOnDisk, "kubernetes" | "secret"> {
    const given = chosenBy.filter((key) => values[key] !== undefined);
    const isSecret = (key: string): boolean => "secure" in mapOf(values[key]);
    const text = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));
    return {
        kubernetes: Object.fromEntries(given.filter((key) => !isSecret(key)).map((key) => [key, text(values[key])])),
        secret: given.filter(isSecret),
    };
}
