import { Resolver } from "node:dns/promises";
import { join } from "node:path";
import { bridge, cluster, stateDirs } from "./layout";
import { writeKubeconfig } from "./kubeconfig";
import { ensureServer, ended } from "./processes";
import { until } from "./wait";

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
