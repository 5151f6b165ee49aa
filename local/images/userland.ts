import { execFileSync } from "node:child_process";
import { chmodSync, copyFileSync, existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runLogged } from "../toolchain/run";
import { distribution, unpackPackages } from "./debian";
import type { Layer } from "./layer";
import { tree } from "./tar";

/** What is in every image: a shell, and what the Java runtime is linked to. */
const common = [
    "base-files bash libc-bin libgcc-s1 libstdc++6 zlib1g",
    // Stands for the package that would bring Perl.
    "usr-is-merged",
].flatMap((names) => names.split(" "));

/** The tools of the official images on Debian, `setpriv` instead of gosu. */
const gnu = [
    "coreutils dash diffutils findutils grep gzip hostname mawk sed tar",
    "netcat-openbsd procps util-linux wget",
].flatMap((names) => names.split(" "));

const wget = join(__dirname, "busybox/wget.sh");

/** The lowest layer of images whose official ones are a Debian: GNU's tools. */
export function gnuUserland(): Layer {
    return userland("gnu", [], gnu, (root) => {
        linkAll(root, { nc: "nc.openbsd", netcat: "nc.openbsd", awk: "mawk" });
    });
}

/**
 * The lowest layer of images whose official ones are an Alpine: BusyBox, bash, tini and openssl, which that of Java has for its certificates. The official images' own base adds GNU's
 * coreutils to Alpine (adoptium/containers, Dockerfile of the Alpine runtime), for a script of its own; that is left out, so that nothing
 * comes to need it.
 */
export function busyboxUserland(): Layer {
    return userland("busybox", [wget], ["busybox", "tini", "openssl"], (root) => {
        // Comes with base-files, which wants any awk.
        rmSync(join(root, "usr/bin/mawk"), { force: true });
        const applets = execFileSync(join(root, "bin/busybox"), ["--list"], { encoding: "utf8" }).trim().split("\n");
        const absent = applets.filter((name) => !existsSync(join(root, "usr/bin", name)));
        linkAll(root, Object.fromEntries(absent.map((name) => [name, "busybox"])));
        rmSync(join(root, "usr/bin/wget"));
        copyFileSync(wget, join(root, "usr/bin/wget"));
        chmodSync(join(root, "usr/bin/wget"), 0o755);
        // Where Alpine has it.
        symlinkSync("/usr/bin/tini", join(root, "usr/sbin/tini"));
    });
}

/** Packages from the machine's own distribution, so that the machine's Java runtime fits; `arrange` does what their maintainer scripts would. */
function userland(
    name: string,
    sources: readonly string[],
    packages: readonly string[],
    arrange: (root: string) => void,
): Layer {
    return {
        name,
        sources: [__filename, join(__dirname, "debian.ts"), ...sources],
        facts: [name, distribution(), process.arch],
        fill: async (scratch) => {
            const root = join(scratch, "root");
            mkdirSync(root);
            await unpackPackages([...common, ...packages], root, scratch);
            arrange(root);
            complete(root);
            // The loader's cache: nothing is found outside /usr/lib without it.
            await runLogged("ldconfig", "ldconfig", ["-r", root]);
            return tree("", root);
        },
    };
}

function linkAll(root: string, links: Readonly<Record<string, string>>): void {
    for (const [name, target] of Object.entries(links)) {
        rmSync(join(root, "usr/bin", name), { force: true });
        symlinkSync(target, join(root, "usr/bin", name));
    }
}

function complete(root: string): void {
    rmSync(join(root, "var"), { recursive: true, force: true });
    for (const name of ["dev", "proc", "sys", "tmp", "run", "root", "home", "etc", "var/tmp"]) {
        mkdirSync(join(root, name), { recursive: true });
    }
    for (const name of ["tmp", "var/tmp"]) {
        chmodSync(join(root, name), 0o1777);
    }
    writeFileSync(join(root, "etc/nsswitch.conf"), "passwd: files\ngroup: files\nhosts: files dns\n");
}
