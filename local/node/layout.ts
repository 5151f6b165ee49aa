import { join } from "node:path";
import { paths } from "../paths";

/** The bridge that pods attach to. Its address is also the node's, the API server's and the DNS server's: nothing listens on any other network. */
export const bridge = {
    name: "kl0",
    address: "10.244.0.1",
    prefix: 22,
    subnet: "10.244.0.0/22",
    /** Fixed, because a bridge otherwise takes the lowest address of its ports and changes it under the pods' ARP caches. */
    mac: "0a:58:0a:f4:00:01",
} as const;

/** The cluster's constants: names and address ranges that several servers must agree on. */
export const cluster = {
    name: "kafka-local",
    node: "local",
    domain: "cluster.local",
    services: "10.96.0.0/16",
    /** Addresses of Services of type LoadBalancer. */
    loadBalancers: "10.97.0.0/24",
    /** First address of `services`: the API server as pods see it. */
    apiService: "10.96.0.1",
    apiPort: 6443,
    kubeletPort: 10250,
    storageClass: "local",
    provisioner: "kafka.local/hostpath",
} as const;

/** The administrator's address of the API server. */
export const apiUrl = `https://${bridge.address}:${cluster.apiPort}`;

/** What the node writes below `paths.state`: survives a stop and a reboot. */
export const stateDirs = {
    etcd: join(paths.state, "etcd"),
    containerd: join(paths.state, "containerd"),
    kubelet: join(paths.state, "kubelet"),
    /** Always empty: flex volumes are looked for here. */
    volumePlugins: join(paths.state, "kubelet", "volume-plugins"),
    config: join(paths.state, "config"),
    podLogs: join(paths.state, "pods"),
} as const;

/** What the node writes below `paths.run`: worth nothing after a reboot. */
export const runFiles = {
    etcd: join(paths.run, "etcd.sock"),
    etcdPeer: join(paths.run, "etcd-peer.sock"),
    containerd: join(paths.run, "containerd.sock"),
    containerdState: join(paths.run, "containerd"),
    runc: join(paths.run, "runc"),
    cni: join(paths.run, "cni"),
    addresses: join(paths.run, "addresses"),
    sysctls: join(paths.run, "sysctls.json"),
    boot: join(paths.run, "boot"),
} as const;
