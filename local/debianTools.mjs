// Debian packages that checking the project takes beside Node: shellcheck for the scripts, and BusyBox, whose tools the official Alpine images
// have. They are installed where they are missing; without root, or on another system, one line says what to do.
import { spawnSync } from "node:child_process";

const missing = ["shellcheck", "busybox"].filter((tool) => spawnSync(tool, ["--help"], { stdio: "ignore" }).error);

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
