import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";

/** The top of the checkout. */
export const top = join(__dirname, "..", "..");

/** A step of a job, as much as the specs look at. */
interface Step {
    readonly name?: string;
    readonly uses?: string;
    readonly run?: string;
    readonly env?: Readonly<Record<string, string>>;
}

/** A job of a workflow, as much as the specs look at. */
export interface Job {
    readonly if?: string;
    readonly environment?: string;
    readonly permissions?: Readonly<Record<string, string>>;
    readonly concurrency?: { readonly group: string; readonly "cancel-in-progress": boolean };
    readonly strategy?: { readonly matrix: { readonly stack: readonly string[] } };
    readonly "timeout-minutes"?: number;
    readonly steps: readonly Step[];
}

/** A workflow of GitHub Actions, as much as the specs look at. */
export interface Workflow {
    readonly permissions?: object;
    readonly concurrency?: { readonly "cancel-in-progress": boolean };
    readonly jobs: Readonly<Record<string, Job>>;
}

const folder = join(top, ".github", "workflows");

/** The workflows by the names of their files. */
export const workflows: ReadonlyMap<string, Workflow> = new Map(
    readdirSync(folder).map((file) => [file, parse(readFileSync(join(folder, file), "utf8")) as Workflow]),
);

/** A workflow by the name of its file. Throws where there is none. */
export function workflow(file: string): Workflow {
    const found = workflows.get(file);
    if (found === undefined) {
        throw new Error(`there is no workflow ${file}`);
    }
    return found;
}

/** The stacks that the checkout has files of. */
export const stacks: readonly string[] = readdirSync(top)
    .flatMap((file) => /^Pulumi\.(.+)\.yaml$/.exec(file)?.[1] ?? [])
    .sort();
