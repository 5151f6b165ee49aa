import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { nodeReaderName, workloadNames } from "../../model/names";
import { containerSecurity, pulled, resources } from "../kubernetes/pod";
import type { Pulling } from "../kubernetes/pod";
import { labels } from "../kubernetes/metadata";
import type { NamedMetadata } from "../kubernetes/metadata";
import { scratchMounts, temporary } from "../kubernetes/scratch";
import type { Scratch } from "../kubernetes/scratch";
import type { Ownership } from "../ownership";
import { configDirectory, scratchDirectory } from "./scripts";
import type { BrokerSettings } from "./settings";

type PodSpec = k8s.types.input.core.v1.PodSpec;

const apiVolume = "api";
const apiDirectory = "/var/run/kafka-api";

/** Seconds that a token of the API server is valid: the least that Kubernetes takes, for it is read once. */
const tokenSeconds = 600;

/** What of a broker's pod its zone is read by. */
export interface ZoneReader {
    /** The service account; none where the pod's label tells the zone. */
    readonly account: Pick<PodSpec, "serviceAccountName">;
    /** A container that runs before the broker; none where the pod's label tells the zone. */
    readonly initContainers: readonly k8s.types.input.core.v1.Container[];
    /** The token and the authority of the API server, for that container alone. */
    readonly volumes: readonly k8s.types.input.core.v1.Volume[];
}

/**
 * What a broker's pod needs to read the zone of its node from the API server, where `kafka:brokers.rack` is `node`. The container of the broker has
 * no token: what it is to know stands in the scratch directory that both share.
 */
export function zoneReader(
    settings: BrokerSettings,
    image: string,
    pulling: Pulling,
    scratch: readonly Scratch[],
): ZoneReader {
    if (settings.rack === "label") {
        return { account: {}, initContainers: [], volumes: [] };
    }
    const container: k8s.types.input.core.v1.Container = {
        name: "node-zone",
        ...pulled(pulling, image),
        command: ["/bin/bash", `${configDirectory}/node-zone.sh`],
        env: [
            { name: "NODE_NAME", valueFrom: { fieldRef: { fieldPath: "spec.nodeName" } } },
            { name: "API_DIRECTORY", value: apiDirectory },
            { name: "SCRATCH_DIRECTORY", value: scratchDirectory },
            { name: "TMPDIR", value: temporary().path },
        ],
        // The same as the container after it: it takes nothing more of a node, and what admits the one admits the other.
        resources: resources(settings, scratch),
        securityContext: containerSecurity,
        volumeMounts: [
            { name: "config", mountPath: configDirectory, readOnly: true },
            { name: apiVolume, mountPath: apiDirectory, readOnly: true },
            ...scratchMounts(scratch),
        ],
    };
    return {
        account: { serviceAccountName: nodeReaderName() },
        initContainers: [container],
        volumes: [
            {
                name: apiVolume,
                projected: {
                    sources: [
                        { serviceAccountToken: { path: "token", expirationSeconds: tokenSeconds } },
                        // Kubernetes puts it into every namespace (from 1.20 on, RootCAConfigMap).
                        { configMap: { name: "kube-root-ca.crt", items: [{ key: "ca.crt", path: "ca.crt" }] } },
                    ],
                },
            },
        ],
    };
}

/** What the rights of the brokers are made from. */
export interface NodeRights {
    /** What the brokers are told of their zones. */
    readonly settings: Pick<BrokerSettings, "rack">;
    /** Name of an existing namespace. */
    readonly namespace: pulumi.Input<string>;
    /** Metadata of the brokers' objects, by name. */
    readonly metadata: NamedMetadata;
    /** Marks the objects and keeps those of others from being taken over. */
    readonly ownership: Ownership;
}

/**
 * The service account of the brokers and its one right: to get a node. Nodes are of no namespace, so the right is the whole cluster's, and its name
 * has that of the namespace in it, of which every cluster has its own. Nothing where nobody reads nodes.
 */
export function createNodeRights(parent: pulumi.Resource, name: string, args: NodeRights): pulumi.Resource[] {
    if (args.settings.rack === "label") {
        return [];
    }
    const { metadata, namespace, ownership } = args;
    const owned = { parent, hooks: ownership.hooks };
    const account = new k8s.core.v1.ServiceAccount(
        `${name}-node-reader`,
        { metadata: metadata(nodeReaderName()), automountServiceAccountToken: false },
        owned,
    );
    const ofCluster = {
        name: pulumi.output(namespace).apply(nodeReaderName),
        labels: labels("kafka", workloadNames.brokers),
        annotations: { ...ownership.annotations },
    };
    const role = new k8s.rbac.v1.ClusterRole(
        `${name}-node-reader`,
        { metadata: ofCluster, rules: [{ apiGroups: [""], resources: ["nodes"], verbs: ["get"] }] },
        owned,
    );
    const binding = new k8s.rbac.v1.ClusterRoleBinding(
        `${name}-node-reader`,
        {
            metadata: ofCluster,
            roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: role.metadata.name },
            subjects: [{ kind: "ServiceAccount", name: account.metadata.name, namespace }],
        },
        owned,
    );
    return [account, role, binding];
}
