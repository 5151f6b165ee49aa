import { github } from "../github";
import { call, everyPage } from "../rest";

interface Issue {
    readonly number: number;
    readonly body?: string | null;
    /** GitHub lists pull requests among the issues. */
    readonly pull_request?: object;
}

/** What a drift check has found of a stack. */
export interface Check {
    readonly stack: string;
    /** Whether what runs is what the stack file says. */
    readonly isClean: boolean;
    /** Markdown; as `npm run plan` writes it. */
    readonly report: string;
    /** Where the run can be looked at. */
    readonly run: string;
}

/**
 * Keeps one open issue for a stack that drifts: opened by the first check that finds something, rewritten by the next, closed by the one that finds
 * nothing. Returns what was done. Throws a PipelineError as the calls do.
 */
export async function keepIssue(
    { stack, isClean, report, run }: Check,
    environment: NodeJS.ProcessEnv,
): Promise<string> {
    const api = github(environment);
    const marker = `<!-- kafka: drift of ${stack} -->`;
    const open = (await everyPage<Issue>(api, "/issues?state=open")).find(
        (issue) => issue.pull_request === undefined && issue.body?.startsWith(marker) === true,
    );
    if (isClean) {
        if (open === undefined) {
            return `${stack} is what its stack file says`;
        }
        await call(api, "POST", `/issues/${open.number}/comments`, {
            body: `Gone, as [a later check](${run}) has seen.`,
        });
        await call(api, "PATCH", `/issues/${open.number}`, { state: "closed" });
        return `${stack} is what its stack file says again: issue ${open.number} closed`;
    }
    const body = [marker, report.trim(), advice(stack), `Last seen by [this check](${run}).`].join("\n\n");
    if (open === undefined) {
        await call(api, "POST", "/issues", { title: `Drift check of ${stack}`, body });
        return `${stack} drifts: issue opened`;
    }
    await call(api, "PATCH", `/issues/${open.number}`, { body });
    return `${stack} still drifts: issue ${open.number} rewritten`;
}

function advice(stack: string): string {
    return (
        `\`pulumi preview --refresh -s ${stack}\` shows it. Where the change by hand is to stay, write it into \`Pulumi.${stack}.yaml\`; ` +
        `where it is to go, \`pulumi up --refresh -s ${stack}\` takes it back, and refuses what would lose records.`
    );
}
