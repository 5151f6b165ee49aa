import type * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { heapMiB, zookeeperHeap } from "../../model/heap";
import { claimTemplateName, ports } from "../../model/names";
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
import type { Pulling, RunsAs } from "../kubernetes/pod";
import { scratchMounts, scratchVolumes, temporary } from "../kubernetes/scratch";
import { secretVolume } from "../kubernetes/secret";
import { javaSecurity } from "../kubernetes/scripts";
import { spreadOver } from "../kubernetes/spread";
import type { NamespaceSettings } from "../namespace/settings";
import { serverLevelsFile, logbackOption } from "./logLevels";
import { serverLogin, stepEnvironment } from "./logins";
import type { EnsembleSecurity } from "./logins";
import { directories, initialFile, serverScripts, superDirectory, zooCfg } from "./scripts";
import type { ZooKeeperSettings } from "./settings";

/** What the pod of one server is made from. */
export interface ServerPod {
    /** How large it is and where it may run. */
    readonly settings: ZooKeeperSettings;
    /** Who logs in. */
    readonly security: EnsembleSecurity;
    /** Its image, official contract. */
    readonly image: string;
    /** How the image is pulled. */
    readonly pulling: Pulling;
    /** Whether it shows metrics. */
    readonly withMetrics: boolean;
    /** Who its processes are. Default: the user of the images. */
    readonly runsAs?: RunsAs | undefined;
    /** Labels of all servers, which are kept apart. */
    readonly selector: Labels;
    /** DNS name of the headless Service. */
    readonly headlessDns: pulumi.Input<string>;
    /** Name of the ConfigMap with zoo.cfg and the scripts. */
    readonly configMap: string;
}

/** Name of the ConfigMap with the number of servers that begin an ensemble; it changes while the pods stay. */
export const ensembleConfigMap = "zookeeper-ensemble";

/** Name of the Secret with the password, and its digest, of the user who may change the members. */
export const superSecret = "zookeeper-super";

/** The image's own directory for logs: it writes none, but asks for the directory (zkServer.sh). Of `/conf` it only reads, for start.sh stands in for its entry point. */
const scratch = [temporary(), { name: "logs", path: "/logs", mebibytes: 64 }];

function script(name: keyof typeof serverScripts): string[] {
    return ["/bin/bash", `${directories.config}/${name}`];
}

function environment(pod: ServerPod): k8s.types.input.core.v1.EnvVar[] {
    const { settings } = pod;
    const heap = heapMiB(zookeeperHeap, settings.memory, settings.heap);
    const values: Readonly<Record<string, pulumi.Input<string>>> = {
        HEADLESS_DNS: pod.headlessDns,
        CLIENT_PORT: String(ports.zookeeperClient),
        FOLLOWER_PORT: String(ports.zookeeperFollower),
        ELECTION_PORT: String(ports.zookeeperElection),
        CONFIG_DIRECTORY: directories.config,
        MEMBERS_DIRECTORY: directories.members,
        DATA_DIRECTORY: directories.data,
        LOG_DIRECTORY: directories.log,
        INITIAL: `${directories.ensemble}/${initialFile}`,
        PRE_STOP_SECONDS: String(zookeeperPreStopSeconds),
        SUPER_DIGEST_FILE: `${superDirectory}/digest`,
        TMPDIR: "/tmp",
        ZK_SERVER_HEAP: String(heap),
        ZK_CLIENT_HEAP: "64",
        // electionPortBindRetry 0: try for ever to bind the election port (Strimzi does the same), since giving up leaves a deaf server
        // running. Those that look for their leader at an address that it no longer has, or under a name that was unknown a moment ago, have no quorum
        // meanwhile (measured: 16 s, and 10 s of each first deployment).
        // Without UsePerfData no file in /tmp repeats the options of the process, the digest among them.
        SERVER_JVMFLAGS:
            `-Xms${heap}m -XX:-UsePerfData -Dzookeeper.electionPortBindRetry=0` +
            ` -Djava.security.properties=${directories.config}/java.security ${logbackOption}`,
    };
    return Object.entries(values).map(([name, value]) => ({ name, value }));
}

