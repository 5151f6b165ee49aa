// `npm run -s drift -- STACK REPORT`: keeps the issue of a stack whose drift check ended with OUTCOME (`success` or `failure`, as GitHub says it
// of a step) and left its report in a file.
import { readFileSync } from "node:fs";
import { required, step } from "../rest";
import { keepIssue } from "./issue";

const { env } = process;
const [, , stack = "", file = ""] = process.argv;

void step(async () =>
    keepIssue(
        {
            stack,
            isClean: required(env, "OUTCOME") === "success",
            report: readFileSync(file, "utf8"),
            run: `${required(env, "GITHUB_SERVER_URL")}/${required(env, "GITHUB_REPOSITORY")}/actions/runs/${required(env, "GITHUB_RUN_ID")}`,
        },
        env,
    ),
);
