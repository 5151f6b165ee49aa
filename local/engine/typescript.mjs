// Loads TypeScript files in this process, compiled once: loading the compiler itself takes longer than most plugins need
// to answer, and every `pulumi` command starts three of them.
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const root = dirname(dirname(import.meta.dirname));
const cache = join(root, "node_modules", ".cache", "kafka-local");

/** Makes `require` take .ts files; returns that `require`, resolving from the checkout. */
export function register() {
    const require = createRequire(join(root, "package.json"));
    const { version } = require("typescript/package.json");
    process.setSourceMapsEnabled(true);
    require.extensions[".ts"] = (module, file) => {
        const source = readFileSync(file, "utf8");
        const key = createHash("sha256").update(`${version}\0${file}\0${source}`).digest("hex");
        module._compile(
            cached(`${key}.js`, () => transpile(require("typescript"), file, source)),
            file,
        );
    };
    return require;
}

function cached(name, make) {
    const path = join(cache, name);
    try {
        return readFileSync(path, "utf8");
    } catch {
        const made = make();
        mkdirSync(cache, { recursive: true });
        // Two processes may compile the same file at once: each renames a whole file into place.
        const temporary = `${path}.${process.pid}`;
        writeFileSync(temporary, made);
        renameSync(temporary, path);
        return made;
    }
}

function transpile(typescript, fileName, source) {
    const compilerOptions = {
        target: typescript.ScriptTarget.ES2022,
        module: typescript.ModuleKind.CommonJS,
        esModuleInterop: true,
        inlineSourceMap: true,
        inlineSources: true,
    };
    return typescript.transpileModule(source, { fileName, compilerOptions }).outputText;
}
