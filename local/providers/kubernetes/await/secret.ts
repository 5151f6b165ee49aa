import { textAt } from "../manifest";
import type { Awaiter } from "./awaiter";

/** A Secret of a service account's token is ready when it has one; any other at once. */
export const secret: Awaiter = {
    seconds: 5,
    fixed: true,
    onRead: false,
    watches: () => ({}),
    judge: ({ object }) => ({
        ready:
            textAt(object, "type") !== "kubernetes.io/service-account-token" ||
            (object?.["data"] !== undefined && object["data"] !== null),
        problems: [],
    }),
};
