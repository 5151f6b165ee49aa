import type * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { join } from "node:path";
import { heapMiB, zookeeperHeap } from "../../model/heap";
import { claimTemplateName, ports, zooServers } from "../../model/names";
import {
    startupFailures,
    startupPeriodSeconds,
    zookeeperGraceSeconds,
    zookeeperPreStopSeconds,
    zookeeperStartupSeconds,
} from "../../model/timeouts";
import type { ImageSettings } from "../images/settings";
import type { Labels } from "../kubernetes/metadata";
import { containerSecurity, execProbe, podBase, pulled, resources } from "../kubernetes/pod";
import type { Pulling } from "../kubernetes/pod";
import { readScript } from "../kubernetes/scripts";
import { spreadOver } from "../kubernetes/spread";
import type { NamespaceSettings } from "../namespace/settings";
import type { ZooKeeperSettings } from "./settings";

/** What the pod of one server is made from. */
export interface ServerPod {
    /** How large it is and where it may run. */
    readonly settings: ZooKeeperSettings;
    /** Its image, official contract. */
    readonly image: string;
    /** How the image is pulled. */
    readonly pulling: Pulling;
    /** Whether the platform gives pods their user and group, as OpenShift does. Default: false. */
    readonly assignsUsers?: boolean | undefined;
    /** Labels of all servers, which are kept apart. */
    readonly selector: Labels;
    /** The list of all servers, the same in every pod. */
    readonly servers: pulumi.Input<string>;
}

/** Runs one of the scripts, which source nothing, as the text of a command. */
function bash(script: string): string[] {
    return ["/bin/bash", "-c", readScript(join(__dirname, "scripts"), script)];
}

function environment(pod: ServerPod): k8s.types.input.core.v1.EnvVar[] {
    const { settings } = pod;
    const heap = heapMiB(zookeeperHeap, settings.memory, settings.heap);
    const values: Readonly<Record<string, pulumi.Input<string>>> = {
        ZOO_SERVERS: pod.servers,
        ZOO_STANDALONE_ENABLED: "false",
        ZOO_ADMINSERVER_ENABLED: "false",
        ZOO_TICK_TIME: String(settings.tickTime),
        ZOO_INIT_LIMIT: String(settings.initLimit),
        ZOO_SYNC_LIMIT: String(settings.syncLimit),
        ZOO_MAX_CLIENT_CNXNS: String(settings.maxClientConnections),
        ZOO_AUTOPURGE_PURGEINTERVAL: String(settings.purgeHours),
        ZOO_AUTOPURGE_SNAPRETAINCOUNT: String(settings.snapshotsRetained),
        ZOO_4LW_COMMANDS_WHITELIST: "srvr,ruok,mntr",
        // A server binds before its own name resolves; without this it would bind to an address it does not have yet.
        ZOO_CFG_EXTRA: "quorumListenOnAllIPs=true",
        // For the scripts beside this file.
        CLIENT_PORT: String(ports.zookeeperClient),
        ENTRYPOINT: "/docker-entrypoint.sh",
        PRE_STOP_SECONDS: String(zookeeperPreStopSeconds),
        // The image's own may be written to by user 1000 only.
        ...(pod.assignsUsers === true ? { CONFIG_COPY: "/tmp/conf" } : {}),
        ZK_SERVER_HEAP: String(heap),
        ZK_CLIENT_HEAP: "64",
        // electionPortBindRetry 0: try for ever to bind the election port (Strimzi does the same), since giving up leaves a deaf server
        // running. Java keeps the addresses of names for 30 s: a server that restarted has another one, and those that look for their leader at
        // the old one have no quorum meanwhile (measured: 16 s).
        SERVER_JVMFLAGS: `-Xms${heap}m -Dzookeeper.electionPortBindRetry=0 -Dsun.net.inetaddr.ttl=1 -Dsun.net.inetaddr.negative.ttl=1`,
    };
    return Object.entries(values).map(([name, value]) => ({ name, value }));
}

/** The pod of a server. Data and transaction log share the claim, each in a directory of its own. */
export function serverPod(pod: ServerPod): k8s.types.input.core.v1.PodSpec {
    const { settings } = pod;
    return {
        ...podBase(pod.pulling, settings, pod.assignsUsers),
        ...spreadOver(settings.spread, pod.selector),
        terminationGracePeriodSeconds: zookeeperGraceSeconds,
        containers: [
            {
                name: "zookeeper",
                ...pulled(pod.pulling, pod.image),
                command: bash("start.sh"),
                env: environment(pod),
                ports: [
                    { name: "client", containerPort: ports.zookeeperClient },
                    { name: "follower", containerPort: ports.zookeeperFollower },
                    { name: "election", containerPort: ports.zookeeperElection },
                ],
                resources: resources(settings),
                securityContext: containerSecurity,
                lifecycle: { preStop: { exec: { command: bash("pre-stop.sh") } } },
                startupProbe: execProbe(bash("alive.sh"), {
                    periodSeconds: startupPeriodSeconds,
                    timeoutSeconds: 5,
                    failureThreshold: startupFailures(zookeeperStartupSeconds),
                }),
                livenessProbe: execProbe(bash("alive.sh"), {
                    periodSeconds: 10,
                    timeoutSeconds: 5,
                    failureThreshold: 6,
                }),
                readinessProbe: execProbe(bash("ready.sh"), {
                    periodSeconds: 2,
                    timeoutSeconds: 5,
                    failureThreshold: 3,
                }),
                volumeMounts: [
                    { name: claimTemplateName, mountPath: "/data", subPath: "data" },
                    { name: claimTemplateName, mountPath: "/datalog", subPath: "datalog" },
                ],
            },
        ],
    };
}

/** Everything that the pods of the servers are made from, as far as the settings decide it: what differs restarts them. */
export function serverTemplate(
    settings: ZooKeeperSettings,
    images: ImageSettings,
    { assignsUsers }: NamespaceSettings,
): unknown {
    const servers = zooServers("headless", settings.replicas);
    return serverPod({ settings, image: images.zookeeper, pulling: images, assignsUsers, selector: {}, servers });
}
