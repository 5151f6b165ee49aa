import type { Properties } from "../../wire/values";
import { at, conditionOf, idOf, listAt, numberAt, textAt } from "../manifest";
import type { Manifest } from "../manifest";

function reasonOf(status: Properties): string | undefined {
    const waiting = at(status, "state", "waiting");
    const reason = textAt(waiting, "reason");
    if (waiting !== undefined && reason !== "" && reason !== "ContainerCreating" && reason !== "PodInitializing") {
        return `[${reason}] ${textAt(waiting, "message")}`.trimEnd();
    }
    const terminated = at(status, "state", "terminated");
    const code = numberAt(terminated, "exitCode");
    if (code !== 0) {
        const message = textAt(terminated, "message");
        const text =
            message === "" ? `Container "${textAt(status, "name")}" completed with exit code ${code}` : message;
        return `[${textAt(terminated, "reason")}] ${text}`;
    }
    return undefined;
}

/** Whether a pod runs and is ready, or has run to its end. */
export function isPodReady(pod: Manifest): boolean {
    return textAt(pod, "status", "phase") === "Succeeded" || conditionOf(pod, "Ready")?.["status"] === "True";
}

/** What keeps a pod from being ready, in the official provider's words; undefined where nothing is known to. */
export function podProblem(pod: Manifest): string | undefined {
    if (isPodReady(pod)) {
        return undefined;
    }
    const scheduled = conditionOf(pod, "PodScheduled");
    if (scheduled?.["status"] === "False") {
        return `[Pod ${idOf(pod)}]: [${textAt(scheduled, "reason")}] ${textAt(scheduled, "message")}`;
    }
    const statuses = [...listAt(pod, "status", "initContainerStatuses"), ...listAt(pod, "status", "containerStatuses")];
    const reasons = statuses.flatMap((status) => reasonOf(status) ?? []);
    const message = textAt(conditionOf(pod, "Ready"), "message");
    return reasons.length === 0 && message === ""
        ? undefined
        : `[Pod ${idOf(pod)}]: ${[message, ...reasons].filter((part) => part !== "").join(" -- ")}`;
}

/** {@link podProblem} of each pod that has one. */
export function podProblems(pods: readonly Manifest[]): string[] {
    return pods.flatMap((pod) => podProblem(pod) ?? []);
}
