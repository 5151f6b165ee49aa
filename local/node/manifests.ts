import { apply } from "./api";
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
const dnsRules: Rule[] = [
    { apiGroups: [""], resources: ["services", "pods", "namespaces"], verbs: ["list", "watch"] },
    { apiGroups: ["discovery.k8s.io"], resources: ["endpointslices"], verbs: ["list", "watch"] },
];
const policiesRules: Rule[] = [
    { apiGroups: [""], resources: ["pods", "namespaces"], verbs: ["list", "watch"] },
    { apiGroups: ["networking.k8s.io"], resources: ["networkpolicies"], verbs: ["list", "watch"] },
];
const provisionerRules: Rule[] = [
    { apiGroups: [""], resources: ["persistentvolumes"], verbs: [...look, "create", "update", "patch", "delete"] },
    { apiGroups: [""], resources: ["persistentvolumeclaims"], verbs: [...look, "update", "patch"] },
    { apiGroups: [""], resources: ["persistentvolumeclaims/status"], verbs: ["update", "patch"] },
    { apiGroups: [""], resources: ["nodes"], verbs: look },
    { apiGroups: ["storage.k8s.io"], resources: ["storageclasses", "csinodes", "volumeattachments"], verbs: look },
    // Of what gives load balancers their addresses.
    { apiGroups: [""], resources: ["services"], verbs: look },
    { apiGroups: [""], resources: ["services/status"], verbs: ["patch"] },
    { apiGroups: ["", "events.k8s.io"], resources: ["events"], verbs: ["create", "update", "patch"] },
];

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
        apply(`${roles}/kafka-local:dns`, role("kafka-local:dns", dnsRules)),
        apply(`${bindings}/kafka-local:dns`, binding("kafka-local:dns", "kafka-local:dns", "kafka-local:dns")),
        apply(`${roles}/kafka-local:policies`, role("kafka-local:policies", policiesRules)),
        apply(
            `${bindings}/kafka-local:policies`,
            binding("kafka-local:policies", "kafka-local:policies", "kafka-local:policies"),
        ),
        apply(`${roles}/kafka-local:provisioner`, role("kafka-local:provisioner", provisionerRules)),
        apply(
            `${bindings}/kafka-local:provisioner`,
            binding("kafka-local:provisioner", "kafka-local:provisioner", "kafka-local:provisioner"),
        ),
        // The API server as the kubelet's client: logs, exec, port-forward.
        apply(
            `${bindings}/kafka-local:kubelet-client`,
            binding("kafka-local:kubelet-client", "system:kubelet-api-admin", "kube-apiserver-kubelet-client"),
        ),
        apply(`/apis/storage.k8s.io/v1/storageclasses/${cluster.storageClass}`, storageClass),
    ]);
}
