// `npm run -s comment -- DIRECTORY`: the reports of a directory as one comment on the pull request (GitHub) or merge request (GitLab) that the job
// runs for, updated in place. The environment tells which: docs/ci.md.
import { step } from "../rest";
import { commentBody } from "./body";
import { readReports } from "./reports";
import { writeComment } from "./write";

const { env } = process;
const commit = env["HEAD_COMMIT"] ?? env["CI_COMMIT_SHA"] ?? "";

void step(async () => writeComment(commentBody(readReports(process.argv[2] ?? "plans"), commit), env));
