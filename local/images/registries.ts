import { execFile } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { LocalError, say } from "../progress";
import { paths } from "../paths";

/** Which images are wanted: official ones where they can be pulled, else stand-ins (default); or only one of the two. */
export type Preference = "either" | "official" | "stand-in";

/**
 * What `KAFKA_LOCAL_IMAGES` asks for.
 *
 * @throws LocalError for a value other than `official` and `stand-in`
 */
export function preference(): Preference {
    const value = process.env["KAFKA_LOCAL_IMAGES"] ?? "";
    if (value === "official" || value === "stand-in") {
        return value;
    }
    if (value !== "") {
        throw new LocalError(
            `KAFKA_LOCAL_IMAGES is "${value}": use official or stand-in, or leave it unset for whatever can be had`,
        );
    }
    return "either";
}

/** How long a registry may take to say that it has an image, in seconds: an unreachable network often just keeps silent. */
const deadline = 8;

/** For how long a registry that could not be reached is not asked again, in milliseconds. */
const refusalHolds = 24 * 60 * 60 * 1000;

const refusalsFile = join(paths.images, "unreachable-registries.json");

/** Answers of this run, by registry. */
const answers = new Map<string, Promise<boolean>>();

function registryOf(reference: string): string {
    return reference.slice(0, reference.indexOf("/"));
}

/** When each registry that could not be reached was asked, in milliseconds since 1970. */
function refusals(): Record<string, number> {
    try {
        return JSON.parse(readFileSync(refusalsFile, "utf8")) as Record<string, number>;
    } catch {
        // Missing, or cut short by a kill: then they are asked once more.
        return {};
    }
}

/** Remembers that a registry could not serve an image, for this run and for a day. */
export function rememberRefusal(reference: string): void {
    const registry = registryOf(reference);
    answers.set(registry, Promise.resolve(false));
    mkdirSync(paths.images, { recursive: true });
    writeFileSync(refusalsFile, JSON.stringify({ ...refusals(), [registry]: Date.now() }));
}

function resolves(reference: string): Promise<boolean> {
    return new Promise((resolve) => {
        // containerd's own client, because it knows proxies, mirrors and tokens; this needs no containerd to run.
        const args = ["--timeout", `${deadline}s`, "content", "fetch-object", reference];
        execFile("ctr", args, { timeout: (deadline + 2) * 1000, maxBuffer: 16 << 20 }, (error) => {
            resolve(error === null);
        });
    });
}

async function ask(reference: string): Promise<boolean> {
    const found = await resolves(reference);
    if (!found) {
        say(`${registryOf(reference)} cannot be reached for images: stand-ins are used`);
        rememberRefusal(reference);
    }
    return found;
}

/** Whether the official image is to be pulled: it is wanted, and its registry answers. One image stands for all of a registry. */
export function canPull(reference: string): Promise<boolean> {
    const wanted = preference();
    if (wanted !== "either") {
        return Promise.resolve(wanted === "official");
    }
    const registry = registryOf(reference);
    const known = answers.get(registry);
    if (known !== undefined) {
        return known;
    }
    const refused = refusals()[registry];
    const answer =
        refused !== undefined && Date.now() - refused < refusalHolds ? Promise.resolve(false) : ask(reference);
    answers.set(registry, answer);
    return answer;
}
