import dns from "node:dns";
import { run } from "./run";

type Lookup = (
    host: string,
    options: dns.LookupOptions,
    callback: (
        error: NodeJS.ErrnoException | null,
        address?: string | { address: string; family: number }[],
        family?: number,
    ) => void,
) => void;

/**
 * Makes this process resolve names of the cluster by the cluster's own DNS, as a pod would, so that clients can be real ones and use
 * the addresses that the brokers advertise. Everything else is resolved as before. Returns a function that undoes it.
 */
export async function useClusterDns(): Promise<() => void> {
    // On the local node pods and Services are reachable from the host; its DNS listens on the node's address.
    const address = await run("kubectl", ["get", "node", "-o", "jsonpath={.items[0].status.addresses[0].address}"]);
    const resolver = new dns.Resolver({ timeout: 1000, tries: 3 });
    resolver.setServers([address]);

    // net.connect reads dns.lookup at every call, and always gives options.
    const original = dns.lookup as unknown as Lookup;
    const lookup: Lookup = (host, options, callback) => {
        if (!host.endsWith(".cluster.local")) {
            original(host, options, callback);
            return;
        }
        resolver.resolve4(host, (error, addresses) => {
            if (error !== null) {
                callback(error);
            } else if (options.all === true) {
                callback(
                    null,
                    addresses.map((found) => ({ address: found, family: 4 })),
                );
            } else {
                callback(null, addresses[0] ?? "", 4);
            }
        });
    };
    dns.lookup = lookup as unknown as typeof dns.lookup;
    return () => {
        dns.lookup = original as unknown as typeof dns.lookup;
    };
}
