// Debian packages that checking the project takes beside Node: shellcheck for the scripts, and BusyBox, whose tools the official Alpine images
// have; or those that the arguments name. They are installed where they are missing; without root, or on another system, one line says what to do.
import { spawnSync } from "node:child_process";

/** What succeeds where a package, or another source of the same, is there. */
const proofs = {
    shellcheck: ["shellcheck", "--help"],
    busybox: ["busybox", "--help"],
    jq: ["jq", "--version"],
    openssl: ["openssl", "version"],
    "python3-venv": ["python3", "-c", "import ensurepip"],
};

const [, , ...named] = process.argv;
const missing = (named.length > 0 ? named : ["shellcheck", "busybox"]).filter((name) => {
    const [command, ...args] = proofs[name];
    return spawnSync(command, args, { stdio: "ignore" }).status !== 0;
});

function apt(...args) {
    const options = ["-y", "-q", "-o", "DPkg::Lock::Timeout=120"];
    const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
    return spawnSync("apt-get", [...options, ...args], { stdio: ["ignore", 2, 2], env }).status === 0;
}

if (missing.length > 0) {
    console.error(`installing ${missing.join(" and ")} (apt-get) ...`);
    // A new machine has no list of packages, or an old one.
    if (!apt("install", ...missing) && !(apt("update") && apt("install", ...missing))) {
        console.error(`install ${missing.join(" and ")} with your system's package manager: the checks need them`);
        process.exit(1);
    }
}
