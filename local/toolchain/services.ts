import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";

/** What Debian's service scripts ask before they start anything that a package brings; exit code 101 forbids it. */
const POLICY = "/usr/sbin/policy-rc.d";

const MARK = "# written by the local cluster of this Kafka project while it installs packages";

function isOurs(): boolean {
    return readFileSync(POLICY, "utf8").includes(MARK);
}

/**
 * Runs `install` while no freshly installed package may start its service. A policy that is there already is the
 * administrator's and stays as it is. Ours forbids only while this process lives, so that one left behind by a kill
 * forbids nothing; the next call replaces it.
 */
export async function withoutServices<T>(install: () => Promise<T>): Promise<T> {
    if (existsSync(POLICY) && !isOurs()) {
        return install();
    }
    const script = `#!/bin/sh\n${MARK}\n[ ! -d /proc/${process.pid} ] || exit 101\n`;
    writeFileSync(POLICY, script, { mode: 0o755 });
    try {
        return await install();
    } finally {
        rmSync(POLICY, { force: true });
    }
}
