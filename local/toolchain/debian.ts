import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { attempt } from "../child";
import { LocalError, step } from "../progress";
import { runLogged } from "./run";

/** The Debian packages that the local cluster runs on, and what each is for. */
const debianPackages: Readonly<Record<string, string>> = {
    containerd: "the container runtime",
    runc: "what starts its containers",
    "containernetworking-plugins": "the CNI plugins bridge, host-local, portmap and loopback",
    iproute2: "the ip command",
    nftables: "the nft command, which kube-proxy calls",
    conntrack: "the conntrack command, which kube-proxy calls",
};

/** The packages of `wanted` that `dpkg-query --show --showformat '${Package} ${db:Status-Status}\n'` does not report as installed. */
export function missing(wanted: readonly string[], report: string): string[] {
    const installed = new Set(report.split("\n").filter((line) => line.endsWith(" installed")));
    return wanted.filter((name) => !installed.has(`${name} installed`));
}

async function query(names: readonly string[]): Promise<string> {
    const format = "${Package} ${db:Status-Status}\\n";
    try {
        // It also fails, with a complete report, when one of the packages is unknown to it: that one is missing then.
        return (await attempt("dpkg-query", ["--show", "--showformat", format, ...names])).stdout;
    } catch {
        const roles = Object.entries(debianPackages).map(([name, role]) => `${name} (${role})`);
        throw new LocalError(
            "the local cluster takes its container runtime from Debian packages, and this machine has no dpkg: run it on " +
                `Debian or Ubuntu. It would need ${roles.join(", ")}`,
        );
    }
}

/** What Debian's service scripts ask before they start anything that a package brings; exit code 101 forbids it. */
const policy = "/usr/sbin/policy-rc.d";

const policyMark = "# written by the local cluster of this Kafka project while it installs packages";

function isOurs(): boolean {
    return readFileSync(policy, "utf8").includes(policyMark);
}

/**
 * Runs `install` while no freshly installed package may start its service. A policy that is there already is the
 * administrator's and stays as it is. Ours forbids only while this process lives, so that one left behind by a kill
 * forbids nothing; the next call replaces it.
 */
async function withoutServices<T>(install: () => Promise<T>): Promise<T> {
    if (existsSync(policy) && !isOurs()) {
        return install();
    }
    const script = `#!/bin/sh\n${policyMark}\n[ ! -d /proc/${process.pid} ] || exit 101\n`;
    writeFileSync(policy, script, { mode: 0o755 });
    try {
        return await install();
    } finally {
        rmSync(policy, { force: true });
    }
}

async function install(names: readonly string[]): Promise<void> {
    const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive", LC_ALL: "C" };
    // Another apt may be at work (unattended upgrades): wait for it instead of failing.
    const patient = ["-o", "DPkg::Lock::Timeout=120", "-o", "Acquire::Retries=2"];
    await runLogged("apt-get update", "apt-get", [...patient, "--quiet", "update"], { env });
    await withoutServices(() =>
        runLogged(
            "apt-get install",
            "apt-get",
            [...patient, "--quiet", "--yes", "--no-install-recommends", "install", ...names],
            { env },
        ),
    );
}

/**
 * Installs the Debian packages that are missing, and starts none of their services: the cluster runs a containerd of its
 * own. With all of them there it only asks dpkg, which takes 20 ms. Throws a LocalError when this is not a Debian, or apt
 * fails: with the last lines it printed.
 */
export async function ensureDebianPackages(): Promise<void> {
    const wanted = Object.keys(debianPackages);
    const names = missing(wanted, await query(wanted));
    if (names.length === 0) {
        return;
    }
    await step(`installing Debian packages (${names.join(", ")})`, () => install(names));
    const still = missing(wanted, await query(wanted));
    if (still.length > 0) {
        throw new LocalError(`apt-get reported success but did not install ${still.join(", ")}: install them by hand`);
    }
}
