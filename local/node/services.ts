import { Resolver } from "node:dns/promises";
import { join } from "node:path";
import { connects, until } from "../wait";
import { writeKubeconfig } from "./identities";
import { bridge, cluster, stateDirs } from "./layout";
import { ended, ensureServer } from "./processes";
import { attemptTool } from "./system";

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
    for (const family of ["ip", "ip6"]) {
        await attemptTool("nft", ["delete", "table", family, "kube-proxy"]);
    }
}

/** Waits until a Service is reachable: the API server's own, which every cluster has. */
export async function untilServicesWork(): Promise<void> {
    await until("the Services' rules", { seconds: 30, hopeless: ended("kube-proxy") }, () =>
        connects({ host: cluster.apiService, port: 443 }),
    );
}

/** Starts CoreDNS on the bridge's address, for the cluster's names only: others are refused at once, since nothing here needs them. */
export async function startDns(binary: string): Promise<void> {
    const file = join(stateDirs.config, "Corefile");
    const corefile = `${cluster.domain}:53 in-addr.arpa:53 {
    bind ${bridge.address}
    errors
    cache 5
    kubernetes ${cluster.domain} in-addr.arpa {
        kubeconfig ${writeKubeconfig("dns")}
        ttl 5
    }
}
`;
    await ensureServer({
        name: "coredns",
        command: binary,
        args: ["coredns", "-conf", file],
        files: { [file]: corefile },
    });
}

/** Waits until the name of the API server resolves as pods resolve it. */
export async function untilDnsAnswers(): Promise<void> {
    const resolver = new Resolver({ timeout: 500, tries: 1 });
    resolver.setServers([bridge.address]);
    await until("the cluster's DNS", { seconds: 30, hopeless: ended("coredns") }, async () => {
        const addresses = await resolver.resolve4(`kubernetes.default.svc.${cluster.domain}`);
        return addresses.includes(cluster.apiService) ? true : undefined;
    });
}
