import { spawn } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { LocalError } from "../progress";
import { runLogged } from "../toolchain/run";

/** Packages that apt adds for packages' maintainer scripts, which never run here. */
const onlyForScripts =
    /^(debconf|debianutils|dpkg|init-system-helpers|perl|libperl|libdebconfclient|gcc-\d+-base|usr-is-merged)/;

/** What nobody reads in a container. */
const unread = [
    "doc",
    "info",
    "lintian",
    "locale",
    "man",
    "menu",
    "perl5",
    "bash-completion",
    "common-licenses",
    "zoneinfo",
];

/** The machine's distribution and release, for example `debian bookworm`: the image's files come from the same. */
export function distribution(): string {
    const text = readFileSync("/etc/os-release", "utf8");
    const field = (name: string): string => new RegExp(`^${name}="?([^"\n]*)`, "m").exec(text)?.[1] ?? "";
    return `${field("ID")} ${field("VERSION_CODENAME")}`;
}

/**
 * Unpacks packages, and what they depend on, below an empty directory, without running their maintainer scripts.
 * Takes them from wherever the machine's own apt takes its packages.
 * Much faster than a bootstrap of the distribution, and what the images need is not more than the files. `scratch` is a directory
 * for downloads.
 */
export async function unpackPackages(packages: readonly string[], root: string, scratch: string): Promise<void> {
    const archives = join(scratch, "archives");
    mkdirSync(join(archives, "partial"), { recursive: true });
    await download(packages, archives, scratch);
    mergeUsr(root);
    for (const name of readdirSync(archives).sort()) {
        if (name.endsWith(".deb") && !onlyForScripts.test(name)) {
            await unpack(join(archives, name), root);
        }
    }
    for (const name of unread) {
        rmSync(join(root, "usr/share", name), { recursive: true, force: true });
    }
}

/** Downloads into `archives`; to apt, pointed at an empty package database, nothing is installed yet. */
async function download(packages: readonly string[], archives: string, scratch: string): Promise<void> {
    const state = join(scratch, "state");
    const status = join(scratch, "status");
    mkdirSync(state, { recursive: true });
    writeFileSync(status, "");
    const options = {
        "Dir::State": state,
        "Dir::State::lists": "/var/lib/apt/lists",
        "Dir::State::status": status,
        "Dir::Cache::archives": archives,
        "Dir::Cache::pkgcache": "",
        "Dir::Cache::srcpkgcache": "",
        "Debug::NoLocking": "1",
        // The unprivileged downloader of apt cannot write to a cache in root's home.
        "APT::Sandbox::User": "root",
    };
    const get = (): Promise<void> =>
        runLogged("apt-get (packages of the images)", "apt-get", [
            ...Object.entries(options).flatMap(([key, value]) => ["-o", `${key}=${value}`]),
            ...["--yes", "-qq", "--no-install-recommends", "--download-only", "install", ...packages],
        ]);
    try {
        await get();
    } catch {
        // The machine's package lists are missing, or so old that the files they name are gone.
        await runLogged("apt-get update", "apt-get", ["-o", "DPkg::Lock::Timeout=300", "-qq", "update"]);
        await get();
    }
}

/** Since they are merged, packages may ship files by either name; without the links, the loader would be in one and the shell in the other. */
function mergeUsr(root: string): void {
    for (const name of ["bin", "sbin", "lib", "lib64"]) {
        mkdirSync(join(root, "usr", name), { recursive: true });
        symlinkSync(`usr/${name}`, join(root, name));
    }
}

function unpack(deb: string, root: string): Promise<void> {
    return new Promise((resolve, reject) => {
        const reader = spawn("dpkg-deb", ["--fsys-tarfile", deb], { stdio: ["ignore", "pipe", "inherit"] });
        const writer = spawn("tar", ["-x", "-C", root, "--keep-directory-symlink", "--no-same-owner"], {
            stdio: [reader.stdout, "inherit", "inherit"],
        });
        const failed = (why: string): void => {
            reject(new LocalError(`a package cannot be unpacked (${deb}): ${why}`));
        };
        for (const child of [reader, writer]) {
            child.on("error", (error) => {
                failed(error.message);
            });
        }
        writer.on("close", (code) => {
            if (code === 0) {
                resolve();
            } else {
                failed(`tar ended with code ${code ?? "none"}`);
            }
        });
    });
}
