import { required } from "./rest";
import type { Api } from "./rest";

/**
 * The project that a job of GitLab runs for. The token of a job may not write notes (GitLab, "CI/CD job token"): it takes one of the project.
 * Throws a PipelineError where a variable is missing.
 */
export function gitlab(environment: NodeJS.ProcessEnv): Api {
    return {
        name: "GitLab",
        base: `${required(environment, "CI_API_V4_URL")}/projects/${required(environment, "CI_PROJECT_ID")}`,
        headers: { "private-token": required(environment, "GITLAB_TOKEN") },
    };
}
