import { readFileSync } from "node:fs";
import { paths } from "../paths";
import { attempt } from "./command";

/** The mount points at or below one of `roots`, deepest first; from the text of /proc/self/mountinfo, where a space is written `\040`. */
export function mountsBelow(mountinfo: string, roots: readonly string[]): string[] {
    return mountinfo
        .split("\n")
        .flatMap((line) => line.split(" ")[4] ?? [])
        .map((where) => where.replace(/\\(\d{3})/g, (_, octal: string) => String.fromCharCode(parseInt(octal, 8))))
        .filter((where) => roots.some((root) => where === root || where.startsWith(`${root}/`)))
        .sort((a, b) => b.length - a.length);
}

/** The mounts that the cluster left: pods' volumes, containers' root file systems, network namespaces. */
export function ownMounts(): string[] {
    return mountsBelow(readFileSync("/proc/self/mountinfo", "utf8"), [paths.state, paths.run]);
}

/** Unmounts all of them. */
export async function unmountAll(): Promise<void> {
    for (const where of ownMounts()) {
        // Lazily when something still looks at it: the mount goes from the tree at once, and for good with the last reader.
        if ((await attempt("umount", [where])) === undefined) await attempt("umount", ["--lazy", where]);
    }
}
