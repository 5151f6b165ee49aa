import type * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { claimTemplateName, ports } from "../../model/names";
import type { ZooKeeperSettings } from "./settings";
import { startupFailures, startupPeriod, zookeeperGrace, zookeeperStartup } from "../../model/timeouts";
import { heapMiB, zookeeperHeap } from "../../model/heap";
import { pulled } from "../kubernetes/pulling";
import type { Pulling } from "../kubernetes/pulling";
import type { Labels } from "../kubernetes/labels";
import { podBase } from "../kubernetes/pod";
import { containerSecurity } from "../kubernetes/podSecurity";
import { shellProbe } from "../kubernetes/probes";
import { resources } from "../kubernetes/resources";
import { spreadOver } from "../kubernetes/spread";
import { leaveScript } from "./preStop";

/** What the pod of one server is made from. */
export interface ServerPod {
    readonly settings: ZooKeeperSettings;
    readonly image: string;
    readonly pulling: Pulling;
    readonly selector: Labels;
    /** The list of all servers, the same in every pod. */
    readonly servers: pulumi.Input<string>;
}

/** The ordinal is not available as a field, and the image takes id 1 for granted: three servers with one id. */
const start = `
ordinal="\${HOSTNAME##*-}"
case "$ordinal" in
  ''|*[!0-9]*) echo "cannot read the ordinal from the pod's name \\"$HOSTNAME\\"" >&2; exit 1 ;;
esac
export ZOO_MY_ID=$((ordinal + 1))
exec /docker-entrypoint.sh zkServer.sh start-foreground
`.trim();

/** The process serves its port; says nothing about quorum, on purpose: a restart does not bring a quorum back. */
const alive = `[ "$(echo ruok | nc -w 2 127.0.0.1 ${ports.zookeeperClient})" = imok ]`;

/**
 * Without a quorum \`srvr\` answers without a mode (ZooKeeper AbstractFourLetterCommand). Of two servers the new one cannot follow before
 * the old one has restarted with the list of both: alone that one is no majority of two (FastLeaderElection). As the StatefulSet
 * restarts it only when the new one is ready, the new one is ready too while the other leads without it.
 */
const serving = `
mode() { echo srvr | nc -w 2 "$1" ${ports.zookeeperClient} | grep -q "^Mode: $2"; }
mode 127.0.0.1 . && exit 0
set -- $ZOO_SERVERS
first="\${1#*=}"
[ $# = 2 ] && mode "\${first%%:*}" leader
`.trim();

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
        ...podBase(pod.pulling, settings),
        ...spreadOver(settings.spread, pod.selector),
        terminationGracePeriodSeconds: zookeeperGrace,
        containers: [
            {
                name: "zookeeper",
                ...pulled(pod.pulling, pod.image),
                command: ["/bin/bash", "-ec", start],
                env: environment(pod),
                ports: [
                    { name: "client", containerPort: ports.zookeeperClient },
                    { name: "follower", containerPort: ports.zookeeperFollower },
                    { name: "election", containerPort: ports.zookeeperElection },
                ],
                resources: resources(settings),
                securityContext: containerSecurity,
                lifecycle: { preStop: { exec: { command: ["/bin/bash", "-c", leaveScript] } } },
                startupProbe: shellProbe("/bin/bash", alive, {
                    periodSeconds: startupPeriod,
                    timeoutSeconds: 5,
                    failureThreshold: startupFailures(zookeeperStartup),
                }),
                livenessProbe: shellProbe("/bin/bash", alive, {
                    periodSeconds: 10,
                    timeoutSeconds: 5,
                    failureThreshold: 6,
                }),
                readinessProbe: shellProbe("/bin/bash", serving, {
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
