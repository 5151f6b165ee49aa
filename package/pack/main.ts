// Makes the npm package: `npm run -s pack` lays it out below node_modules/.cache and prints the path of its archive.
import { spawnSync } from "node:child_process";
import { dirname, join } from "node:path";
import { stage } from "./stage";

const directory = join(dirname(dirname(__dirname)), "node_modules", ".cache", "kafka-package");
stage(join(directory, "package"));
const { status, stdout, stderr } = spawnSync("npm", ["pack", "--silent", "--pack-destination", directory], {
    cwd: join(directory, "package"),
    encoding: "utf8",
});
if (status === 0) {
    console.log(join(directory, stdout.trim()));
} else {
    console.error(stderr.trim());
    process.exitCode = 1;
}
