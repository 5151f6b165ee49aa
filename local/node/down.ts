import { rmSync } from "node:fs";
import { paths } from "../paths";
import { LocalError, say, step } from "../progress";
import { containerMains, containerProcesses, removePodsGroup } from "./cgroups";
import { removeContainerdLeftovers } from "./containerd";
import { removeKubeletLeftovers } from "./kubelet";
import { exclusively } from "./lock";
import { ownMounts, unmountAll } from "./mounts";
import { removeBridge } from "./network";
import { endProcess, type ServerName, stopServer, strayChildren } from "./processes";
import { signal } from "./processTable";
import { removeServiceRules } from "./proxy";
import { restoreSysctls } from "./sysctls";
import { within } from "./wait";

/** Kubernetes' own default for terminationGracePeriodSeconds. */
const graceSeconds = 30;

/**
 * Stops the node and takes everything of it off the machine except its state: containers (asked to end, killed after 30 s), servers, mounts, interfaces,
 * kube-proxy's rules, control groups, kernel settings. Works as well on the rest of a cluster of which anything was killed. Does nothing when nothing is there.
 * @throws LocalError when something cannot be removed, naming it.
 */
export async function nodeDown(): Promise<void> {
    await exclusively(() => step("stopping the node", stopNode));
}

/** `nodeDown` for a caller that holds the lock. */
export async function stopNode(): Promise<void> {
    // First those that would start pods again; pods keep their network and their names until they have ended.
    await stop("kubelet", "kube-scheduler", "kube-controller-manager", "provisioner");
    await stopContainers();
    await stop("containerd", "kube-proxy", "coredns");
    await Promise.all(strayChildren().map((child) => endProcess(child, 1)));
    await stop("kube-apiserver");
    await stop("etcd");
    await unmountAll();
    removePodsGroup();
    removeContainerdLeftovers();
    removeKubeletLeftovers();
    await removeServiceRules();
    await removeBridge();
    restoreSysctls();
    const [first, ...more] = ownMounts();
    if (first !== undefined)
        throw new LocalError(
            `still mounted: ${first} and ${more.length} more: end what uses them and run the command again`,
        );
    rmSync(paths.run, { recursive: true, force: true });
}

async function stop(...names: readonly ServerName[]): Promise<void> {
    await Promise.all(names.map((name) => stopServer(name)));
}

async function stopContainers(): Promise<void> {
    const mains = containerMains(containerProcesses());
    if (mains.length > 0) say(`asking ${mains.length} containers to end (at most ${graceSeconds} s)`);
    for (const pid of mains) signal(pid, "SIGTERM");
    await within(graceSeconds, () => containerMains(containerProcesses()).length === 0);
    for (const pid of containerProcesses()) signal(pid, "SIGKILL");
    if (await within(10, () => containerProcesses().length === 0)) return;
    throw new LocalError(`containers' processes cannot be killed: ${containerProcesses().join(", ")}`);
}
