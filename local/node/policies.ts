import { readFileSync } from "node:fs";
import { until } from "../wait";
import { writeKubeconfig } from "./identities";
import { bridge } from "./layout";
import { ended, ensureServer } from "./processes";
import { attemptTool } from "./system";

/** Of the nftables table that holds our rules, and of the one that upstream makes of its own where the kernel can. */
const table = "kafka-local-policies";
/** Of the netfilter queue; any that nothing else on a machine uses. */
const queue = 10_244;

/**
 * Starts the enforcement of NetworkPolicies. It makes its rules first of all; from then on a new connection of a pod is dropped until it is judged, also
 * after a kill.
 */
export async function startPolicies(binary: string): Promise<void> {
    await ensureServer({
        name: "kube-network-policies",
        command: binary,
        args: [
            "kube-network-policies",
            `--kubeconfig=${writeKubeconfig("policies")}`,
            `--bridge=${bridge.name}`,
            `--table=${table}`,
            `--queue=${queue}`,
        ],
    });
}

/** Waits until new connections are judged. */
export async function untilPoliciesWork(): Promise<void> {
    const hint =
        "the kernel needs CONFIG_NETFILTER_NETLINK_QUEUE, CONFIG_NETFILTER_XT_TARGET_NFQUEUE and CONFIG_NFT_COMPAT";
    await until("NetworkPolicies", { seconds: 60, hopeless: ended("kube-network-policies"), hint }, () =>
        Promise.resolve(listenedQueues(readFileSync("/proc/net/netfilter/nfnetlink_queue", "utf8")).includes(queue)),
    );
}

/** The numbers of the netfilter queues that a program listens to, from the text of /proc/net/netfilter/nfnetlink_queue. */
export function listenedQueues(text: string): number[] {
    return text
        .split("\n")
        .filter((line) => line.trim() !== "")
        .map((line) => Number(line.trim().split(/\s+/)[0]));
}

/** Removes the rules, which outlive the program. */
export async function removePolicyRules(): Promise<void> {
    for (const family of ["ip", "inet"]) {
        await attemptTool("nft", ["delete", "table", family, table]);
    }
}
