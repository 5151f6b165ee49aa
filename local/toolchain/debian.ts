import { spawnSync } from "node:child_process";

import { LocalError, step } from "../progress";
import { runLogged } from "./run";
import { withoutServices } from "./services";

/** The Debian packages that the local cluster runs on, and what each is for. */
export const DEBIAN_PACKAGES: Readonly<Record<string, string>> = {
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

function query(names: readonly string[]): string {
    const format = "${Package} ${db:Status-Status}\\n";
    const result = spawnSync("dpkg-query", ["--show", "--showformat", format, ...names], { encoding: "utf8" });
    if (result.error !== undefined) {
        const roles = Object.entries(DEBIAN_PACKAGES).map(([name, role]) => `${name} (${role})`);
        throw new LocalError(
            "the local cluster takes its container runtime from Debian packages, and this machine has no dpkg: run it on " +
                `Debian or Ubuntu. It would need ${roles.join(", ")}`,
        );
    }
    // It also fails, with a complete report, when one of the packages is unknown to it: that one is missing then.
    return result.stdout;
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
 * Installs the packages of {@link DEBIAN_PACKAGES} that are missing, and starts none of their services: the cluster runs
 * a containerd of its own. With all of them there it only asks dpkg, which takes 20 ms.
 *
 * @throws LocalError when this is not a Debian, or apt fails: with the last lines it printed
 */
export async function ensureDebianPackages(): Promise<void> {
    const wanted = Object.keys(DEBIAN_PACKAGES);
    const names = missing(wanted, query(wanted));
    if (names.length === 0) {
        return;
    }
    await step(`installing Debian packages (${names.join(", ")})`, () => install(names));
    const still = missing(wanted, query(wanted));
    if (still.length > 0) {
        throw new LocalError(`apt-get reported success but did not install ${still.join(", ")}: install them by hand`);
    }
}
