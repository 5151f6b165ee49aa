import { existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** The control group that holds every pod: the kubelet's `cgroupRoot`, of our own so that what is in it is ours to stop. */
export const podsGroup = "/kafka-local";

/** Where control groups are mounted, and which of these places have controllers: all with cgroup v1, one with v2. From the text of /proc/self/mounts. */
export function hierarchies(mounts: string): {
    readonly version: 1 | 2;
    readonly controlled: string[];
    readonly all: string[];
} {
    const entries = mounts.split("\n").map((line) => line.split(" "));
    const mounted = (wanted: string): string[] =>
        entries.filter(([, , type]) => type === wanted).map(([, where = ""]) => where);
    const [v1, v2] = [mounted("cgroup"), mounted("cgroup2")];
    // A hybrid machine mounts v2 as well, without controllers; containers still get a group in it.
    return { version: v1.length > 0 ? 1 : 2, controlled: v1.length > 0 ? v1 : v2, all: [...v1, ...v2] };
}

function groups(): ReturnType<typeof hierarchies> {
    return hierarchies(readFileSync("/proc/self/mounts", "utf8"));
}

/** Makes the pods' group: the kubelet refuses a root that is missing. */
export function ensurePodsGroup(): void {
    const { version, controlled } = groups();
    for (const root of controlled) {
        mkdirSync(join(root, podsGroup), { recursive: true });
        if (version === 1) {
            continue;
        }
        const controllers = readFileSync(join(root, "cgroup.controllers"), "utf8").trim().split(" ");
        for (const name of controllers) {
            writeFileSync(join(root, "cgroup.subtree_control"), `+${name}`);
        }
    }
}

/** The processes of all containers, whoever started them and whatever has become of containerd. */
export function containerProcesses(): number[] {
    const found = new Set<number>();
    for (const group of podGroups()) {
        // "0" stands for a process of another pid namespace; as the target of a signal it would mean ourselves.
        for (const line of read(join(group, "cgroup.procs")).split("\n")) {
            if (Number(line) > 0) {
                found.add(Number(line));
            }
        }
    }
    return [...found];
}

/** Of these processes the first of each container, except the one that only holds a pod's namespaces: those to ask for an end. */
export function containerMains(pids: readonly number[]): number[] {
    return pids.filter((pid) => {
        const status = read(`/proc/${pid}/status`);
        const inside = /^NSpid:\t(.*)$/m.exec(status)?.[1]?.split("\t").at(-1);
        return inside === "1" && !status.startsWith("Name:\tpause\n");
    });
}

/** Removes the pods' group, once it is empty. */
export function removePodsGroup(): void {
    for (const group of podGroups().reverse()) {
        try {
            rmdirSync(group);
        } catch {
            // Still holds a process: the caller sees it in containerProcesses.
        }
    }
}

/** The pods' group and all below it in every hierarchy, parents first. */
function podGroups(): string[] {
    return groups()
        .all.map((root) => join(root, podsGroup))
        .filter((top) => existsSync(top))
        .flatMap((top) => [top, ...below(top)]);
}

function below(group: string): string[] {
    return directories(group)
        .map((name) => join(group, name))
        .flatMap((child) => [child, ...below(child)]);
}

function directories(group: string): string[] {
    try {
        const entries = readdirSync(group, { withFileTypes: true });
        return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
    } catch {
        // Gone between two looks, with its container.
        return [];
    }
}

function read(file: string): string {
    try {
        return readFileSync(file, "utf8");
    } catch {
        // Gone between two looks.
        return "";
    }
}
