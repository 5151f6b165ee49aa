import { existsSync, readdirSync, readFileSync, rmdirSync, rmSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { paths } from "../paths";
import { LocalError, say, step } from "../progress";
import { within } from "../wait";
import { containerMains, containerProcesses, removePodsGroup } from "./cgroups";
import { removeContainerdLeftovers } from "./containerd";
import { removeKubeletLeftovers } from "./kubelet";
import { stateDirs } from "./layout";
import { removeBridge } from "./network";
import { removePolicyRules } from "./policies";
import { endProcess, exclusively, type ServerName, stopServer, strayChildren } from "./processes";
import { signal } from "./processTable";
import { removeServiceRules } from "./services";
import { restoreSysctls } from "./sysctls";
import { attemptTool } from "./system";

/** Kubernetes' own default for terminationGracePeriodSeconds. */
const graceSeconds = 30;

/**
 * Stops the node and takes everything of it off the machine except its state: containers (asked to end, killed after 30 s), servers, mounts, interfaces,
 * the rules of Services and NetworkPolicies, control groups, kernel settings. Works as well on the rest of a cluster of which anything was killed. Does nothing when nothing is there.
 * Throws a LocalError that names what cannot be removed.
 */
export async function nodeDown(): Promise<void> {
    await exclusively(() => step("stopping the node", stopNode));
}

/** Stops the node and removes its state: volumes, images, keys, the stacks' state. The cache of built tools and images stays. */
export async function nodeClean(): Promise<void> {
    await exclusively(() =>
        step("removing the node", async () => {
            await stopNode();
            removeState();
        }),
    );
}

/** By name, not the directory as a whole: `KAFKA_LOCAL_STATE` may point at one that holds other things. */
function removeState(): void {
    const ours = [...Object.values(paths), ...Object.values(stateDirs), `${paths.pki}.new`];
    for (const place of ours) {
        if (dirname(place) === paths.state) {
            rmSync(place, { recursive: true, force: true });
        }
    }
    if (!existsSync(paths.state)) {
        return;
    }
    const others = readdirSync(paths.state);
    if (others.length === 0) {
        rmdirSync(paths.state);
    } else {
        say(`left in place: ${others.map((name) => relative("", join(paths.state, name))).join(", ")}`);
    }
}

/** `nodeDown` for a caller that holds the lock. */
async function stopNode(): Promise<void> {
    // First those that would start pods again; pods keep their network and their names until they have ended.
    await stop("kubelet", "kube-scheduler", "kube-controller-manager", "provisioner", "loadbalancer");
    await stopContainers();
    await stop("containerd", "kube-proxy", "coredns", "kube-network-policies");
    await Promise.all(strayChildren().map((child) => endProcess(child, 1)));
    await stop("kube-apiserver");
    await stop("etcd");
    await unmountAll();
    removePodsGroup();
    removeContainerdLeftovers();
    removeKubeletLeftovers();
    await removeServiceRules();
    await removePolicyRules();
    await removeBridge();
    restoreSysctls();
    const [first, ...more] = ownMounts();
    if (first !== undefined) {
        throw new LocalError(
            `still mounted: ${first} and ${more.length} more: end what uses them and run the command again`,
        );
    }
    rmSync(paths.run, { recursive: true, force: true });
}

async function stop(...names: readonly ServerName[]): Promise<void> {
    await Promise.all(names.map((name) => stopServer(name)));
}

async function stopContainers(): Promise<void> {
    const mains = containerMains(containerProcesses());
    if (mains.length > 0) {
        say(`asking ${mains.length} containers to end (at most ${graceSeconds} s)`);
    }
    for (const pid of mains) {
        signal(pid, "SIGTERM");
    }
    await within(graceSeconds, () => containerMains(containerProcesses()).length === 0);
    for (const pid of containerProcesses()) {
        signal(pid, "SIGKILL");
    }
    if (await within(10, () => containerProcesses().length === 0)) {
        return;
    }
    throw new LocalError(`containers' processes cannot be killed: ${containerProcesses().join(", ")}`);
}

/** The mount points at or below one of `roots`, deepest first; from the text of /proc/self/mountinfo, where a space is written `\040`. */
export function mountsBelow(mountinfo: string, roots: readonly string[]): string[] {
    return mountinfo
        .split("\n")
        .flatMap((line) => line.split(" ")[4] ?? [])
        .map((where) => where.replace(/\\(\d{3})/g, (_, octal: string) => String.fromCharCode(parseInt(octal, 8))))
        .filter((where) => roots.some((root) => where === root || where.startsWith(`${root}/`)))
        .sort((a, b) => b.length - a.length);
}

/** The mounts that the cluster left: pods' volumes, containers' root file systems, network namespaces. */
function ownMounts(): string[] {
    return mountsBelow(readFileSync("/proc/self/mountinfo", "utf8"), [paths.state, paths.run]);
}

/** Unmounts all of them. */
async function unmountAll(): Promise<void> {
    for (const where of ownMounts()) {
        // Lazily when something still looks at it: the mount goes from the tree at once, and for good with the last reader.
        if ((await attemptTool("umount", [where])) === undefined) {
            await attemptTool("umount", ["--lazy", where]);
        }
    }
}
