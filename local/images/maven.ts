import { cpSync } from "node:fs";
import { join } from "node:path";
import { runLogged } from "../toolchain/run";

/**
 * Copies a Maven project to `scratch`, which keeps build output out of the checkout, runs goals there (`package`, or none) and
 * collects the jars of its run-time dependencies. Returns the directory of these; what the goals made is in `target` beside it.
 */
export async function mavenJars(project: string, scratch: string, goals: readonly string[] = []): Promise<string> {
    const copy = join(scratch, "project");
    cpSync(join(project, "pom.xml"), join(copy, "pom.xml"));
    if (goals.length > 0) {
        cpSync(join(project, "src"), join(copy, "src"), { recursive: true });
    }
    const jars = join(copy, "jars");
    const copying = ["dependency:copy-dependencies", `-DoutputDirectory=${jars}`, "-DincludeScope=runtime"];
    await runLogged(`mvn (${project})`, "mvn", ["-B", "-q", ...goals, ...copying], { cwd: copy });
    return jars;
}
