import { realpathSync } from "node:fs";
import { join, sep } from "node:path";
import { attempt, isExecutable } from "../child";
import { paths } from "../paths";
import { say } from "../progress";
import { isAtLeast } from "./machine";

/** The oldest Pulumi CLI that is used from PATH. */
const oldestPulumi = "3.219.0";

/** The first `pulumi` on a search path (a value of `PATH`) that is the user's own: inside the local shell, the first one is ours. */
function ownPulumi(search: string): string | undefined {
    const ours = [paths.state, paths.cache].map((path) => path + sep);
    const isOurs = (path: string): boolean => ours.some((prefix) => path.startsWith(prefix));
    return search
        .split(":")
        .filter((directory) => directory !== "")
        .map((directory) => join(directory, "pulumi"))
        .find((path) => isExecutable(path) && !isOurs(path) && !isOurs(realpathSync(path)));
}

/** The Pulumi CLI on PATH, if there is one that is new enough; one that is too old is named and passed over. */
export async function pulumiOnPath(): Promise<string | undefined> {
    const path = ownPulumi(process.env["PATH"] ?? "");
    if (path === undefined) {
        return undefined;
    }
    const env = { ...process.env, PULUMI_SKIP_UPDATE_CHECK: "true" };
    const { code, stdout } = await attempt(path, ["version"], { env });
    const version = code === 0 ? stdout.trim() : "";
    if (!isAtLeast(version, oldestPulumi)) {
        say(`${path} is ${version || "unusable"} (${oldestPulumi} or newer is needed): building another one`);
        return undefined;
    }
    say(`using ${path}, ${version}`);
    return path;
}