/** The pod of a server. Data, transaction log and the list of members share the claim, each in a directory of its own. */
export function serverPod(pod: ServerPod): k8s.types.input.core.v1.PodSpec {
    const { settings, security } = pod;
    const login = serverLogin(security);
    return {
        ...podBase(pod.pulling, settings, pod.runsAs),
        ...spreadOver(settings, pod.selector),
        terminationGracePeriodSeconds: zookeeperGraceSeconds,
        containers: [
            {
                name: "zookeeper",
                ...pulled(pod.pulling, pod.image),
                command: script("start.sh"),
                env: [...environment(pod), ...stepEnvironment(security.authentication), ...login.env],
                ports: [
                    { name: "client", containerPort: ports.zookeeperClient },
                    { name: "follower", containerPort: ports.zookeeperFollower },
                    { name: "election", containerPort: ports.zookeeperElection },
                    ...(pod.withMetrics ? [{ name: "metrics", containerPort: ports.zookeeperMetrics }] : []),
                ],
                resources: resources(settings, scratch),
                securityContext: containerSecurity,
                lifecycle: { preStop: { exec: { command: script("pre-stop.sh") } } },
                startupProbe: execProbe(script("alive.sh"), {
                    periodSeconds: startupPeriodSeconds,
                    timeoutSeconds: 5,
                    failureThreshold: startupFailures(zookeeperStartupSeconds),
                }),
                livenessProbe: execProbe(script("alive.sh"), {
                    periodSeconds: 10,
                    timeoutSeconds: 5,
                    failureThreshold: 6,
                }),
                readinessProbe: execProbe(script("ready.sh"), {
                    periodSeconds: 2,
                    timeoutSeconds: 5,
                    failureThreshold: 3,
                }),
                volumeMounts: [
                    { name: claimTemplateName, mountPath: directories.data, subPath: "data" },
                    { name: claimTemplateName, mountPath: directories.log, subPath: "datalog" },
                    { name: claimTemplateName, mountPath: directories.members, subPath: "members" },
                    { name: "config", mountPath: directories.config, readOnly: true },
                    { name: "ensemble", mountPath: directories.ensemble, readOnly: true },
                    { name: "super", mountPath: superDirectory, readOnly: true },
                    serverLevelsFile.mount,
                    ...scratchMounts(scratch),
                    ...login.volumeMounts,
                ],
            },
        ],
        volumes: [
            { name: "config", configMap: { name: pod.configMap } },
            { name: "ensemble", configMap: { name: ensembleConfigMap } },
            secretVolume("super", superSecret, ["digest"]),
            serverLevelsFile.volume,
            ...scratchVolumes(scratch),
            ...login.volumes,
        ],
    };
}

/** Everything that the pods of the servers are made from, as far as the settings decide it: what differs restarts them. */
export function serverTemplate(
    settings: ZooKeeperSettings,
    images: ImageSettings,
    runsAs: NamespaceSettings,
    security: EnsembleSecurity,
    withMetrics: boolean,
): unknown {
    const { zookeeper: image } = images;
    const placed = { selector: {}, headlessDns: "headless", configMap: "config" };
    return [
        serverPod({ settings, security, image, pulling: images, withMetrics, runsAs, ...placed }),
        serverFiles(settings, security, withMetrics),
    ];
}

/** What the servers are configured with and run, by the names of the files. */
export function serverFiles(
    settings: ZooKeeperSettings,
    { authentication }: EnsembleSecurity,
    withMetrics: boolean,
): Readonly<Record<string, string>> {
    return { "zoo.cfg": zooCfg(settings, authentication, withMetrics), ...javaSecurity, ...serverScripts };
}
