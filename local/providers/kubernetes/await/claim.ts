import { textAt } from "../manifest";
import type { Awaiter } from "./awaiter";

/**
 * A claim is ready when it is bound, or, where its class waits for a pod that uses it, when it is pending. That a claim
 * which is bound already is not ready after a create is the official provider's behaviour too.
 */
export const claim: Awaiter = {
    seconds: 300,
    fixed: true,
    onRead: false,
    watches: (object) => ({
        classes: {
            kind: { apiVersion: "storage.k8s.io/v1", kind: "StorageClass" },
            namespace: "",
            fieldSelector: `metadata.name=${textAt(object, "spec", "storageClassName")}`,
        },
    }),
    judge: ({ object, before, related }) => {
        const [storageClass] = related["classes"] ?? [];
        const late = textAt(storageClass, "volumeBindingMode") === "WaitForFirstConsumer";
        const phase = textAt(object, "status", "phase");
        return { ready: phase === (late && before === undefined ? "Pending" : "Bound"), problems: [] };
    },
};
