import { existsSync, readFileSync } from "node:fs";
import { containerMains, containerProcesses } from "../node/cgroups";
import { nodeClean, nodeDown } from "../node/down";
import { exclusively, stopServer } from "../node/processes";
import { signal } from "../node/processTable";
import { step } from "../progress";
import { within } from "../wait";

/** `down`: stops the cluster and keeps its state for the next start. */
export async function down(): Promise<number> {
    await endBrokers();
    await nodeDown();
    return 0;
}

/** `clean`: stops the cluster and removes its state: volumes, etcd, keys, the stacks' state. The cache of built things stays. */
export async function clean(): Promise<number> {
    await killPods();
    await nodeClean();
    return 0;
}

/** How long brokers may take to hand over and close their logs, in seconds. */
const brokerSeconds = 25;

/**
 * Ends the brokers while ZooKeeper still runs. Ended together with it, they wait for it until they are killed, and their
 * registration outlives them by the session's time-out: the next start fails on it (NodeExists on /brokers/ids) and is
 * repeated after the kubelet's back-off, half a minute later.
 */
async function endBrokers(): Promise<void> {
    await exclusively(async () => {
        const brokers = containerMains(containerProcesses()).filter(isBroker);
        if (brokers.length === 0) {
            return;
        }
        await step(`ending ${brokers.length} brokers`, async () => {
            // It would start them again.
            await stopServer("kubelet");
            for (const pid of brokers) {
                signal(pid, "SIGTERM");
            }
            await within(brokerSeconds, () => brokers.every((pid) => !existsSync(`/proc/${pid}`)));
        });
    });
}

/** Ends all pods at once: for those whose data is removed next. */
async function killPods(): Promise<void> {
    await exclusively(async () => {
        if (containerProcesses().length === 0) {
            return;
        }
        await stopServer("kubelet");
        for (const pid of containerProcesses()) {
            signal(pid, "SIGKILL");
        }
        await within(brokerSeconds, () => containerProcesses().length === 0);
    });
}

/** The main class of a broker stands in its command line, whatever image it is of. */
function isBroker(pid: number): boolean {
    try {
        return readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0").includes("kafka.Kafka");
    } catch {
        // Ended between two looks.
        return false;
    }
}
