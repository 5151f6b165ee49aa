import { mkdirSync } from "node:fs";
import { paths } from "../paths";
import { connects, until } from "../wait";
import { get } from "./api";
import { pkiFile, writeKubeconfig } from "./identities";
import { bridge, cluster, runFiles, stateDirs } from "./layout";
import { ended, ensureServer } from "./processes";

/** Starts etcd; returns when it takes connections. It listens on sockets in the run directory only: no port, and nobody but root can read the cluster's secrets. */
export async function startEtcd(binary: string): Promise<void> {
    mkdirSync(stateDirs.etcd, { recursive: true, mode: 0o700 });
    const [clients, peers] = [`unix://${runFiles.etcd}`, `unix://${runFiles.etcdPeer}`];
    await ensureServer({
        name: "etcd",
        command: binary,
        args: [
            "etcd",
            `--data-dir=${stateDirs.etcd}`,
            `--listen-client-urls=${clients}`,
            `--listen-peer-urls=${peers}`,
            // What is advertised must look like host:port; there is nobody to read it.
            "--advertise-client-urls=http://127.0.0.1:2379",
            "--initial-advertise-peer-urls=http://127.0.0.1:2380",
            "--initial-cluster=default=http://127.0.0.1:2380",
            // Losing power may lose the cluster: it is a throw-away one. A killed process loses nothing, its writes are in the page cache.
            "--unsafe-no-fsync",
            "--auto-compaction-retention=5m",
            "--log-level=warn",
        ],
    });
    const hint = "if its data is damaged, `npm run local -- clean` starts over";
    await until("etcd", { seconds: 30, hopeless: ended("etcd"), hint }, () => connects({ path: runFiles.etcd }));
}

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

/** Starts the provisioner: a directory of the machine for each claim, and larger claims made larger. */
export async function startProvisioner(binary: string): Promise<void> {
    mkdirSync(paths.volumes, { recursive: true, mode: 0o711 });
    await ensureServer({
        name: "provisioner",
        command: binary,
        args: ["provisioner", `--kubeconfig=${writeKubeconfig("provisioner")}`, `--directory=${paths.volumes}`],
    });
}

/** Starts what gives Services of type LoadBalancer an address. */
export async function startLoadBalancers(binary: string): Promise<void> {
    await ensureServer({
        name: "loadbalancer",
        command: binary,
        args: [
            "loadbalancer",
            `--kubeconfig=${writeKubeconfig("loadbalancer")}`,
            `--addresses=${cluster.loadBalancers}`,
        ],
    });
}
