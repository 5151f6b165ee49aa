import { github } from "../github";
import { gitlab } from "../gitlab";
import { call, everyPage, required } from "../rest";
import type { Api } from "../rest";
import { marker } from "./body";

/** Where comments are, and how one that exists is changed. */
interface Conversation {
    readonly api: Api;
    /** The path of its comments. */
    readonly comments: string;
    /** The path of one of them. */
    readonly one: (id: number) => string;
    /** The method that changes one. */
    readonly change: "PATCH" | "PUT";
}

interface Comment {
    readonly id: number;
    readonly body?: string;
    /** GitHub: whose it is. Anybody can write the marker, and what is not the job's own must be left alone. */
    readonly user?: { readonly type?: string };
}

/** The pull request or merge request that a job runs for. Throws a PipelineError where a variable is missing. */
function conversation(environment: NodeJS.ProcessEnv): Conversation {
    if (environment["GITLAB_CI"] === "true") {
        const notes = `/merge_requests/${required(environment, "CI_MERGE_REQUEST_IID")}/notes`;
        return { api: gitlab(environment), comments: notes, one: (id) => `${notes}/${id}`, change: "PUT" };
    }
    return {
        api: github(environment),
        comments: `/issues/${required(environment, "PULL_REQUEST")}/comments`,
        one: (id) => `/issues/comments/${id}`,
        change: "PATCH",
    };
}

/**
 * Writes the one comment, or writes it anew in its place; one that says the same already is left alone. Returns what was done. Throws a
 * PipelineError: a variable that is missing, or what the host said.
 */
export async function writeComment(body: string, environment: NodeJS.ProcessEnv): Promise<string> {
    const { api, comments, one, change } = conversation(environment);
    const all = await everyPage<Comment>(api, comments);
    const own = all.find(
        (comment) => comment.body?.startsWith(marker) === true && (comment.user?.type ?? "Bot") === "Bot",
    );
    if (own === undefined) {
        await call(api, "POST", comments, { body });
        return "comment written";
    }
    if (own.body === body) {
        return "comment says so already";
    }
    await call(api, change, one(own.id), { body });
    return "comment updated";
}
