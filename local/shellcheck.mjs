// `npm run check:shell`: shellcheck over every shell script of the project, with what it sources.
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import "./debianTools.mjs";

const scripts = execFileSync("git", ["ls-files", "-co", "--exclude-standard", "*.sh", ".ci/run"], { encoding: "utf8" })
    .split("\n")
    .filter((file) => existsSync(file));
const { status } = spawnSync("shellcheck", ["--external-sources", ...scripts], { stdio: "inherit" });
process.exitCode = status ?? 1;
