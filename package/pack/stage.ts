import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { builtinModules } from "node:module";
import { dirname, join, relative } from "node:path";

const top = dirname(dirname(__dirname));

/** As much of package.json as the packed one is made of. */
interface Manifest {
    readonly name: string;
    readonly version: string;
    readonly description: string;
    readonly license: string;
    readonly engines: Readonly<Record<string, string>>;
    readonly dependencies: Readonly<Record<string, string>>;
}

/**
 * Lays out in a directory, which it empties, what is packed: JavaScript with its types, the files that it reads when it runs, and a package.json
 * that names what it imports: those names are returned. Throws one `Error` with what the compiler says, or with the package that is no dependency.
 */
export function stage(directory: string): readonly string[] {
    rmSync(directory, { recursive: true, force: true });
    mkdirSync(directory, { recursive: true });
    const compiler = [require.resolve("typescript/lib/tsc.js"), "-p", join(__dirname, "tsconfig.packed.json")];
    const { status, stdout } = spawnSync(process.execPath, [...compiler, "--outDir", directory], { encoding: "utf8" });
    if (status !== 0) {
        throw new Error(`cannot translate what is to be packed: ${stdout}`);
    }
    for (const file of filesBelow(join(top, "components")).filter((name) => !name.endsWith(".ts"))) {
        cpSync(file, join(directory, relative(top, file)));
    }
    for (const file of ["LICENSE", "PulumiPlugin.yaml"]) {
        cpSync(join(top, file), join(directory, file));
    }
    const imported = importedBy(directory);
    writeFileSync(join(directory, "package.json"), `${JSON.stringify(manifest(imported), undefined, 4)}\n`);
    return imported;
}

/** The engine loads the folder by `main`, whoever imports the package comes in by `exports`. */
function manifest(imported: readonly string[]): object {
    const own = JSON.parse(readFileSync(join(top, "package.json"), "utf8")) as Manifest;
    const { name, version, description, license, engines } = own;
    return {
        name,
        version,
        private: true,
        description,
        license,
        engines,
        main: "package/provider.js",
        types: "package/index.d.ts",
        exports: {
            ".": { types: "./package/index.d.ts", default: "./package/index.js" },
            "./package.json": "./package.json",
        },
        dependencies: Object.fromEntries(imported.map((wanted) => [wanted, versionOf(wanted, own)])),
    };
}

function versionOf(wanted: string, { dependencies }: Manifest): string {
    const version = dependencies[wanted];
    if (version === undefined) {
        throw new Error(`what is packed imports ${wanted}, which is no dependency of package.json`);
    }
    return version;
}

/** The packages that files below a directory import, types included, in the order of their names. */
function importedBy(directory: string): readonly string[] {
    const names = filesBelow(directory)
        .filter((file) => /\.(?:js|d\.ts)$/.test(file))
        .flatMap((file) => [...readFileSync(file, "utf8").matchAll(/(?:require\(|from |import\()"([^."][^"]*)"/g)])
        .map(([, module = ""]) => /^(?:@[^/]+\/)?[^/]+/.exec(module)?.[0] ?? module)
        .filter((name) => !name.startsWith("node:") && !builtinModules.includes(name));
    return [...new Set(names)].sort();
}

/** Every file below a directory, by its full path. */
function filesBelow(directory: string): string[] {
    return readdirSync(directory, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name));
}
