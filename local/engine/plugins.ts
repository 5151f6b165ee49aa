import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { version as kubernetesVersion } from "@pulumi/kubernetes/package.json";
import { version as sdkVersion } from "@pulumi/pulumi/package.json";
import { version as randomVersion } from "@pulumi/random/package.json";
import { isExecutable } from "../child";
import { LocalError, say } from "../progress";
import type { Preference } from "../standIns";
import { isRefused, preference, rememberRefusal } from "../standIns";
import type { Places, Plugin } from "./official";
import {
    ambient,
    directoryName,
    download,
    executable,
    installation,
    installed,
    interruption,
    placesOf,
} from "./official";
import { nodeShim, placeScript } from "./shell";

/** What the engine will run for one plugin. */
export interface PluginReport {
    readonly plugin: Plugin;
    readonly source: "official" | "stand-in";
}

/** The plugins that the program needs: the versions are those of the installed packages, which the engine asks for. */
export const needed: readonly Plugin[] = [
    { kind: "language", name: "nodejs", version: sdkVersion },
    { kind: "resource", name: "kubernetes", version: kubernetesVersion },
    { kind: "resource", name: "random", version: randomVersion },
];

/**
 * Makes sure that the engine finds every plugin the program needs, and says which are official and which are stand-ins: the
 * user's own where there are any, else downloaded ones where `pulumi` can get them, else stand-ins. `pulumi` is the real CLI.
 * Throws a LocalError that names what is missing where `KAFKA_LOCAL_PLUGINS` allows official ones only.
 */
export async function ensurePlugins(pulumi: string): Promise<void> {
    const wanted = preference("KAFKA_LOCAL_PLUGINS");
    say(attached(await choosePlugins(needed, wanted, placesOf(pulumi), (plugin) => fetched(plugin, wanted, pulumi))));
}

/** Downloads a plugin, unless it was refused within the last day and need not be had. */
async function fetched(plugin: Plugin, wanted: Preference, pulumi: string): Promise<void> {
    const name = `plugin ${directoryName(plugin)}`;
    if (wanted === "official" || !isRefused(name)) {
        await download(plugin, pulumi);
        if (installed(plugin, placesOf(pulumi).ours) === undefined) {
            rememberRefusal(name);
        }
    }
}

/** Chooses for every plugin, and puts in place what the engine does not find by itself. `fetch` may put an official one into our place. */
export async function choosePlugins(
    plugins: readonly Plugin[],
    wanted: Preference,
    places: Places,
    fetch: (plugin: Plugin) => Promise<void>,
): Promise<readonly PluginReport[]> {
    const reports = await Promise.all(
        plugins.map(async (plugin): Promise<PluginReport> => {
            const isOfficial = wanted !== "stand-in" && (await findOfficial(plugin, places, fetch));
            if (!isOfficial && wanted === "official") {
                // Also a stand-in: the CLI would take it for the plugin that it is told to install.
                remove(plugin, places);
            } else if (!isOfficial) {
                placeStandIn(plugin, places);
            }
            return { plugin, source: isOfficial ? "official" : "stand-in" };
        }),
    );
    const missing = reports.filter(({ source }) => source === "stand-in").map(({ plugin }) => plugin);
    if (wanted === "official" && missing.length > 0) {
        throw new LocalError(`KAFKA_LOCAL_PLUGINS=official allows no stand-in: ${missing.map(remedy).join("; ")}`);
    }
    return reports;
}

async function findOfficial(
    plugin: Plugin,
    places: Places,
    fetch: (plugin: Plugin) => Promise<void>,
): Promise<boolean> {
    rmSync(preferred(plugin, places), { force: true });
    if (ambient(plugin, places) !== undefined) {
        return true;
    }
    const users = places.users.map((place) => installed(plugin, place)).find((found) => found !== undefined);
    if (users !== undefined) {
        link(plugin, users, places);
        return true;
    }
    // Language hosts come with the CLI and cannot be downloaded by themselves.
    if (installed(plugin, places.ours) === undefined && plugin.kind === "resource") {
        await fetch(plugin);
    }
    return installed(plugin, places.ours) !== undefined;
}

/** Removes our directory of a plugin, and what an interrupted download left, by which the engine would pass over whatever is there next. */
function remove(plugin: Plugin, { ours }: Places): string {
    const directory = join(ours, directoryName(plugin));
    for (const left of [directory, interruption(directory)]) {
        rmSync(left, { recursive: true, force: true });
    }
    return directory;
}

/** What is here is found before any other: PATH of the local shell begins with it. */
function preferred(plugin: Plugin, { bin }: Places): string {
    return join(bin, executable(plugin));
}

function placeStandIn(plugin: Plugin, places: Places): void {
    const { kind, name } = plugin;
    const script = nodeShim(join(__dirname, "plugin.mjs"), [kind === "language" ? kind : name]);
    const directory = join(places.ours, directoryName(plugin));
    const file = join(directory, executable(plugin));
    // One that is in use stays as it is.
    if (!isExecutable(file) || existsSync(interruption(directory)) || readFileSync(file, "utf8") !== script) {
        placeScript(join(remove(plugin, places), executable(plugin)), script);
    }
    if (ambient(plugin, places) === undefined) {
        rmSync(preferred(plugin, places), { force: true });
    } else {
        placeScript(preferred(plugin, places), script);
    }
}

/** A directory of links: the engine skips plugin directories that are links themselves (sdk/v3 workspace, tryPlugin). */
function link(plugin: Plugin, from: string, places: Places): void {
    const directory = remove(plugin, places);
    mkdirSync(directory, { recursive: true });
    for (const name of readdirSync(from)) {
        symlinkSync(join(from, name), join(directory, name));
    }
}

/** The line that says which plugins are attached, and plainly so where they are not all of one kind. */
export function attached(reports: readonly PluginReport[]): string {
    const named = (wanted: PluginReport["source"]): string =>
        reports
            .filter(({ source }) => source === wanted)
            .map(({ plugin }) => label(plugin))
            .join(", ");
    const [official, standIns] = [named("official"), named("stand-in")];
    if (official === "" || standIns === "") {
        return `plugins: ${standIns === "" ? `official (${official})` : `stand-ins (${standIns})`}`;
    }
    return `plugins: a mixed set, official (${official}) and stand-ins (${standIns})`;
}

function label({ kind, name, version }: Plugin): string {
    return kind === "language" ? `language host ${name}` : `${name} ${version}`;
}

function remedy(plugin: Plugin): string {
    return plugin.kind === "language"
        ? `${executable(plugin)} is missing (it comes with the official CLI: put that on PATH)`
        : `the plugin ${label(plugin)} is missing (pulumi ${installation(plugin).join(" ")})`;
}
