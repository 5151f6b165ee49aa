import { isProperties } from "../../wire/values";
import { at, listAt, nameOf, textAt } from "../manifest";
import type { Manifest } from "../manifest";
import type { Watched } from "./awaiter";

// How long the endpoints have to stay as they are: the official provider's time.
const settleSeconds = 10;

function targetsPods(service: Manifest): boolean {
    const selector = at(service, "spec", "selector");
    return (
        isProperties(selector) &&
        Object.keys(selector).length > 0 &&
        at(service, "spec", "clusterIP") !== "None" &&
        textAt(service, "spec", "type") !== "ExternalName"
    );
}

/**
 * A Service is ready when the pods behind it are, if there are any, and have been for a while, and when its load balancer
 * has an address. A headless one, one without a selector and an ExternalName are ready at once.
 */
export const service: Watched = {
    seconds: 600,
    watches: { endpoints: { apiVersion: "v1", kind: "Endpoints" } },
    judge: ({ object, related }) => {
        if (object === undefined) {
            return { ready: false, problems: ["Service was deleted"] };
        }
        const addressed =
            textAt(object, "spec", "type") !== "LoadBalancer" ||
            listAt(object, "status", "loadBalancer", "ingress").length > 0;
        if (!targetsPods(object)) {
            return { ready: addressed, problems: addressed ? [] : [noAddress] };
        }
        const own = related["endpoints"]?.find((one) => nameOf(one) === nameOf(object));
        const subsets = listAt(own, "subsets");
        const has = (addresses: string): boolean => subsets.some((subset) => listAt(subset, addresses).length > 0);
        const settled = own !== undefined && !has("notReadyAddresses");
        return {
            ready: addressed && settled,
            settle: { key: textAt(own, "metadata", "resourceVersion"), seconds: settleSeconds },
            progress: settled
                ? "[2/3] Attempting to allocate IP address to Service"
                : "[1/3] Finding Pods to direct traffic to",
            problems: [...(has("addresses") ? [] : [noPods]), ...(addressed ? [] : [noAddress])],
        };
    },
};

const noPods =
    "Service does not target any Pods. Selected Pods may not be ready, or field '.spec.selector' may not match labels on any Pods";
const noAddress = "Service was not allocated an IP address; does your cloud provider support this?";
