import { required } from "./rest";
import type { Api } from "./rest";

/** The repository that a job of GitHub Actions runs for. Throws a PipelineError where a variable is missing. */
export function github(environment: NodeJS.ProcessEnv): Api {
    return {
        name: "GitHub",
        base: `${required(environment, "GITHUB_API_URL")}/repos/${required(environment, "GITHUB_REPOSITORY")}`,
        headers: {
            accept: "application/vnd.github+json",
            authorization: `Bearer ${required(environment, "GITHUB_TOKEN")}`,
        },
    };
}
