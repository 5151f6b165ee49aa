import type { Properties } from "../../wire/values";
import type { Kind } from "../kinds";
import { at, conditionOf, idOf, listAt, numberAt, textAt } from "../manifest";
import type { Manifest } from "../manifest";
import type { Watched } from "./awaiter";

/** The kind of pods, which most awaiters watch besides their own. */
export const podKind: Kind = { apiVersion: "v1", kind: "Pod" };

function problemsOf(status: Properties): string[] {
    if (status["ready"] === true) {
        return [];
    }
    const name = textAt(status, "name");
    const problems: string[] = [];
    const waiting = textAt(status, "state", "waiting", "reason");
    if (waiting !== "" && waiting !== "ContainerCreating") {
        problems.push(`[${waiting}] ${textAt(status, "state", "waiting", "message")}`.trimEnd());
    }
    const terminated = at(status, "state", "terminated");
    if (textAt(terminated, "reason") !== "") {
        const message = textAt(terminated, "message");
        problems.push(
            message === ""
                ? `container "${name}" completed with exit code ${numberAt(terminated, "exitCode")}`
                : `[${textAt(terminated, "reason")}] ${message}`,
        );
    }
    const last = at(status, "lastState", "terminated");
    if (last !== undefined) {
        const how = `${textAt(last, "reason")}: exit code ${numberAt(last, "exitCode")}`;
        problems.push(
            `container "${name}" terminated at ${textAt(last, "finishedAt")} (${how})`,
            textAt(last, "message"),
        );
    }
    return problems.filter((problem) => problem !== "");
}

function isPodReady(pod: Manifest): boolean {
    return textAt(pod, "status", "phase") === "Succeeded" || conditionOf(pod, "Ready")?.["status"] === "True";
}

/**
 * What keeps a pod from being ready, in the official provider's words; undefined where nothing is known to. That a pod finds no node is shown
 * by the official one while it waits, and is no reason in its errors.
 */
export function podProblem(pod: Manifest): string | undefined {
    if (isPodReady(pod) || conditionOf(pod, "PodScheduled")?.["status"] !== "True") {
        return undefined;
    }
    const condition = ["Initialized", "Ready"]
        .map((type) => conditionOf(pod, type))
        .find((one) => one?.["status"] !== "True");
    const problems = listAt(pod, "status", "containerStatuses").flatMap(problemsOf);
    const message = textAt(condition, "message");
    return message === "" && problems.length === 0
        ? undefined
        : `[Pod ${idOf(pod)}]: ${[message, ...problems].filter((part) => part !== "").join("\n")}`;
}

/** {@link podProblem} of each pod that has one. */
export function podProblems(pods: readonly Manifest[]): string[] {
    return pods.flatMap((pod) => podProblem(pod) ?? []);
}

/** A Pod is ready when its containers are, or when it has run to its end. Its time begins anew as that of a Job does. */
export const pod: Watched = {
    seconds: 600,
    watches: {},
    renews: () => true,
    judge: ({ object }) => {
        const problem = object === undefined ? "Pod was deleted" : podProblem(object);
        return {
            ready: object !== undefined && isPodReady(object),
            progress: "Waiting for Pod to be ready",
            problems: problem === undefined ? [] : [problem],
        };
    },
};
