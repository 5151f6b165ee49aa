import { conditionOf, idOf, isOwnedBy, numberAt, textAt } from "../manifest";
import type { Manifest } from "../manifest";
import { kindOf } from "../kinds";
import type { Watched } from "./awaiter";
import { podKind, podProblem, podProblems } from "./pods";

// The only reasons of a failed Job that end the official provider's wait (its provider/pkg/await/checker/job/check.go).
const final = new Set(["BackoffLimitExceeded", "DeadlineExceeded"]);

function progress(job: Manifest): string {
    const [active, succeeded, failed] = ["active", "succeeded", "failed"].map((one) => numberAt(job, "status", one));
    return `Waiting for Job "${idOf(job)}" to succeed (Active: ${active} | Succeeded: ${succeeded} | Failed: ${failed})`;
}

/**
 * A Job is ready when it is complete. One that failed is beyond hope only for two reasons; for any other it is waited for until the time is
 * up. That begins anew with every change of any Job in the namespace, with every problem of the Job's own pods, and once a minute: a limit of
 * a minute or more is never reached.
 */
export const job: Watched = {
    seconds: 600,
    watches: { pods: podKind },
    renews: (changed, object) =>
        kindOf(changed).kind === "Job" || (isOwnedBy(changed, object) && podProblem(changed) !== undefined),
    judge: ({ object, related }) => {
        if (object === undefined) {
            return { ready: false, problems: ["Job was deleted"] };
        }
        const own = podProblems((related["pods"] ?? []).filter((pod) => isOwnedBy(pod, object)));
        const failed = conditionOf(object, "Failed");
        const reason = textAt(failed, "reason");
        if (failed?.["status"] === "True" && final.has(reason)) {
            return { ready: false, hopeless: true, problems: [`[${reason}] ${textAt(failed, "message")}`, ...own] };
        }
        return {
            ready:
                textAt(object, "status", "startTime") !== "" && conditionOf(object, "Complete")?.["status"] === "True",
            progress: progress(object),
            // That a container of a Job is not ready is its ordinary course.
            problems: own.filter((problem) => !/unready status: \[[^\]]*\]$/.test(problem)),
        };
    },
};
