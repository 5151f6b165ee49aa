/** How a REST API is called. */
export interface Api {
    /** The host's name for a person: `GitHub`. */
    readonly name: string;
    /** What all paths follow: `https://…/api/v4/projects/1`. */
    readonly base: string;
    /** Who calls, and what else every request carries. */
    readonly headers: Readonly<Record<string, string>>;
}

/** What went wrong in a pipeline's own steps, in one line for a person. */
export class PipelineError extends Error {}

const pageSize = 100;
const answerSeconds = 30;

/** Calls an API and returns what it answers. Throws a PipelineError: what was called and what the host said. */
export async function call(
    api: Api,
    method: "GET" | "POST" | "PATCH" | "PUT",
    path: string,
    body?: object,
): Promise<unknown> {
    const what = `${api.name}: ${method} ${path.split("?")[0] ?? path}`;
    let answer: Response;
    try {
        answer = await fetch(`${api.base}${path}`, {
            method,
            headers: { ...api.headers, ...(body === undefined ? {} : { "content-type": "application/json" }) },
            body: body === undefined ? null : JSON.stringify(body),
            signal: AbortSignal.timeout(answerSeconds * 1000),
        });
    } catch (error) {
        throw new PipelineError(`${what}: no answer (${reason(error)})`);
    }
    const said = await answer.text();
    if (!answer.ok) {
        throw new PipelineError(`${what}: ${answer.status} ${said.slice(0, 300).replaceAll(/\s+/g, " ")}`);
    }
    return said === "" ? undefined : (JSON.parse(said) as unknown);
}

/** All of a list that comes in pages. Throws as {@link call} does. */
export async function everyPage<T>(api: Api, path: string): Promise<readonly T[]> {
    const all: T[] = [];
    for (let page = 1; ; page += 1) {
        const separator = path.includes("?") ? "&" : "?";
        const some = (await call(api, "GET", `${path}${separator}per_page=${pageSize}&page=${page}`)) as readonly T[];
        all.push(...some);
        if (some.length < pageSize) {
            return all;
        }
    }
}

/** The value of an environment variable. Throws a PipelineError that names it where it is missing or empty. */
export function required(environment: NodeJS.ProcessEnv, name: string): string {
    const value = environment[name];
    if (value === undefined || value === "") {
        throw new PipelineError(`${name} is not set: docs/ci.md has where it comes from`);
    }
    return value;
}

/** Why a request got no answer: undici hides it below. */
function reason(error: unknown): string {
    const { cause } = error as { readonly cause?: unknown };
    return cause instanceof Error ? cause.message : error instanceof Error ? error.message : String(error);
}

/** Runs a step of a pipeline: what is wrong is one line, and the exit code 1. */
export async function step(work: () => Promise<string>): Promise<void> {
    try {
        console.log(await work());
    } catch (error) {
        if (!(error instanceof PipelineError)) {
            throw error;
        }
        console.error(error.message);
        process.exitCode = 1;
    }
}
