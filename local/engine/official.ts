import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, realpathSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join, sep } from "node:path";
import { isExecutable } from "../executable";
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

/** Where the engine finds a plugin without our doing: on PATH, or beside the CLI (where the official language hosts are). */
export function ambient(plugin: Plugin, pulumi: string): string | undefined {
    const search = (process.env["PATH"] ?? "").split(":").filter((place) => place !== "" && !isOurs(place));
    return [dirname(realpathSync(pulumi)), ...search]
        .map((place) => join(place, executable(plugin)))
        .find((path) => isExecutable(path));
}

/** The directory of a plugin that the user's own CLI has installed before. */
export function installedByUser(plugin: Plugin): string | undefined {
    const given = process.env["PULUMI_HOME"];
    const homes = [...(given === undefined || given === "" ? [] : [given]), join(homedir(), ".pulumi")];
    return homes
        .filter((home) => !isOurs(home))
        .map((home) => join(home, "plugins", directoryName(plugin)))
        .find((directory) => isExecutable(join(directory, executable(plugin))) && !existsSync(`${directory}.partial`));
}

/** How long the CLI may take to download a plugin, in seconds; where there is no way out it knows after ten. */
const downloadSeconds = 60;

/** For how long a refusal is remembered, in hours. */
const refusalHours = 24;

/** Lets the CLI download a plugin into our `PULUMI_HOME`; false when it cannot, also when it could not within the last day. */
export async function download(plugin: Plugin, pulumi: string): Promise<boolean> {
    const memory = join(paths.cache, "refused-plugins", directoryName(plugin));
    if (existsSync(memory) && Date.now() - Number(readFileSync(memory, "utf8")) < refusalHours * 3_600_000)
        return false;
    const { kind, name, version } = plugin;
    const child = spawn(pulumi, ["plugin", "install", kind, name, `v${version}`], {
        env: { ...process.env, PULUMI_HOME: paths.pulumiHome, PULUMI_SKIP_UPDATE_CHECK: "true" },
        stdio: "ignore",
        timeout: downloadSeconds * 1000,
        killSignal: "SIGKILL",
    });
    const installed = await new Promise<boolean>((resolve) => {
        child.on("error", () => {
            resolve(false);
        });
        child.on("close", (code) => {
            resolve(code === 0);
        });
    });
    if (!installed) {
        mkdirSync(dirname(memory), { recursive: true });
        writeFileSync(memory, String(Date.now()));
    }
    return installed;
}

function isOurs(path: string): boolean {
    return `${path}${sep}`.startsWith(`${paths.state}${sep}`);
}
