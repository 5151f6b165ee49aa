import { at, list, text } from "../../harness";
import type { Json } from "../../harness";

/** Who connects, or is connected to. */
export interface Endpoint {
    /** The namespace of a pod; undefined for an address outside of the cluster. */
    readonly namespace: string | undefined;
    /** Labels of the pod. */
    readonly labels: Readonly<Record<string, string>>;
}

/** A port of the one that is connected to. */
export interface Port {
    readonly port: number;
    readonly protocol: "TCP" | "UDP";
}

type Labels = Endpoint["labels"];

/**
 * Whether a connection is open, as Kubernetes specifies it (networking/v1, NetworkPolicySpec): each side that a policy of the direction selects
 * needs one rule that lets it pass. Throws at what this program has no use for, so that nothing is taken for closed that is not understood.
 */
export function isOpen(policies: readonly Json[], from: Endpoint, to: Endpoint, port: Port): boolean {
    return (
        passes(policies, "Egress", { own: from, peer: to, port }) &&
        passes(policies, "Ingress", { own: to, peer: from, port })
    );
}

interface Attempt {
    readonly own: Endpoint;
    readonly peer: Endpoint;
    readonly port: Port;
}

function passes(policies: readonly Json[], direction: "Egress" | "Ingress", { own, peer, port }: Attempt): boolean {
    const selecting = policies.filter(
        (policy) =>
            text(policy, "metadata", "namespace") === own.namespace &&
            list(policy, "spec", "policyTypes").includes(direction) &&
            selects(at(policy, "spec", "podSelector"), own.labels),
    );
    const [rules, peers] = direction === "Egress" ? ["egress", "to"] : ["ingress", "from"];
    return (
        selecting.length === 0 ||
        selecting.some((policy) =>
            list(policy, "spec", rules).some(
                (rule) =>
                    among(list(rule, peers), (one) => isPeer(one, text(policy, "metadata", "namespace"), peer)) &&
                    among(list(rule, "ports"), (one) => isPort(one, port)),
            ),
        )
    );
}

/** A rule that names none means all. */
function among(items: readonly Json[], fits: (item: Json) => boolean): boolean {
    return items.length === 0 || items.some(fits);
}

function isPeer(peer: Json, own: string, { namespace, labels }: Endpoint): boolean {
    only(peer, "podSelector", "namespaceSelector");
    const [pods, spaces] = [at(peer, "podSelector"), at(peer, "namespaceSelector")];
    if (namespace === undefined) {
        return false;
    }
    const isInNamespace =
        spaces === undefined ? namespace === own : selects(spaces, { "kubernetes.io/metadata.name": namespace });
    return isInNamespace && (pods === undefined || selects(pods, labels));
}

function isPort(rule: Json, { port, protocol }: Port): boolean {
    only(rule, "port", "protocol");
    const wanted = at(rule, "port");
    if (wanted !== undefined && typeof wanted !== "number") {
        throw new Error(`a port by name: ${JSON.stringify(rule)}`);
    }
    return (wanted ?? port) === port && (at(rule, "protocol") ?? "TCP") === protocol;
}

function selects(selector: Json | undefined, labels: Labels): boolean {
    only(selector, "matchLabels", "matchExpressions");
    return (
        Object.entries((at(selector, "matchLabels") ?? {}) as Labels).every(([key, value]) => labels[key] === value) &&
        list(selector, "matchExpressions").every((expression) => {
            if (at(expression, "operator") !== "In") {
                throw new Error(`an operator without a meaning here: ${JSON.stringify(expression)}`);
            }
            return list(expression, "values").includes(labels[text(expression, "key")] ?? null);
        })
    );
}

function only(value: Json | undefined, ...known: readonly string[]): void {
    const unknown = Object.keys((value ?? {}) as object).filter((key) => !known.includes(key));
    if (unknown.length > 0) {
        throw new Error(`${unknown.join(", ")} has no meaning here: ${JSON.stringify(value)}`);
    }
}
