import type * as k8s from "@pulumi/kubernetes";
import { apiServerPorts, connections, dnsPorts, podKinds } from "../../model/connections";
import type { Connection, PodKind } from "../../model/connections";
import { workloadNames } from "../../model/names";
import { selectorLabels } from "../kubernetes/metadata";
import { everyNamespace } from "./settings";

/** Who connects from outside of the program's own pods: everybody, or the pods of these namespaces. */
type Callers = "everybody" | readonly string[];

/** A port that others connect to. */
export interface Opening {
    /** Whose pods listen. */
    readonly to: PodKind;
    /** TCP port of the pods. */
    readonly port: number;
    /** Who connects; an empty list is nobody. */
    readonly from: Callers;
}

/** The NetworkPolicy of one kind of pods. */
export interface KindPolicy {
    /** Whose pods it closes; the policy has the same name. */
    readonly kind: PodKind;
    /** What stays open. */
    readonly spec: k8s.types.input.networking.v1.NetworkPolicySpec;
}

/** Parts of the cluster that it may do without. */
export interface Parts {
    /** Whether the console runs. */
    readonly withConsole: boolean;
    /** Whether anybody logs in to the brokers. */
    readonly withUsers: boolean;
    /** Whether there are topics to be made. */
    readonly withTopics: boolean;
    /** Whether the lag of consumers is shown. */
    readonly withLag: boolean;
    /** Whether ZooKeeper is backed up. */
    readonly withBackups: boolean;
    /** Whether brokers ask the API server for the zone of their node. */
    readonly readsNodes: boolean;
}

/** A policy for each kind of pods that there is. What of them connects to each other is the model's to say, the rest are `openings`. */
export function policySpecs(openings: readonly Opening[], parts: Parts): KindPolicy[] {
    const { withBackups, withConsole, withLag, withUsers, withTopics } = parts;
    const all: readonly PodKind[] = Object.values(podKinds);
    const ofUsers: readonly PodKind[] = [podKinds.users, podKinds.removal];
    const ofBackups: readonly PodKind[] = [podKinds.backup, podKinds.restore];
    const kinds = all.filter(
        (kind) =>
            (withConsole || kind.instance !== workloadNames.kafkaManager) &&
            (withUsers || !ofUsers.includes(kind)) &&
            (withBackups || !ofBackups.includes(kind)) &&
            (withTopics || kind !== podKinds.topics) &&
            (withLag || kind !== podKinds.lag),
    );
    const open = connections.filter(({ from, to }) => kinds.includes(from) && kinds.includes(to));
    return kinds.map((kind) => ({ kind, spec: policySpec(kind, open, openings, parts) }));
}

/** Without rules for a direction all of it is closed; the API server would drop an empty list. */
function policySpec(
    kind: PodKind,
    open: readonly Connection[],
    openings: readonly Opening[],
    { readsNodes }: Parts,
): k8s.types.input.networking.v1.NetworkPolicySpec {
    const ingress = [
        ...open
            .filter(({ to }) => to === kind)
            .map(({ from, ports }) => ({ from: [podsOf(from)], ports: ports.map(tcp) })),
        ...openings.filter(({ to }) => to === kind).flatMap(ingressRules),
    ];
    return {
        podSelector: selectorOf(kind),
        policyTypes: ["Ingress", "Egress"],
        ...(ingress.length > 0 ? { ingress } : {}),
        egress: [
            // To anywhere: node-local DNS is no pod.
            { ports: dnsPorts.flatMap((port) => [{ port, protocol: "UDP" }, tcp(port)]) },
            ...open
                .filter(({ from }) => from === kind)
                .map(({ to, ports }) => ({ to: [podsOf(to)], ports: ports.map(tcp) })),
            // A policy selects pods and no containers of them: what the one that asks may reach the broker may too. To anywhere, for API servers are no pods.
            ...(readsNodes && kind === podKinds.brokers ? [{ ports: apiServerPorts.map(tcp) }] : []),
        ],
    };
}

function ingressRules({ from, port }: Opening): k8s.types.input.networking.v1.NetworkPolicyIngressRule[] {
    if (from === "everybody") {
        // From outside of the cluster too, which no selector of namespaces means.
        return [{ ports: [tcp(port)] }];
    }
    return from.length === 0 ? [] : [{ from: [{ namespaceSelector: ofNamespaces(from) }], ports: [tcp(port)] }];
}

/** Kubernetes gives every namespace its name as a label (KEP-2161). */
function ofNamespaces(names: readonly string[]): k8s.types.input.meta.v1.LabelSelector {
    return names.includes(everyNamespace)
        ? {}
        : {
              matchExpressions: [
                  { key: "kubernetes.io/metadata.name", operator: "In", values: [...new Set(names)].sort() },
              ],
          };
}

function podsOf(kind: PodKind): k8s.types.input.networking.v1.NetworkPolicyPeer {
    return { podSelector: selectorOf(kind) };
}

function selectorOf({ name, instance }: PodKind): k8s.types.input.meta.v1.LabelSelector {
    return { matchLabels: { ...selectorLabels(name, instance) } };
}

function tcp(port: number): k8s.types.input.networking.v1.NetworkPolicyPort {
    return { port, protocol: "TCP" };
}
