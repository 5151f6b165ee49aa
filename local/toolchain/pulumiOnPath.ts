import { spawnSync } from "node:child_process";
import { realpathSync } from "node:fs";
import { join, sep } from "node:path";

import { isExecutable } from "../executable";
import { paths } from "../paths";
import { say } from "../progress";
import { isAtLeast } from "./version";

/** The oldest Pulumi CLI that is used from PATH. */
export const OLDEST_PULUMI = "3.219.0";

/**
 * The first `pulumi` on a search path that is the user's own: inside the local shell, the first one is ours.
 *
 * @param search a value of `PATH`
 */
export function ownPulumi(search: string): string | undefined {
    const ours = [paths.state, paths.cache].map((path) => path + sep);
    const isOurs = (path: string): boolean => ours.some((prefix) => path.startsWith(prefix));
    return search
        .split(":")
        .filter((directory) => directory !== "")
        .map((directory) => join(directory, "pulumi"))
        .find((path) => isExecutable(path) && !isOurs(path) && !isOurs(realpathSync(path)));
}

/**
 * The Pulumi CLI on PATH, if there is one that is new enough; one that is too old is named and passed over.
 */
export function pulumiOnPath(): string | undefined {
    const path = ownPulumi(process.env["PATH"] ?? "");
    if (path === undefined) {
        return undefined;
    }
    const env = { ...process.env, PULUMI_SKIP_UPDATE_CHECK: "true" };
    const result = spawnSync(path, ["version"], { encoding: "utf8", env });
    const version = result.status === 0 ? result.stdout.trim() : "";
    if (!isAtLeast(version, OLDEST_PULUMI)) {
        say(`${path} is ${version || "unusable"} (${OLDEST_PULUMI} or newer is needed): building another one`);
        return undefined;
    }
    say(`using ${path}, ${version}`);
    return path;
}
