import { mkdirSync, readlinkSync, rmSync } from "node:fs";
import { join } from "node:path";
import { get } from "./api";
import { podsGroup } from "./cgroups";
import { bridge, cluster, runFiles, stateDirs } from "./layout";
import { pkiFile, writeKubeconfig } from "./identities";
import { ensureServer, ended, findServer } from "./processes";
import { entries, removeEmpty } from "./system";
import { until } from "../wait";

const config = {
    apiVersion: "kubelet.config.k8s.io/v1beta1",
    kind: "KubeletConfiguration",
    address: bridge.address,
    port: cluster.kubeletPort,
    // Whether it works is seen on its Node object; a health port would only be one more that is taken.
    healthzPort: 0,
    tlsCertFile: pkiFile("kubelet-server", "crt"),
    tlsPrivateKeyFile: pkiFile("kubelet-server", "key"),
    authentication: {
        anonymous: { enabled: false },
        webhook: { enabled: true },
        x509: { clientCAFile: pkiFile("ca", "crt") },
    },
    authorization: { mode: "Webhook" },
    containerRuntimeEndpoint: `unix://${runFiles.containerd}`,
    cgroupDriver: "cgroupfs",
    cgroupRoot: podsGroup,
    // Debian 12 in a virtual machine often still mounts v1.
    failCgroupV1: false,
    failSwapOn: false,
    // The first needs CAP_SYS_RESOURCE; the second would write iptables chains that kube-proxy does not use in nftables mode.
    oomScoreAdj: 0,
    makeIPTablesUtilChains: false,
    clusterDNS: [bridge.address],
    clusterDomain: cluster.domain,
    // Pods get the cluster's DNS only: nothing of the machine's own names or search list.
    resolvConf: "",
    podLogsDir: stateDirs.podLogs,
    volumePluginDir: stateDirs.volumePlugins,
    containerLogMaxSize: "10Mi",
    containerLogMaxFiles: 3,
    serializeImagePulls: false,
    // Images are imported, not pulled: one that is collected would be missing for good. So no collection, and no eviction for a full disk.
    imageGCHighThresholdPercent: 100,
    evictionHard: { "memory.available": "100Mi" },
};

/** Starts the kubelet. */
export async function startKubelet(binary: string): Promise<void> {
    for (const directory of [stateDirs.kubelet, stateDirs.podLogs]) {
        mkdirSync(directory, { recursive: true, mode: 0o700 });
    }
    const file = join(stateDirs.config, "kubelet.json");
    await ensureServer({
        name: "kubelet",
        command: binary,
        args: [
            "kubelet",
            `--config=${file}`,
            `--kubeconfig=${writeKubeconfig("kubelet")}`,
            `--root-dir=${stateDirs.kubelet}`,
            `--cert-dir=${join(stateDirs.kubelet, "pki")}`,
            `--hostname-override=${cluster.node}`,
            `--node-ip=${bridge.address}`,
        ],
        files: { [file]: JSON.stringify(config, null, 2) },
    });
}

/** The part of a Node that is looked at. */
export interface NodeObject {
    readonly spec?: { readonly taints?: readonly { readonly key: string }[] };
    readonly status?: {
        readonly conditions?: readonly {
            readonly type: string;
            readonly status: string;
            readonly lastHeartbeatTime: string;
            readonly message?: string;
        }[];
    };
}

/** Waits until pods can be scheduled: Ready as told by the kubelet that runs now, not by the one before it, and the taint of a node that is not ready removed. */
export async function untilNodeReady(): Promise<void> {
    const hint = `its conditions: kubectl describe node ${cluster.node}`;
    await until("the node", { seconds: 90, hopeless: ended("kubelet"), hint }, async () => {
        const node = await get<NodeObject>(`/api/v1/nodes/${cluster.node}`);
        const ready = node.status?.conditions?.find(({ type }) => type === "Ready");
        const fresh =
            Date.parse(ready?.lastHeartbeatTime ?? "") / 1000 >= Math.floor(findServer("kubelet")?.since ?? Infinity);
        if (ready?.status !== "True") {
            throw new Error(ready?.message ?? "not registered yet");
        }
        return fresh && (node.spec?.taints ?? []).length === 0 ? true : undefined;
    });
}

/** Removes what the kubelet keeps at places that cannot be configured, and their directories where nothing else is left in them. */
export function removeKubeletLeftovers(): void {
    const devices = "/var/lib/kubelet/device-plugins";
    for (const name of ["kubelet.sock", "kubelet_internal_checkpoint", "DEPRECATION"]) {
        rmSync(join(devices, name), { force: true });
    }
    const links = "/var/log/containers";
    for (const name of entries(links)) {
        if (pointsIntoOurs(join(links, name))) {
            rmSync(join(links, name));
        }
    }
    removeEmpty(devices, "/var/lib/kubelet", links);
}

function pointsIntoOurs(link: string): boolean {
    try {
        return readlinkSync(link).startsWith(`${stateDirs.podLogs}/`);
    } catch {
        return false;
    }
}
