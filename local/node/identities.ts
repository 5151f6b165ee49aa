import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { paths } from "../paths";
import { apiUrl, bridge, cluster, stateDirs } from "./layout";

/** Who holds a client certificate: the user and group that RBAC knows, as in a cluster made by kubeadm. */
export const clients = {
    admin: "CN=kubernetes-admin, O=system:masters",
    "controller-manager": "CN=system:kube-controller-manager",
    scheduler: "CN=system:kube-scheduler",
    kubelet: `CN=system:node:${cluster.node}, O=system:nodes`,
    proxy: "CN=system:kube-proxy",
    dns: "CN=kafka-local:dns",
    policies: "CN=kafka-local:policies",
    provisioner: "CN=kafka-local:provisioner",
    loadbalancer: "CN=kafka-local:loadbalancer",
    "apiserver-kubelet-client": "CN=kube-apiserver-kubelet-client",
} as const;

/** A holder of a client certificate. */
export type Client = keyof typeof clients;

const apiNames = [
    "kubernetes",
    "kubernetes.default",
    "kubernetes.default.svc",
    `kubernetes.default.svc.${cluster.domain}`,
];
/** Who holds a server certificate, and under which names and addresses it is reached. */
export const servers = {
    apiserver: { dns: [...apiNames, "localhost"], ip: [bridge.address, cluster.apiService] },
    "kubelet-server": { dns: [cluster.node], ip: [bridge.address] },
} as const;

/** The path of a file in `paths.pki`: `ca`, `service-accounts`, a client or a server. */
export function pkiFile(name: "ca" | "service-accounts" | Client | keyof typeof servers, kind: "crt" | "key"): string {
    return join(paths.pki, `${name}.${kind}`);
}

/** Writes a client's kubeconfig, with everything embedded so that the file may be copied. Returns its path: `paths.kubeconfig` for the administrator. */
export function writeKubeconfig(client: Client): string {
    const file = client === "admin" ? paths.kubeconfig : join(stateDirs.config, `${client}.kubeconfig`);
    const config = {
        apiVersion: "v1",
        kind: "Config",
        "current-context": cluster.name,
        clusters: [
            {
                name: cluster.name,
                cluster: { server: apiUrl, "certificate-authority-data": encoded(pkiFile("ca", "crt")) },
            },
        ],
        users: [
            {
                name: client,
                user: {
                    "client-certificate-data": encoded(pkiFile(client, "crt")),
                    "client-key-data": encoded(pkiFile(client, "key")),
                },
            },
        ],
        contexts: [{ name: cluster.name, context: { cluster: cluster.name, user: client } }],
    };
    mkdirSync(stateDirs.config, { recursive: true });
    // JSON is YAML.
    writeFileSync(file, `${JSON.stringify(config, null, 2)}\n`, { mode: 0o600 });
    return file;
}

function encoded(file: string): string {
    return readFileSync(file).toString("base64");
}
