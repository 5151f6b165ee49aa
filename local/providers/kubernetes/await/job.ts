import { conditionOf, isOwnedBy, nameOf, namespaceOf, numberAt, textAt } from "../manifest";
import type { Awaiter } from "./awaiter";
import { podProblems } from "./pods";

/** A Job is ready when it is complete; one that failed is beyond hope. */
export const job: Awaiter = {
    seconds: 600,
    onRead: true,
    watches: (object) => ({ pods: { kind: { apiVersion: "v1", kind: "Pod" }, namespace: namespaceOf(object) } }),
    judge: ({ object, related }) => {
        if (object === undefined) {
            return { ready: false, problems: ["Job was deleted"] };
        }
        const own = (related["pods"] ?? []).filter((pod) => isOwnedBy(pod, object));
        const failed = conditionOf(object, "Failed");
        if (failed?.["status"] === "True") {
            const reason = `[${textAt(failed, "reason")}] ${textAt(failed, "message")}`;
            return { ready: false, hopeless: true, problems: [reason, ...podProblems(own)] };
        }
        return {
            ready: conditionOf(object, "Complete")?.["status"] === "True",
            progress: `Waiting for Job "${nameOf(object)}" to succeed (Active: ${numberAt(object, "status", "active")})`,
            // That a container of a Job is not ready is its ordinary course.
            problems: podProblems(own).filter(
                (problem) => problem.includes(" -- ") || !problem.includes("unready status"),
            ),
        };
    },
};
