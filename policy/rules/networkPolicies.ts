import { at, list } from "../objects/json";
import { isOfCluster, kindOf, nameOf, namespaceOf } from "../objects/object";
import type { Declared } from "../objects/object";
import { labelsOf, podOf, selects } from "../objects/pods";
import { stackPolicy } from "../policy";

/** Pods that no NetworkPolicy selects are reached by everybody, at every port. */
export const networkPolicies = stackPolicy(
    {
        name: "network-policies",
        description: "Pods are selected by a NetworkPolicy that closes what nobody needs.",
        settings: {},
    },
    (resources) => {
        const policies = resources.filter((object) => kindOf(object) === "NetworkPolicy" && closesIngress(object));
        return resources
            .filter((object) => podOf(object) !== undefined && !policies.some((policy) => covers(policy, object)))
            .map((object) => ({
                urn: object.urn,
                message:
                    `${nameOf(object)}: no NetworkPolicy for Ingress selects its pods: one must; ` +
                    (isOfCluster(object) ? "set kafka:security.networkPolicies.enabled to true" : "add one"),
            }));
    },
);

function closesIngress({ props }: Declared): boolean {
    const types = list(props, "spec", "policyTypes");
    return types.length === 0 || types.includes("Ingress");
}

function covers(policy: Declared, object: Declared): boolean {
    return (
        namespaceOf(policy) === namespaceOf(object) &&
        selects(at(policy.props, "spec", "podSelector"), labelsOf(podOf(object)))
    );
}
