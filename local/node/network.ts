import { networkInterfaces } from "node:os";
import { LocalError } from "../progress";
import { attemptTool, tool } from "./system";
import { bridge, cluster } from "./layout";
import { hasSysctl, setSysctl } from "./sysctls";

/** The CNI configuration: pods on the bridge, addresses from its subnet. */
export function cniConfig(addresses: string): string {
    const plugin = {
        type: "bridge",
        bridge: bridge.name,
        // The gateway's address is given to the bridge by ensureBridge; as `isGateway` the plugin would also turn on forwarding for every interface of the machine.
        isGateway: false,
        ipMasq: false,
        // A pod may be the endpoint of a Service it calls: its packet then leaves the bridge through the port it came in by.
        hairpinMode: true,
        ipam: {
            type: "host-local",
            dataDir: addresses,
            ranges: [[{ subnet: bridge.subnet, gateway: bridge.address }]],
            routes: [{ dst: "0.0.0.0/0" }],
        },
    };
    // No `portmap`: it writes iptables rules that nothing here would remove, and no pod of this project asks for a host port.
    return JSON.stringify({ cniVersion: "1.0.0", name: "kafka-local", plugins: [plugin] }, null, 2);
}

/** Makes the bridge with the node's address on it; must be there before the servers that listen on the address. */
export async function ensureBridge(): Promise<void> {
    refuseTakenSubnet();
    const link = ["dev", bridge.name];
    if ((await attemptTool("ip", ["link", "show", ...link])) === undefined) {
        await tool("ip", ["link", "add", "name", bridge.name, "address", bridge.mac, "type", "bridge"]);
    }
    if (hasSysctl(`net/ipv6/conf/${bridge.name}`)) {
        setSysctl(`net/ipv6/conf/${bridge.name}/disable_ipv6`, "1");
    }
    await tool("ip", ["address", "replace", `${bridge.address}/${bridge.prefix}`, ...link]);
    await tool("ip", ["link", "set", ...link, "up"]);
    // The machine itself reaches Services from the node's address, and also where it has no default route.
    for (const range of [cluster.services, cluster.loadBalancers]) {
        await tool("ip", ["route", "replace", range, ...link, "src", bridge.address]);
    }
    // Forwarding for what comes from pods only: the machine does not become a router for its other networks.
    setSysctl(`net/ipv4/conf/${bridge.name}/forwarding`, "1");
    await allowBridgeRules();
}

async function allowBridgeRules(): Promise<void> {
    const name = "net/bridge/bridge-nf-call-iptables";
    if (!hasSysctl(name)) {
        await attemptTool("modprobe", ["br_netfilter"]);
    }
    if (!hasSysctl(name)) {
        throw new LocalError("the kernel has no br_netfilter module: Services cannot work between pods of one bridge");
    }
    setSysctl(name, "1");
}

/** Removes the bridge and the pods' interfaces on it. */
export async function removeBridge(): Promise<void> {
    const ports = await attemptTool("ip", ["-json", "link", "show", "master", bridge.name]);
    for (const name of interfaceNames(ports ?? "")) {
        await attemptTool("ip", ["link", "delete", "dev", name]);
    }
    await attemptTool("ip", ["link", "delete", "dev", bridge.name]);
}

/** The names in the output of `ip -json link show`; none in an empty output. */
export function interfaceNames(json: string): string[] {
    if (json.trim() === "") {
        return [];
    }
    return (JSON.parse(json) as { readonly ifname?: string }[]).flatMap(({ ifname }) =>
        ifname === undefined ? [] : [ifname],
    );
}

function refuseTakenSubnet(): void {
    const start = toNumber(bridge.address) & (-1 << (32 - bridge.prefix));
    for (const [name, addresses] of Object.entries(networkInterfaces())) {
        const taken = addresses?.find(
            ({ family, address }) => family === "IPv4" && (toNumber(address) & (-1 << (32 - bridge.prefix))) === start,
        );
        if (taken === undefined || name === bridge.name) {
            continue;
        }
        throw new LocalError(
            `the interface ${name} has ${taken.address}, but the local cluster needs ${bridge.subnet} for itself`,
        );
    }
}

function toNumber(address: string): number {
    return address.split(".").reduce((number, part) => (number << 8) | Number(part), 0);
}
