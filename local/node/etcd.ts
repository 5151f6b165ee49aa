import { mkdirSync } from "node:fs";
import { runFiles, stateDirs } from "./layout";
import { ensureServer, ended } from "./processes";
import { connects, until } from "./wait";

/** Starts etcd; returns when it takes connections. It listens on sockets in the run directory only: no port, and nobody but root can read the cluster's secrets. */
export async function startEtcd(binary: string): Promise<void> {
    mkdirSync(stateDirs.etcd, { recursive: true, mode: 0o700 });
    const [clients, peers] = [`unix://${runFiles.etcd}`, `unix://${runFiles.etcdPeer}`];
    await ensureServer({
        name: "etcd",
        command: binary,
        args: [
            "etcd",
            `--data-dir=${stateDirs.etcd}`,
            `--listen-client-urls=${clients}`,
            `--listen-peer-urls=${peers}`,
            // What is advertised must look like host:port; there is nobody to read it.
            "--advertise-client-urls=http://127.0.0.1:2379",
            "--initial-advertise-peer-urls=http://127.0.0.1:2380",
            "--initial-cluster=default=http://127.0.0.1:2380",
            // Losing power may lose the cluster: it is a throw-away one. A killed process loses nothing, its writes are in the page cache.
            "--unsafe-no-fsync",
            "--auto-compaction-retention=5m",
            "--log-level=warn",
        ],
    });
    const hint = "if its data is damaged, `npm run local -- clean` starts over";
    await until("etcd", { seconds: 30, hopeless: ended("etcd"), hint }, () => connects({ path: runFiles.etcd }));
}
