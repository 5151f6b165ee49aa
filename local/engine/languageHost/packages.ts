import type { Dirent } from "node:fs";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { ServerWritableStream } from "@grpc/grpc-js";
import type { InstallDependenciesRequest } from "@pulumi/pulumi/proto/language_pb";
import { InstallDependenciesResponse, ProgramInfo } from "@pulumi/pulumi/proto/language_pb";
import { PackageDependency, PackageParameterization } from "@pulumi/pulumi/proto/plugin_pb";
import { startTied } from "./child";
import { runtimeOptions } from "./runtimeOptions";

/** The part of an installed package's package.json that matters here. */
export interface InstalledPackage {
    readonly name: string;
    readonly version: string;
    /** Set by the packages of Pulumi providers: which plugin they need. */
    readonly pulumi?: PluginField;
}

interface PluginField {
    readonly resource?: boolean;
    readonly name?: string;
    readonly version?: string;
    readonly server?: string;
    readonly parameterization?: { readonly name: string; readonly version: string; readonly value: string };
}

/** Every package installed below `directory`, nested `node_modules` included, in the order of the file system. */
export function installedPackages(directory: string): InstalledPackage[] {
    const modules = join(directory, "node_modules");
    return entries(modules).flatMap((entry) => {
        const path = join(modules, entry);
        if (!entry.startsWith("@")) {
            return packageAt(path);
        }
        return entries(path).flatMap((name) => packageAt(join(path, name)));
    });
}

/** The provider plugins a program in `directory` needs, with the versions of its installed packages. */
export function requiredPlugins(directory: string): PackageDependency[] {
    return installedPackages(directory).flatMap((installed) => {
        const field = installed.pulumi;
        const name = field?.name ?? scopedName(installed.name);
        if (field?.resource !== true || name === undefined) {
            return [];
        }
        const dependency = new PackageDependency()
            .setKind("resource")
            .setName(name)
            .setVersion(`v${(field.version ?? installed.version).replace(/^v/, "")}`)
            .setServer(field.server ?? "");
        if (field.parameterization !== undefined) {
            const { name: parameterName, version, value } = field.parameterization;
            dependency.setParameterization(
                new PackageParameterization().setName(parameterName).setVersion(version).setValue(value),
            );
        }
        return [dependency];
    });
}

/** The names a program's own package.json lists, devDependencies included; empty when there is none. */
export function directDependencies(directory: string): Set<string> {
    const manifest = manifestAt<Record<"dependencies" | "devDependencies", Record<string, string>>>(directory);
    return new Set(Object.keys({ ...manifest?.dependencies, ...manifest?.devDependencies }));
}

/** Installs a program's packages with npm and streams what npm says; throws when npm fails. */
export async function installDependencies(
    call: ServerWritableStream<InstallDependenciesRequest, InstallDependenciesResponse>,
): Promise<void> {
    const info = call.request.getInfo() ?? new ProgramInfo();
    runtimeOptions(info);
    const print = (text: Buffer | string): void =>
        void call.write(new InstallDependenciesResponse().setStdout(Buffer.from(text)));
    print("Installing dependencies...\n\n");
    const child = startTied("npm", ["install", "--loglevel=error"], {
        cwd: info.getProgramDirectory() || call.request.getDirectory(),
    });
    call.on("cancelled", () => {
        child.stop();
    });
    child.stdout.on("data", print);
    child.stderr.on("data", (chunk: Buffer) => void call.write(new InstallDependenciesResponse().setStderr(chunk)));
    const { code } = await child.ended;
    if (code !== 0) {
        throw new Error(`npm install failed (exit code ${code ?? "none: it was killed"})`);
    }
    print("Finished installing dependencies\n\n");
}

/** A provider package of the @pulumi scope is named after its plugin; any other must say the plugin's name. */
function scopedName(name: string): string | undefined {
    return name.startsWith("@pulumi/") ? name.slice("@pulumi/".length) : undefined;
}

function packageAt(path: string): InstalledPackage[] {
    const own = manifestAt<InstalledPackage>(path);
    const nested = installedPackages(path);
    return own?.name === undefined || own.version === undefined ? nested : [own as InstalledPackage, ...nested];
}

/** The package.json of a directory; `undefined` when it has none that can be read: such a directory (.bin) is no package. */
function manifestAt<T>(directory: string): Partial<T> | undefined {
    try {
        return JSON.parse(readFileSync(join(directory, "package.json"), "utf8")) as Partial<T>;
    } catch {
        return undefined;
    }
}

function entries(directory: string): string[] {
    try {
        return readdirSync(directory, { withFileTypes: true })
            .filter((entry: Dirent) => entry.isDirectory() || entry.isSymbolicLink())
            .map((entry) => entry.name);
    } catch {
        return [];
    }
}
