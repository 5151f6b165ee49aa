import * as pulumi from "@pulumi/pulumi";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parse } from "yaml";
import { readStackText } from "../stackFile";
import type { Stack } from "./index";
import { nothingKept, readKept } from "./once";
import type { Kept } from "./once";
import { mark } from "./text";

/** A stack of the project in a folder. Throws one `pulumi.RunError` with one line where there is none, or its file cannot be read. */
export function stackAt(folder: string, stack: string | undefined, organization: string): Stack {
    const file = `Pulumi.${stack ?? ""}.yaml`;
    if (stack === undefined || !existsSync(join(folder, file))) {
        const what = stack === undefined ? "no stack is named" : `there is no ${file} here`;
        throw new pulumi.RunError(`${what}: -s with one of ${stacksIn(folder).join(", ")}`);
    }
    const { name: project, config = {} } = parse(readFileSync(join(folder, "Pulumi.yaml"), "utf8")) as Project;
    const shared = Object.keys(config).filter((key) => key.startsWith("kafka:"));
    if (shared.length > 0) {
        throw new pulumi.RunError(`Pulumi.yaml sets ${shared.join(", ")} for every stack: write it into ${file}`);
    }
    const { config: values, secretKeys } = readStackText(file, readFileSync(join(folder, file), "utf8"));
    // What leads to a cluster stays outside.
    const own = Object.entries(values).filter(([key]) => key.startsWith("kafka:"));
    return { config: Object.fromEntries(own), secretKeys, stack, project, organization };
}

interface Project {
    readonly name: string;
    readonly config?: Readonly<Record<string, unknown>>;
}

function stacksIn(folder: string): readonly string[] {
    return readdirSync(folder)
        .flatMap((file) => /^Pulumi\.(.+)\.yaml$/.exec(file)?.[1] ?? [])
        .sort();
}

/** What a file has that was made once; nothing where there is no such file. Throws as {@link readKept} does. */
export function readOnce(file: string, namespace: string): Kept {
    return existsSync(file) ? readKept(file, readFileSync(file, "utf8"), namespace) : nothingKept;
}

/** Writes the file of what is made once, for nobody else to read: whole, or as it was. Returns `new` where there was none. */
export function writeOnce(file: string, text: string): "new" | "kept" {
    const isThere = existsSync(file);
    const next = `${file}.new`;
    rmSync(next, { force: true });
    writeFileSync(next, text, { mode: 0o600 });
    renameSync(next, file);
    return isThere ? "kept" : "new";
}

/** Writes files into a folder in place of an earlier rendering. Throws one `pulumi.RunError` where it holds something else. */
export function writeFolder(folder: string, files: ReadonlyMap<string, string>): void {
    const known = join(folder, "kustomization.yaml");
    const isOurs = existsSync(known) && readFileSync(known, "utf8").startsWith(mark);
    if (existsSync(folder) && readdirSync(folder).length > 0 && !isOurs) {
        throw new pulumi.RunError(`${folder} holds something else than a rendering: name another folder`);
    }
    rmSync(folder, { recursive: true, force: true });
    for (const [path, text] of files) {
        mkdirSync(dirname(join(folder, path)), { recursive: true });
        writeFileSync(join(folder, path), text);
    }
}
