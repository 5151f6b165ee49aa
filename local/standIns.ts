import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { paths } from "./paths";
import { LocalError } from "./progress";

/** Which parts are wanted: official ones where they can be had, else stand-ins (default); or only one of the two. */
export type Preference = "either" | "official" | "stand-in";

/** What a variable asks for. Throws a LocalError for a value other than `official` and `stand-in`. */
export function preference(variable: "KAFKA_LOCAL_IMAGES" | "KAFKA_LOCAL_PLUGINS"): Preference {
    const value = process.env[variable] ?? "";
    if (value === "official" || value === "stand-in") {
        return value;
    }
    if (value !== "") {
        throw new LocalError(
            `${variable} is "${value}": use official or stand-in, or leave it unset for whatever can be had`,
        );
    }
    return "either";
}

/** For how long a refusal is remembered, in milliseconds: a network without a way out often just keeps silent, at every start. */
const refusalHolds = 24 * 60 * 60 * 1000;

const refusalsFile = join(paths.cache, "refusals.json");

/** When each thing was refused, in milliseconds since 1970. */
function refusals(file: string): Readonly<Record<string, number>> {
    try {
        return JSON.parse(readFileSync(file, "utf8")) as Record<string, number>;
    } catch {
        // Missing, or cut short by a kill: then whoever refused is asked once more.
        return {};
    }
}

/** Remembers for a day that something official could not be had: a registry or a plugin, by name. */
export function rememberRefusal(what: string, file = refusalsFile): void {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, JSON.stringify({ ...refusals(file), [what]: Date.now() }));
}

/** Whether it was refused within the last day. */
export function isRefused(what: string, file = refusalsFile): boolean {
    return Date.now() - (refusals(file)[what] ?? 0) < refusalHolds;
}
