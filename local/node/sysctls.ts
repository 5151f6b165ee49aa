import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runFiles } from "./layout";

/** Kernel settings that the cluster changes for the whole machine; a missing one (undefined) belongs to a kernel feature that is not there. */
const changed = [
    // Set by us: packets between two ports of the bridge must pass the Service rules as well, or answers of a Service's pod to a pod of the same node
    // come back from the wrong address.
    "net/bridge/bridge-nf-call-iptables",
    // Set by the kubelet (pkg/kubelet/cm, setupKernelTunables).
    "vm/overcommit_memory",
    "vm/panic_on_oom",
    "kernel/panic",
    "kernel/panic_on_oops",
    "kernel/keys/root_maxkeys",
    "kernel/keys/root_maxbytes",
];

function file(name: string): string {
    return join("/proc/sys", name);
}

/** Sets a kernel setting, unless it has that value already. */
export function setSysctl(name: string, value: string): void {
    if (readFileSync(file(name), "utf8").trim() !== value) {
        writeFileSync(file(name), value);
    }
}

/** Whether the kernel has the setting. */
export function hasSysctl(name: string): boolean {
    return existsSync(file(name));
}

/** Notes the values from before the cluster, once: what a start that was killed half-way noted stays. */
export function rememberSysctls(): void {
    if (existsSync(runFiles.sysctls)) {
        return;
    }
    const values = changed
        .filter(hasSysctl)
        .map((name): [string, string] => [name, readFileSync(file(name), "utf8").trim()]);
    writeFileSync(runFiles.sysctls, JSON.stringify(Object.fromEntries(values)));
}

/** Gives the machine its own values back. */
export function restoreSysctls(): void {
    if (!existsSync(runFiles.sysctls)) {
        return;
    }
    const values = JSON.parse(readFileSync(runFiles.sysctls, "utf8")) as Record<string, string>;
    for (const [name, value] of Object.entries(values)) {
        setSysctl(name, value);
    }
}
