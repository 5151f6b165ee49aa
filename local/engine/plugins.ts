import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { version as kubernetesVersion } from "@pulumi/kubernetes/package.json";
import { version as sdkVersion } from "@pulumi/pulumi/package.json";
import { version as randomVersion } from "@pulumi/random/package.json";
import { paths } from "../paths";
import { say } from "../progress";
import type { Plugin } from "./official";
import { ambient, directoryName, download, executable, installedByUser } from "./official";
import { nodeShim, placeScript } from "./scripts";

/** What the engine will run for one plugin. */
export interface PluginReport {
    readonly plugin: Plugin;
    readonly source: "official" | "stand-in";
}

/** The plugins that the program needs: the versions are those of the installed packages, which the engine asks for. */
const needed: readonly Plugin[] = [
    { kind: "language", name: "nodejs", version: sdkVersion },
    { kind: "resource", name: "kubernetes", version: kubernetesVersion },
    { kind: "resource", name: "random", version: randomVersion },
];

/**
 * Makes sure that the engine finds every plugin the program needs, and says which are official and which are stand-ins:
 * the user's own where there are any, else downloaded ones where the CLI can get them, else stand-ins.
 * `KAFKA_LOCAL_PLUGINS=stand-in` forces the stand-ins.
 * @param pulumi the real CLI, not the wrapper of the local shell
 */
export async function ensurePlugins(pulumi: string): Promise<readonly PluginReport[]> {
    const reports = await Promise.all(needed.map((plugin) => ensurePlugin(plugin, pulumi)));
    for (const source of ["official", "stand-in"] as const) {
        const names = reports.filter((report) => report.source === source).map(({ plugin }) => label(plugin));
        if (names.length > 0) say(`plugins, ${source}: ${names.join(", ")}`);
    }
    return reports;
}

async function ensurePlugin(plugin: Plugin, pulumi: string): Promise<PluginReport> {
    const forced = process.env["KAFKA_LOCAL_PLUGINS"] === "stand-in";
    const isOfficial = !forced && (await hasOfficial(plugin, pulumi));
    if (!isOfficial) placeStandIn(plugin);
    return { plugin, source: isOfficial ? "official" : "stand-in" };
}

async function hasOfficial(plugin: Plugin, pulumi: string): Promise<boolean> {
    if (ambient(plugin, pulumi) !== undefined) return true;
    const installed = installedByUser(plugin);
    if (installed !== undefined) {
        link(plugin, installed);
        return true;
    }
    // Language hosts come with the CLI and cannot be downloaded by themselves.
    if (plugin.kind === "language") return false;
    if (existsSync(place(plugin)) && !isStandIn(plugin)) return true;
    return await download(plugin, pulumi);
}

function place(plugin: Plugin): string {
    return join(paths.pulumiHome, "plugins", directoryName(plugin));
}

/** What a stand-in's executable holds; anything else was downloaded or linked. */
function standIn({ kind, name }: Plugin): string {
    return nodeShim(join(__dirname, "plugin.mjs"), [kind === "language" ? kind : name]);
}

function isStandIn(plugin: Plugin): boolean {
    const file = join(place(plugin), executable(plugin));
    return existsSync(file) && readFileSync(file).subarray(0, 2).toString() === "#!";
}

function placeStandIn(plugin: Plugin): void {
    const file = join(place(plugin), executable(plugin));
    if (existsSync(file) && readFileSync(file).equals(Buffer.from(standIn(plugin)))) return;
    rmSync(place(plugin), { recursive: true, force: true });
    placeScript(file, standIn(plugin));
}

/** A directory of links: the engine skips plugin directories that are links themselves (sdk/v3 workspace, tryPlugin). */
function link(plugin: Plugin, from: string): void {
    rmSync(place(plugin), { recursive: true, force: true });
    mkdirSync(place(plugin), { recursive: true });
    for (const name of readdirSync(from)) symlinkSync(join(from, name), join(place(plugin), name));
}

function label({ kind, name, version }: Plugin): string {
    return kind === "language" ? `language host for ${name}` : `${name} ${version}`;
}
