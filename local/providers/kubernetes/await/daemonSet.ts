import { isOwnedBy, namespaceOf, numberAt } from "../manifest";
import type { Awaiter } from "./awaiter";
import { podProblems } from "./pods";

/** A DaemonSet is ready when every node that should run its pod runs the present one. */
export const daemonSet: Awaiter = {
    seconds: 600,
    onRead: true,
    watches: (object) => ({ pods: { kind: { apiVersion: "v1", kind: "Pod" }, namespace: namespaceOf(object) } }),
    judge: ({ object, related }) => {
        const count = (field: string): number => numberAt(object, "status", field);
        const wanted = count("desiredNumberScheduled");
        const observed = count("observedGeneration") >= numberAt(object, "metadata", "generation");
        const ready = Math.min(count("numberReady"), count("updatedNumberScheduled"));
        const own = (related["pods"] ?? []).filter((one) => object !== undefined && isOwnedBy(one, object));
        return {
            ready: object !== undefined && observed && ready >= wanted,
            progress: `Waiting for DaemonSet to roll out (${ready}/${wanted} Pods ready)`,
            problems: podProblems(own),
        };
    },
};
