import { pkiFile } from "./certificates";
import { get } from "./api";
import { bridge, cluster, runFiles, stateDirs } from "./layout";
import { writeKubeconfig } from "./kubeconfig";
import { ensureServer, ended } from "./processes";
import { until } from "./wait";

/** Starts the API server on the bridge's address, where pods reach it too; returns when it is ready. */
export async function startApiServer(binary: string): Promise<void> {
    await ensureServer({
        name: "kube-apiserver",
        command: binary,
        args: [
            "kube-apiserver",
            `--bind-address=${bridge.address}`,
            `--secure-port=${cluster.apiPort}`,
            `--advertise-address=${bridge.address}`,
            `--etcd-servers=unix://${runFiles.etcd}`,
            `--service-cluster-ip-range=${cluster.services}`,
            `--tls-cert-file=${pkiFile("apiserver", "crt")}`,
            `--tls-private-key-file=${pkiFile("apiserver", "key")}`,
            `--client-ca-file=${pkiFile("ca", "crt")}`,
            // As kubeadm does; Pod Security admission is on by default.
            "--authorization-mode=Node,RBAC",
            "--enable-admission-plugins=NodeRestriction",
            `--service-account-issuer=https://kubernetes.default.svc.${cluster.domain}`,
            `--service-account-signing-key-file=${pkiFile("service-accounts", "key")}`,
            `--service-account-key-file=${pkiFile("service-accounts", "crt")}`,
            // For logs, exec and port-forward.
            `--kubelet-certificate-authority=${pkiFile("ca", "crt")}`,
            `--kubelet-client-certificate=${pkiFile("apiserver-kubelet-client", "crt")}`,
            `--kubelet-client-key=${pkiFile("apiserver-kubelet-client", "key")}`,
            "--kubelet-preferred-address-types=InternalIP",
            "--allow-privileged=true",
            "--profiling=false",
        ],
    });
    await until("the API server", { seconds: 60, hopeless: ended("kube-apiserver") }, async () => {
        await get("/readyz");
        return true;
    });
}

/** Starts the controllers. They serve nothing themselves: no port, and no leader to elect among one. */
export async function startControllers(binary: string): Promise<void> {
    await ensureServer({
        name: "kube-controller-manager",
        command: binary,
        args: [
            "kube-controller-manager",
            `--kubeconfig=${writeKubeconfig("controller-manager")}`,
            "--secure-port=0",
            "--leader-elect=false",
            "--use-service-account-credentials=true",
            // It would make the default directory, below /usr/libexec, though it is empty.
            `--flex-volume-plugin-dir=${stateDirs.volumePlugins}`,
            `--service-account-private-key-file=${pkiFile("service-accounts", "key")}`,
            `--root-ca-file=${pkiFile("ca", "crt")}`,
            `--cluster-signing-cert-file=${pkiFile("ca", "crt")}`,
            `--cluster-signing-key-file=${pkiFile("ca", "key")}`,
        ],
    });
}

/** Starts the scheduler, on the same terms. */
export async function startScheduler(binary: string): Promise<void> {
    const kubeconfig = writeKubeconfig("scheduler");
    await ensureServer({
        name: "kube-scheduler",
        command: binary,
        args: ["kube-scheduler", `--kubeconfig=${kubeconfig}`, "--secure-port=0", "--leader-elect=false"],
    });
}
