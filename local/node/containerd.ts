import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { paths } from "../paths";
import { tool } from "./system";
import { runFiles, stateDirs } from "./layout";
import { cniConfig } from "./network";
import { entries, removeEmpty } from "./system";
import { ensureServer, ended } from "./processes";
import { until } from "../wait";

/** The image of the process that holds a pod's namespaces; must be imported before the first pod. */
export const pauseImage = "registry.local/pause:1";

/** A system containerd, when there is one, has other directories and another socket: neither sees the other. */
const config = `version = 2
root = "${stateDirs.containerd}"
state = "${runFiles.containerdState}"
# The one would make /opt/containerd, the others look for file systems and devices that are not used here.
disabled_plugins = [
  "io.containerd.internal.v1.opt", "io.containerd.internal.v1.restart", "io.containerd.tracing.processor.v1.otlp", "io.containerd.internal.v1.tracing",
  "io.containerd.snapshotter.v1.aufs", "io.containerd.snapshotter.v1.btrfs", "io.containerd.snapshotter.v1.devmapper", "io.containerd.snapshotter.v1.zfs",
]
[grpc]
  address = "${runFiles.containerd}"
[plugins."io.containerd.grpc.v1.cri"]
  sandbox_image = "${pauseImage}"
  stream_server_address = "127.0.0.1"
  # Without CAP_SYS_RESOURCE (as in a container) no score can be lowered, and runc would fail on it.
  restrict_oom_score_adj = true
  # Below our run directory instead of /run/netns: what is there is ours to remove.
  netns_mounts_under_state_dir = true
  [plugins."io.containerd.grpc.v1.cri".cni]
    bin_dir = "/usr/lib/cni"
    conf_dir = "${runFiles.cni}"
  [plugins."io.containerd.grpc.v1.cri".containerd]
    snapshotter = "overlayfs"
    [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]
      runtime_type = "io.containerd.runc.v2"
      [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options]
        Root = "${runFiles.runc}"
        SystemdCgroup = false
`;

/** Starts containerd; returns when it answers. */
export async function startContainerd(): Promise<void> {
    const file = join(stateDirs.config, "containerd.toml");
    await ensureServer({
        name: "containerd",
        command: "containerd",
        args: ["--config", file, "--log-level", "warn"],
        files: { [file]: config, [join(runFiles.cni, "10-bridge.conflist")]: cniConfig(runFiles.addresses) },
        environment: proxies(),
    });
    await until("containerd", { seconds: 30, hopeless: ended("containerd") }, async () => {
        await ctr(["version"]);
        return true;
    });
}

/** Only pulls of images leave the machine: the one server that is told about the caller's proxy. */
function proxies(): Record<string, string> {
    const names = ["HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "http_proxy", "https_proxy", "no_proxy"];
    return Object.fromEntries(
        names.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])),
    );
}

/** Runs containerd's command line tool against the cluster's containers and images; returns its stdout. A call may take ten minutes: images are large. */
export function ctr(args: string[]): Promise<string> {
    return tool("ctr", ["--address", runFiles.containerd, "--namespace", "k8s.io", ...args], 600);
}

/** Removes what containerd and the CNI plugins keep at places that cannot be configured. Only when containerd and its shims are stopped. */
export function removeContainerdLeftovers(): void {
    removeShimSockets();
    // libcni's cache: one file per interface, which names the network namespace.
    const cache = "/var/lib/cni/results";
    for (const file of entries(cache).map((name) => join(cache, name))) {
        if (readFileSync(file, "utf8").includes(`${paths.run}/`)) {
            rmSync(file);
        }
    }
    removeEmpty("/run/containerd/s", "/run/containerd", cache, "/var/lib/cni");
}

/** Removes the sockets of the shims, which containerd 1.x puts below /run/containerd whatever its state directory; each bundle names its own. */
export function removeShimSockets(): void {
    const bundles = join(runFiles.containerdState, "io.containerd.runtime.v2.task", "k8s.io");
    for (const file of entries(bundles).map((name) => join(bundles, name, "address"))) {
        if (!existsSync(file)) {
            continue;
        }
        const socket = readFileSync(file, "utf8")
            .trim()
            .replace(/^unix:\/\//, "");
        if (socket.startsWith("/")) {
            rmSync(socket, { force: true });
        }
    }
}
