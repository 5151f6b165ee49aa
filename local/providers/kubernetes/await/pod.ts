import type { Awaiter } from "./awaiter";
import { isPodReady, podProblem } from "./pods";

/** A Pod is ready when its containers are, or when it has run to its end. */
export const pod: Awaiter = {
    seconds: 600,
    onRead: true,
    watches: () => ({}),
    judge: ({ object }) => {
        const problem = object === undefined ? "Pod was deleted" : podProblem(object);
        return {
            ready: object !== undefined && isPodReady(object),
            progress: "Waiting for Pod to be ready",
            problems: problem === undefined ? [] : [problem],
        };
    },
};
