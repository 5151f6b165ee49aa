import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** What a cluster may leave on a machine, each as sorted lines that can be compared before and after. */
export type Footprint = Readonly<
    Record<
        "processes" | "mounts" | "interfaces" | "tables" | "groups" | "namespaces" | "files" | "kernel",
        readonly string[]
    >
>;

/** Places that containerd, CNI, the kubelet and kube-proxy are known to write to, whatever they are told, besides those that are configured. */
const places = [
    "/etc/cni",
    "/opt/cni",
    "/opt/containerd",
    "/run/containerd",
    "/run/flannel",
    "/run/kafka-local",
    "/run/kubernetes",
    "/run/netns",
    "/usr/libexec/kubernetes",
    "/var/lib/cni",
    "/var/lib/containerd",
    "/var/lib/kubelet",
    "/var/log/containers",
    "/var/log/pods",
];
const settings = [
    "net/ipv4/ip_forward",
    "net/bridge/bridge-nf-call-iptables",
    "net/netfilter/nf_conntrack_max",
    "net/netfilter/nf_conntrack_tcp_timeout_established",
    "vm/overcommit_memory",
    "vm/panic_on_oom",
    "kernel/panic",
    "kernel/panic_on_oops",
    "kernel/keys/root_maxkeys",
    "kernel/keys/root_maxbytes",
];

/** From `ps -eo pid=,stat=,args=`: living processes that belong to a cluster; zombies are for the machine's init to collect. */
function clusterProcesses(ps: string): string[] {
    return lines(ps)
        .filter((line) => /^\d+\s+[^Z]/.test(line))
        .map((line) => line.replace(/^(\d+)\s+\S+/, "$1"))
        .filter(
            (line) =>
                /^\d+ (\S*\/)?(containerd|runc|pause)\b/.test(line) ||
                /^\d+ \S+ (etcd|kube\S*|coredns|provisioner) .*kafka-local/.test(line),
        );
}

/** From /proc/self/mountinfo: the mount points. */
function mountPoints(mountinfo: string): string[] {
    return lines(mountinfo).flatMap((line) => line.split(" ")[4] ?? []);
}

/** From `ip -brief link`: the interfaces' names, without the peer after the `@`. */
function interfaces(brief: string): string[] {
    return lines(brief).flatMap((line) => line.split(/[\s@]/)[0] ?? []);
}

/** From a list of control groups: those of a cluster; sessions of a machine come and go. */
function clusterGroups(directories: string): string[] {
    return lines(directories).filter((line) => /kafka-local|kubepods|k8s\.io/.test(line));
}

/** From `ss -Hlntu`: the addresses that something listens on, without their ports. */
function listeners(ss: string): string[] {
    return [...new Set(lines(ss).flatMap((line) => line.split(/\s+/)[4]?.replace(/:\d+$/, "") ?? []))];
}

function lines(text: string): string[] {
    return text
        .split("\n")
        .map((line) => line.trim())
        .filter((line) => line !== "")
        .sort();
}

function output(command: string, ...args: readonly string[]): string {
    // `find` and `cat` end with an error for a place or a setting that is not there.
    try {
        return execFileSync(command, args, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
    } catch (error) {
        return (error as { readonly stdout?: string }).stdout ?? "";
    }
}

/** The machine's footprint now; `state` is the state directory under test. */
export function footprint(state: string): Footprint {
    return {
        processes: clusterProcesses(output("ps", "-eo", "pid=,stat=,args=")),
        mounts: mountPoints(readFileSync("/proc/self/mountinfo", "utf8")),
        interfaces: interfaces(output("ip", "-brief", "link")),
        tables: lines(output("nft", "list", "tables")),
        groups: clusterGroups(output("find", "/sys/fs/cgroup", "-type", "d")),
        namespaces: lines(output("ip", "netns", "list")),
        files: lines(output("find", ...places, state)),
        kernel: settings.map((name) => `${name} ${output("cat", join("/proc/sys", name)).trim()}`),
    };
}

/** The addresses that something listens on now. */
export function listening(): string[] {
    return listeners(output("ss", "-Hlntu"));
}

/**
 * What has come (`+`) and gone (`-`) from one footprint to another. Of processes, mounts and files only what has come counts: other programs end and
 * unmount theirs meanwhile.
 */
export function difference(earlier: Footprint, later: Footprint): string[] {
    const kinds = Object.keys(earlier) as (keyof Footprint)[];
    return kinds.flatMap((kind) => {
        const come = later[kind].filter((line) => !earlier[kind].includes(line)).map((line) => `+ ${kind} ${line}`);
        if (kind === "processes" || kind === "mounts" || kind === "files") {
            return come;
        }
        return [
            ...come,
            ...earlier[kind].filter((line) => !later[kind].includes(line)).map((line) => `- ${kind} ${line}`),
        ];
    });
}
