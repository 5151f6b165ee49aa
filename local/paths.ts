import { homedir } from "node:os";
import { join } from "node:path";

const cache =
    process.env["KAFKA_LOCAL_CACHE"] ?? join(process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache"), "kafka-local");
const state = process.env["KAFKA_LOCAL_STATE"] ?? "/var/lib/kafka-local";

/** Every place outside the checkout that the local cluster writes to; nothing of `local/` writes anywhere else. */
export const paths = {
    /** What took long to build and never holds state: tools, image archives. `KAFKA_LOCAL_CACHE` moves it. */
    cache,
    /** Built tools, one directory per content hash of its sources. */
    tools: join(cache, "tools"),
    /** Built image archives, one file per content hash of its sources. */
    images: join(cache, "images"),
    /** The cluster: its keys, its etcd, its containers, its volumes, the stacks' state. `KAFKA_LOCAL_STATE` moves it. */
    state,
    /** Certificates and kubeconfig files. */
    pki: join(state, "pki"),
    /** The administrator's kubeconfig: what `KUBECONFIG` is set to. */
    kubeconfig: join(state, "kubeconfig"),
    /** One log file per process. */
    logs: join(state, "log"),
    /** One directory per provisioned volume. */
    volumes: join(state, "volumes"),
    /** `PULUMI_HOME` of the local shell: plugins and credentials. */
    pulumiHome: join(state, "pulumi"),
    /** The file backend that holds the state of the local stacks. */
    backend: join(state, "backend"),
    /** Executables of the local shell: `pulumi`, `kubectl`. */
    bin: join(state, "bin"),
    /** Sockets, CNI configuration and process ids: gone after a reboot. */
    run: "/run/kafka-local",
} as const;
