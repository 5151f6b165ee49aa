import { createRequire } from "node:module";
import { join } from "node:path";
import type { ProgramInfo } from "@pulumi/pulumi/proto/language_pb";

/** `runtime.options` of Pulumi.yaml, PulumiPolicy.yaml or PulumiPlugin.yaml. */
export interface RuntimeOptions {
    /** Whether the program is loaded through ts-node. Default: true. */
    readonly typescript: boolean;
    /** The tsconfig.json for ts-node; none: the one it finds. */
    readonly tsconfig: string | undefined;
    /** Extra arguments of `node`. */
    readonly nodeArgs: readonly string[];
}

/** Reads the options, as the official language host does; throws one line on an option of the wrong type. */
export function runtimeOptions(info: ProgramInfo): RuntimeOptions {
    const given = (info.getOptions()?.toJavaScript() ?? {}) as Record<string, unknown>;
    const { typescript = true, tsconfig, nodeargs = "", packagemanager = "auto" } = given;
    if (typeof typescript !== "boolean") {
        throw new Error("runtime option typescript must be a boolean");
    }
    if (tsconfig !== undefined && typeof tsconfig !== "string") {
        throw new Error("runtime option tsconfig must be a string");
    }
    if (typeof nodeargs !== "string") {
        throw new Error("runtime option nodeargs must be a string");
    }
    if (packagemanager !== "auto" && packagemanager !== "npm") {
        throw new Error(
            `runtime option packagemanager is ${JSON.stringify(packagemanager)}: here it must be auto or npm`,
        );
    }
    return { typescript, tsconfig, nodeArgs: words(nodeargs) };
}

/** The environment that tells `@pulumi/pulumi/cmd/run*` how to load the program. */
export function loaderEnvironment(options: RuntimeOptions): Record<string, string> {
    return {
        ...(options.typescript ? { PULUMI_NODEJS_TYPESCRIPT: "true" } : {}),
        ...(options.tsconfig === undefined ? {} : { PULUMI_NODEJS_TSCONFIG_PATH: options.tsconfig }),
    };
}

/** The file of a module as the program in `directory` would load it; throws one line that says what to run. */
export function locate(module: string, directory: string): string {
    try {
        return createRequire(join(directory, "package.json")).resolve(module);
    } catch {
        throw new Error(`${module} is not installed in ${directory}: run npm install there`);
    }
}

function words(text: string): string[] {
    return Array.from(text.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g), (match) => match[1] ?? match[2] ?? match[3] ?? "");
}
