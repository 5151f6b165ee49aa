import { attempt } from "../child";
import { say } from "../progress";
import * as standIns from "../standIns";

/** What `KAFKA_LOCAL_IMAGES` asks for. Throws a LocalError for a value other than `official` and `stand-in`. */
export function preference(): standIns.Preference {
    return standIns.preference("KAFKA_LOCAL_IMAGES");
}

/** How long a registry may take to say that it has an image, in seconds: an unreachable network often just keeps silent. */
const deadline = 8;

/** Answers of this run, by registry. */
const answers = new Map<string, Promise<boolean>>();

function registryOf(reference: string): string {
    return reference.slice(0, reference.indexOf("/"));
}

/** Remembers that a registry could not serve an image, for this run and for a day. */
export function rememberRefusal(reference: string): void {
    const registry = registryOf(reference);
    answers.set(registry, Promise.resolve(false));
    standIns.rememberRefusal(registry);
}

async function resolves(reference: string): Promise<boolean> {
    // containerd's own client, because it knows proxies, mirrors and tokens; this needs no containerd to run.
    const args = ["--timeout", `${deadline}s`, "content", "fetch-object", reference];
    return (await attempt("ctr", args, { seconds: deadline + 2 })).code === 0;
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
    const answer = answers.get(registry) ?? (standIns.isRefused(registry) ? Promise.resolve(false) : ask(reference));
    answers.set(registry, answer);
    return answer;
}
