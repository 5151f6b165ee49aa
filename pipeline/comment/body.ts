/** What the one comment of a pull request begins with, and is found again by. */
export const marker = "<!-- kafka: what the edits of the stack files do -->";

/** What is known of one stack. */
export interface StackReport {
    readonly stack: string;
    /** Markdown; as `npm run plan` writes it. */
    readonly report: string;
}

/** GitHub takes 65,536 characters, and answers 422 to more; GitLab takes more. */
const mostCharacters = 65_000;

/** The comment on a pull request: what the edits do to each stack, in the order given. `commit` is what was looked at. */
export function commentBody(reports: readonly StackReport[], commit: string): string {
    const share = Math.floor((mostCharacters - 1_000) / Math.max(1, reports.length));
    return [
        marker,
        "## What these edits do",
        ...reports.map(({ stack, report }) => `### ${stack}\n\n${cut(report.trim(), share)}`),
        `<sub>${commit.slice(0, 12)}</sub>`,
    ].join("\n\n");
}

/** Whole lines of a text, at the most so many characters of them; code that is cut off ends there. */
function cut(text: string, most: number): string {
    if (text.length <= most) {
        return text;
    }
    const whole = text.slice(0, text.lastIndexOf("\n", most));
    const isOpen = (whole.match(/^```/gm) ?? []).length % 2 === 1;
    return `${whole}${isOpen ? "\n```" : ""}\n\n… the rest is in the log of the job`;
}
