import { join } from "node:path";
import { attempt } from "./command";
import { bridge, cluster, stateDirs } from "./layout";
import { writeKubeconfig } from "./kubeconfig";
import { ended, ensureServer } from "./processes";
import { connects, until } from "./wait";

/** Starts kube-proxy, which makes Services work by nftables rules in a table of its own. */
export async function startProxy(binary: string): Promise<void> {
    const file = join(stateDirs.config, "proxy.json");
    const config = {
        apiVersion: "kubeproxy.config.k8s.io/v1alpha1",
        kind: "KubeProxyConfiguration",
        mode: "nftables",
        clientConnection: { kubeconfig: writeKubeconfig("proxy") },
        clusterCIDR: bridge.subnet,
        // NodePorts answer on the node's address only, not on the machine's other networks.
        nodePortAddresses: [`${bridge.address}/32`],
        bindAddress: bridge.address,
        healthzBindAddress: "127.0.0.1:10256",
        metricsBindAddress: "127.0.0.1:10249",
        // Zero leaves the machine's connection tracking limits as they are.
        conntrack: { maxPerCore: 0, min: 0, tcpEstablishedTimeout: "0s", tcpCloseWaitTimeout: "0s" },
        // Lowering it needs CAP_SYS_RESOURCE.
        oomScoreAdj: 0,
    };
    await ensureServer({
        name: "kube-proxy",
        command: binary,
        args: ["kube-proxy", `--config=${file}`, `--hostname-override=${cluster.node}`],
        files: { [file]: JSON.stringify(config, null, 2) },
        // At its first look kube-proxy takes an endpoint's existing chain for complete (pkg/proxy/nftables, epChainSkipUpdate), but an earlier one may have
        // emptied it while the endpoint was away: the Service would refuse connections for good, the API server's own first of all.
        prepare: removeServiceRules,
    });
}

/** Removes the rules of Services. These two tables are kube-proxy's alone: every other rule of the machine stays as it is. */
export async function removeServiceRules(): Promise<void> {
    for (const family of ["ip", "ip6"]) await attempt("nft", ["delete", "table", family, "kube-proxy"]);
}

/** Waits until a Service is reachable: the API server's own, which every cluster has. */
export async function untilServicesWork(): Promise<void> {
    await until("the Services' rules", { seconds: 30, hopeless: ended("kube-proxy") }, () =>
        connects({ host: cluster.apiService, port: 443 }),
    );
}
