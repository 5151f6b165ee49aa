import { isProperties } from "../../wire/values";
import type { Cluster } from "../cluster";
import { bare } from "../kinds";
import { at, textAt } from "../manifest";
import type { Manifest } from "../manifest";
import type { Polled } from "./awaiter";

async function isBoundLate(claim: Manifest, cluster: Cluster): Promise<boolean> {
    const name = textAt(claim, "spec", "storageClassName");
    const kind = { apiVersion: "storage.k8s.io/v1", kind: "StorageClass" };
    // A class that is not there, or may not be read, binds nothing late.
    const storageClass = name === "" ? undefined : await cluster.get(bare(kind, "", name)).catch(() => undefined);
    return textAt(storageClass, "volumeBindingMode") === "WaitForFirstConsumer";
}

/**
 * A claim is ready when it is bound, or, where its class waits for a pod that uses it, when it is pending. That a claim
 * which is bound already is not ready after a create is the official provider's behaviour too.
 */
export const claim: Polled = {
    seconds: 300,
    poll: async (object, cluster, updated) => {
        const phase = textAt(object, "status", "phase");
        const late = !(updated && phase === "Bound") && (await isBoundLate(object, cluster));
        return phase === (late ? "Pending" : "Bound");
    },
};

/** A Secret of a service account's token is ready when it has one; any other at once. */
export const secret: Polled = {
    seconds: 5,
    poll: (object) => {
        const data = at(object, "data");
        const filled = isProperties(data) && Object.keys(data).length > 0;
        return Promise.resolve(filled || textAt(object, "type") !== "kubernetes.io/service-account-token");
    },
};
