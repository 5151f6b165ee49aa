import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { ensureBuilt } from "../../../local/toolchain/build";
import { ensurePythonTool } from "../../../local/toolchain/pythonTool";
import { pythonGenerator } from "../../../local/toolchain/recipes";
import { version } from "../../../package.json";
import { packageSchema } from "../../../package/schema";
import { run } from "./run";

/** What a program in Python imports: absolute paths. */
interface Installed {
    /** A Python that has Pulumi's SDK. */
    readonly python: string;
    /** The directory of the generated package, for `PYTHONPATH`. */
    readonly packages: string;
}

/**
 * Does for the copy of a project what `pulumi install` does where there is a language host for Python: generates the package `pulumi_kafka`
 * below `sdks/` and installs it. The SDK is in a virtual environment of all copies, so the package goes beside it. Throws what failed said.
 */
export async function installPython(project: string): Promise<Installed> {
    const recipe = pythonGenerator();
    const executableOf = await ensureBuilt([recipe]);
    const python = await ensurePythonTool("pulumi-sdk");
    const [schema, generated, packages] = [
        join(project, "schema.json"),
        join(project, "sdks", "kafka"),
        join(project, "packages"),
    ];
    writeFileSync(schema, JSON.stringify(packageSchema(version)));
    await run(executableOf(recipe), [schema, generated]);
    // What it needs, and what it is built by, is in the virtual environment: nothing is fetched.
    const options = ["--no-deps", "--no-index", "--no-build-isolation", "--disable-pip-version-check"];
    await run(python, ["-m", "pip", "--no-input", "install", ...options, "--target", packages, generated]);
    return { python, packages };
}
