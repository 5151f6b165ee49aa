import { apply } from "./api";
import type { Client } from "./identities";
import { cluster } from "./layout";

const rbac = "rbac.authorization.k8s.io";

interface Rule {
    readonly apiGroups: readonly string[];
    readonly resources: readonly string[];
    readonly verbs: readonly string[];
}

function role(name: string, rules: readonly Rule[]): object {
    return { apiVersion: `${rbac}/v1`, kind: "ClusterRole", metadata: { name }, rules };
}

function binding(name: string, roleName: string, user: string): object {
    return {
        apiVersion: `${rbac}/v1`,
        kind: "ClusterRoleBinding",
        metadata: { name },
        roleRef: { apiGroup: rbac, kind: "ClusterRole", name: roleName },
        subjects: [{ apiGroup: rbac, kind: "User", name: user }],
    };
}

const look = ["get", "list", "watch"];
/** What each of our own clients may do, by the name of its certificate. */
const rights = {
    dns: [
        { apiGroups: [""], resources: ["services", "pods", "namespaces"], verbs: ["list", "watch"] },
        { apiGroups: ["discovery.k8s.io"], resources: ["endpointslices"], verbs: ["list", "watch"] },
    ],
    policies: [
        { apiGroups: [""], resources: ["pods", "namespaces"], verbs: ["list", "watch"] },
        { apiGroups: ["networking.k8s.io"], resources: ["networkpolicies"], verbs: ["list", "watch"] },
    ],
    provisioner: [
        { apiGroups: [""], resources: ["persistentvolumes"], verbs: [...look, "create", "update", "patch", "delete"] },
        { apiGroups: [""], resources: ["persistentvolumeclaims"], verbs: [...look, "update", "patch"] },
        { apiGroups: [""], resources: ["persistentvolumeclaims/status"], verbs: ["update", "patch"] },
        { apiGroups: [""], resources: ["nodes"], verbs: look },
        { apiGroups: ["storage.k8s.io"], resources: ["storageclasses", "csinodes", "volumeattachments"], verbs: look },
        { apiGroups: ["", "events.k8s.io"], resources: ["events"], verbs: ["create", "update", "patch"] },
    ],
    loadbalancer: [
        { apiGroups: [""], resources: ["services"], verbs: look },
        { apiGroups: [""], resources: ["services/status"], verbs: ["patch"] },
    ],
} as const satisfies Partial<Record<Client, readonly Rule[]>>;

const storageClass = {
    apiVersion: "storage.k8s.io/v1",
    kind: "StorageClass",
    metadata: { name: cluster.storageClass, annotations: { "storageclass.kubernetes.io/is-default-class": "true" } },
    provisioner: cluster.provisioner,
    reclaimPolicy: "Delete",
    volumeBindingMode: "WaitForFirstConsumer",
    allowVolumeExpansion: true,
};

/** Applies the few objects that a cluster needs beyond what its servers make themselves: rights of our own clients, and the default StorageClass. */
export async function applyManifests(): Promise<void> {
    const roles = `/apis/${rbac}/v1/clusterroles`;
    const bindings = `/apis/${rbac}/v1/clusterrolebindings`;
    await Promise.all([
        ...Object.entries(rights).flatMap(([client, rules]) => {
            const name = `kafka-local:${client}`;
            return [
                apply(`${roles}/${name}`, role(name, rules)),
                apply(`${bindings}/${name}`, binding(name, name, name)),
            ];
        }),
        // The API server as the kubelet's client: logs, exec, port-forward.
        apply(
            `${bindings}/kafka-local:kubelet-client`,
            binding("kafka-local:kubelet-client", "system:kubelet-api-admin", "kube-apiserver-kubelet-client"),
        ),
        apply(`/apis/storage.k8s.io/v1/storageclasses/${cluster.storageClass}`, storageClass),
    ]);
}
