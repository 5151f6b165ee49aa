// `npm run check:shell`: shellcheck over every shell script of the project, with what it sources.
import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import "./debianTools.mjs";

const scripts = ["components", "local", "stack", "pipeline", "test"].flatMap((folder) =>
    readdirSync(folder, { recursive: true })
        .filter((file) => file.endsWith(".sh"))
        .map((file) => join(folder, file)),
);
const { status } = spawnSync("shellcheck", ["--external-sources", ".ci/run", ...scripts], { stdio: "inherit" });
process.exitCode = status ?? 1;
