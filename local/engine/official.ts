import { existsSync, readFileSync, realpathSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join, sep } from "node:path";
import { attempt, isExecutable } from "../child";
import { paths } from "../paths";

/** A plugin of the engine, as it names them. */
export interface Plugin {
    readonly kind: "language" | "resource";
    readonly name: string;
    /** Without a leading `v`. */
    readonly version: string;
}

/** The name of a plugin's executable. */
export function executable({ kind, name }: Plugin): string {
    return `pulumi-${kind}-${name}`;
}

/** The name of a plugin's directory among the plugins of a `PULUMI_HOME`. */
export function directoryName({ kind, name, version }: Plugin): string {
    return `${kind}-${name}-v${version}`;
}

/** The arguments by which the CLI installs a plugin; language hosts come with the CLI and cannot be installed by themselves. */
export function installation({ kind, name, version }: Plugin): string[] {
    return ["plugin", "install", kind, name, `v${version}`];
}

/** Where plugins are. */
export interface Places {
    /** Where the engine looks before all others: beside the CLI (where the official language hosts are), then on PATH. */
    readonly ambient: readonly string[];
    /** Directories of plugins that the user's own CLI has installed before. */
    readonly users: readonly string[];
    /** The local shell's own directory of plugins. */
    readonly ours: string;
    /** What the local shell's PATH begins with. */
    readonly bin: string;
}

/** The places of this machine; `pulumi` is the real CLI, not the wrapper of the local shell. */
export function placesOf(pulumi: string): Places {
    const isOurs = (path: string): boolean => `${path}${sep}`.startsWith(`${paths.state}${sep}`);
    const search = (process.env["PATH"] ?? "").split(":").filter((place) => place !== "" && !isOurs(place));
    const homes = [process.env["PULUMI_HOME"] ?? "", join(homedir(), ".pulumi")];
    return {
        ambient: [dirname(realpathSync(pulumi)), ...search],
        users: homes.filter((home) => home !== "" && !isOurs(home)).map((home) => join(home, "plugins")),
        ours: join(paths.pulumiHome, "plugins"),
        bin: paths.bin,
    };
}

/** Where the engine finds the official plugin without our doing. */
export function ambient(plugin: Plugin, places: Places): string | undefined {
    return places.ambient.map((place) => join(place, executable(plugin))).find(isExecutable);
}

/** The directory of the official plugin below `plugins`; undefined where it is missing, cannot be run, or is a stand-in. */
export function installed(plugin: Plugin, plugins: string): string | undefined {
    const directory = join(plugins, directoryName(plugin));
    const file = join(directory, executable(plugin));
    const isWhole = isExecutable(file) && !existsSync(interruption(directory));
    return isWhole && !isStandIn(file) ? directory : undefined;
}

/** By a file of this name beside a plugin's directory the CLI tells that its download was not completed (sdk/v3 workspace, GetPlugins). */
export function interruption(directory: string): string {
    return `${directory}.partial`;
}

/** Whether an executable is one of ours, of this checkout or another: a script that starts plugin.mjs. */
function isStandIn(file: string): boolean {
    return statSync(file).size < 4096 && readFileSync(file, "utf8").includes("plugin.mjs");
}

/** How long the CLI may take to download a plugin, in seconds; where there is no way out it knows after ten. */
const downloadSeconds = 60;

/** Lets the CLI download a plugin into our `PULUMI_HOME`, in place of the stand-in that is there. */
export async function download(plugin: Plugin, pulumi: string): Promise<void> {
    const env = { ...process.env, PULUMI_HOME: paths.pulumiHome, PULUMI_SKIP_UPDATE_CHECK: "true" };
    await attempt(pulumi, [...installation(plugin), "--exact", "--reinstall"], { env, seconds: downloadSeconds });
}
