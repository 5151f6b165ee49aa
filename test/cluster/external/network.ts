import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { bridge, cluster } from "../../../local/node/layout";
import { attempt, run } from "../support/run";
import type { Entry } from "../support/kafka";
import type { Errand } from "./client";

/** The network namespace, the two ends of the cable, and the addresses of these. */
const [namespace, outer, inner] = ["kafka-outside", "kl-outside", "kl-inside"];
const [gateway, address] = ["172.31.255.1", "172.31.255.2"];

/**
 * A network outside the cluster: a network namespace that is joined to the machine by a cable, and has routes to the node's address and to
 * those of load balancers only. No pod, no Service and no name of the cluster can be reached from it.
 */
export class OutsideNetwork {
    /** Makes it anew. */
    async make(): Promise<void> {
        await this.remove();
        await run("ip", ["netns", "add", namespace]);
        await run("ip", ["link", "add", outer, "type", "veth", "peer", "name", inner, "netns", namespace]);
        await run("ip", ["address", "add", `${gateway}/30`, "dev", outer]);
        await run("ip", ["link", "set", outer, "up"]);
        // The node is the router on the way to its pods, for what comes by this cable only.
        writeFileSync(`/proc/sys/net/ipv4/conf/${outer}/forwarding`, "1");
        await run("ip", ["-n", namespace, "address", "add", `${address}/30`, "dev", inner]);
        for (const device of ["lo", inner]) {
            await run("ip", ["-n", namespace, "link", "set", device, "up"]);
        }
        for (const range of [`${bridge.address}/32`, cluster.loadBalancers]) {
            await run("ip", ["-n", namespace, "route", "add", range, "via", gateway]);
        }
    }

    /** Removes it, if it is there. */
    async remove(): Promise<void> {
        await attempt("ip", ["netns", "delete", namespace]);
        await attempt("ip", ["link", "delete", outer]);
    }

    /** What a client in it reads, or an empty list for one that writes. Throws with what it said where it fails. */
    async send(errand: Errand): Promise<readonly Entry[]> {
        const client = ["-r", "ts-node/register", join(__dirname, "client.ts")];
        const command = ["netns", "exec", namespace, process.execPath, ...client];
        return JSON.parse(await run("ip", command, { input: JSON.stringify(errand), seconds: 120 })) as Entry[];
    }
}
