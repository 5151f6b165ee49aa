import { cpSync } from "node:fs";
import { join } from "node:path";
import { runLogged } from "../toolchain/run";

/** What is done with a Maven project. */
interface Build {
    /** Goals, such as `package`. Default: none. */
    readonly goals?: readonly string[];
    /** The project's property `released`, where it has one: the version of what it collects. */
    readonly version?: string;
}

/**
 * Copies a Maven project to `scratch`, which keeps build output out of the checkout, runs goals there and
 * collects the jars of its run-time dependencies. Returns the directory of these; what the goals made is in `target` beside it.
 */
export async function mavenJars(
    project: string,
    scratch: string,
    { goals = [], version }: Build = {},
): Promise<string> {
    const copy = join(scratch, "project");
    cpSync(join(project, "pom.xml"), join(copy, "pom.xml"));
    if (goals.length > 0) {
        cpSync(join(project, "src"), join(copy, "src"), { recursive: true });
    }
    const jars = join(copy, "jars");
    const copying = ["dependency:copy-dependencies", `-DoutputDirectory=${jars}`, "-DincludeScope=runtime"];
    const properties = version === undefined ? [] : [`-Dreleased=${version}`];
    await runLogged(`mvn (${project})`, "mvn", ["-B", "-q", ...properties, ...goals, ...copying], { cwd: copy });
    return jars;
}
