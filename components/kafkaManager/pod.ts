import type * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { heapMiB, kafkaManagerHeap } from "../../model/heap";
import { repositoryOf } from "../../model/imageReference";
import { loginSecret, ports, systemUser } from "../../model/names";
import {
    kafkaManagerGraceSeconds,
    kafkaManagerStartupSeconds,
    startupFailures,
    startupPeriodSeconds,
} from "../../model/timeouts";
import type { ImageSettings } from "../images/settings";
import { containerSecurity, execProbe, httpProbe, podBase, pulled, resources } from "../kubernetes/pod";
import type { Pulling, RunsAs } from "../kubernetes/pod";
import { scratchMounts, scratchVolumes, temporary } from "../kubernetes/scratch";
import { secretVolume } from "../kubernetes/secret";
import type { Scheduling } from "../kubernetes/spread";
import { jaasFile } from "../kafka/users/logins";
import type { NamespaceSettings } from "../namespace/settings";
import { brokersLogIn } from "../security/authentication";
import type { BrokerSecurity } from "../security/authentication";
import { digests } from "../zookeeper/logins";
import { consoleConf, consoleSecret, credentialsGeneration } from "./credentials";
import { healthPath, pathEnvironment, pathOptions } from "./path";
import { consoleFiles, directories, logbackFile } from "./scripts";
import type { KafkaManagerSettings } from "./settings";
import { consoleTrust } from "./trust";

/** The port of the console. */
const httpPort = 9000;

/** What the console's pod is made from. */
export interface ConsolePod {
    /** How large it is, where it may run and what it may do. */
    readonly settings: KafkaManagerSettings;
    /** How the brokers are secured. */
    readonly security: BrokerSecurity;
    /** Its image (panubo/cmak). */
    readonly image: string;
    /** The image with `nc` that waits for the ensemble: ZooKeeper's own. */
    readonly zookeeperImage: string;
    /** How the images are pulled. */
    readonly pulling: Pulling;
    /** Who its processes are. Default: the user of the images. */
    readonly runsAs?: RunsAs | undefined;
    /** `host:2181,host:2181`, without a chroot. */
    readonly zookeeperConnect: pulumi.Input<string>;
    /** Name of the ConfigMap with the scripts and the configuration of the log. */
    readonly configMap: string;
}

/** Play unpacks files there (measured: 16 MiB are enough). */
const scratch = [temporary()];

/** The Secret's values that the console and its probes read. */
const credentialKeys = ["username", "password", consoleConf];

function script(name: string): string[] {
    return ["/bin/bash", `${directories.scripts}/${name}`];
}

/**
 * JVM options. The list of features replaces the built-in one only in this indexed form; `=["…"]` leaves everything on (measured). The rest
 * keeps CMAK from writing beside itself: its process id, and its log, whose configuration has to be given twice (measured).
 */
function javaOptions(settings: KafkaManagerSettings, logsIn: boolean, trusting: readonly string[]): string {
    const heap = heapMiB(kafkaManagerHeap, settings.memory, settings.heap);
    const features = settings.features.length > 0 ? settings.features : ["None"];
    return [
        `-Xms${Math.min(heap, 256)}m`,
        `-Xmx${heap}m`,
        "-XX:+UseSerialGC",
        "-XX:-UsePerfData",
        "-Dpidfile.path=/dev/null",
        `-Dlogger.file=${logbackFile}`,
        `-Dlogback.configurationFile=${logbackFile}`,
        `-Dconfig.file=${directories.credentials}/${consoleConf}`,
        // Its clients of the brokers find their login there, and so does that of ZooKeeper.
        ...(logsIn ? [`-Djava.security.auth.login.config=${directories.login}/${jaasFile}`, digests] : []),
        ...trusting,
        ...features.map((feature, index) => `-Dapplication.features.${index}=${feature}`),
        ...pathOptions(settings),
    ].join(" ");
}

/** Panubo's images, mirrors of them too, are made for this processor only (github.com/panubo/docker-cmak, its build workflow). */
const amd64Only = /(^|\/)panubo\/cmak$/;

/** Where the console may run: where its image does, unless the settings say which processor it is for. */
function placed(settings: KafkaManagerSettings, image: string): Scheduling {
    return amd64Only.test(repositoryOf(image))
        ? { ...settings, nodeSelector: { "kubernetes.io/arch": "amd64", ...settings.nodeSelector } }
        : settings;
}

/** The pod of the console. */
export function consolePod(pod: ConsolePod): k8s.types.input.core.v1.PodSpec {
    const { settings, security } = pod;
    const logsIn = brokersLogIn(security.authentication);
    const trust = consoleTrust(security);
    const zookeeper = { name: "ZK_HOSTS", value: pod.zookeeperConnect };
    // CMAK's own start script is bash's too (bin/cmak).
    const mainActorAnswers = script("main-actor-answers.sh");
    const scripts = { name: "config", mountPath: directories.scripts, readOnly: true };
    return {
        ...podBase(pod.pulling, placed(settings, pod.image), pod.runsAs),
        terminationGracePeriodSeconds: kafkaManagerGraceSeconds,
        initContainers: [
            {
                name: "wait-for-zookeeper",
                ...pulled(pod.pulling, pod.zookeeperImage),
                command: script("wait-for-zookeeper.sh"),
                env: [zookeeper],
                // The same as the container after it: it takes nothing more of a node, and what admits the one admits the other.
                resources: resources(settings, scratch),
                securityContext: containerSecurity,
                volumeMounts: [scripts, ...scratchMounts(scratch)],
            },
            ...(trust === undefined
                ? []
                : [
                      {
                          name: "trust-store",
                          ...pulled(pod.pulling, pod.image),
                          command: script("trust-store.sh"),
                          env: trust.making.env,
                          resources: resources(settings, scratch),
                          securityContext: containerSecurity,
                          volumeMounts: [scripts, ...trust.making.volumeMounts, ...scratchMounts(scratch)],
                      },
                  ]),
        ],
        containers: [
            {
                name: "kafka-manager",
                ...pulled(pod.pulling, pod.image),
                env: [
                    zookeeper,
                    { name: "KAFKA_MANAGER_AUTH_ENABLED", value: "true" },
                    { name: "CREDENTIALS_DIRECTORY", value: directories.credentials },
                    { name: "CONSOLE_PORT", value: String(ports.kafkaManager) },
                    ...pathEnvironment(settings),
                    { name: "JAVA_OPTS", value: javaOptions(settings, logsIn, trust?.options ?? []) },
                ],
                ports: [{ name: "http", containerPort: httpPort }],
                resources: resources(settings, scratch),
                securityContext: containerSecurity,
                // A container that is started again does not run the init container again: this restarts it until ZooKeeper is back.
                startupProbe: execProbe(mainActorAnswers, {
                    periodSeconds: startupPeriodSeconds,
                    timeoutSeconds: 10,
                    failureThreshold: startupFailures(kafkaManagerStartupSeconds),
                }),
                livenessProbe: httpProbe(healthPath(settings), "http", {
                    periodSeconds: 10,
                    timeoutSeconds: 5,
                    failureThreshold: 6,
                }),
                readinessProbe: execProbe(mainActorAnswers, {
                    periodSeconds: 10,
                    timeoutSeconds: 10,
                    failureThreshold: 3,
                }),
                volumeMounts: [
                    scripts,
                    { name: "credentials", mountPath: directories.credentials, readOnly: true },
                    ...(logsIn ? [{ name: "login", mountPath: directories.login, readOnly: true }] : []),
                    ...(trust?.volumeMounts ?? []),
                    ...scratchMounts(scratch),
                ],
            },
        ],
        volumes: [
            { name: "config", configMap: { name: pod.configMap } },
            secretVolume("credentials", consoleSecret, credentialKeys),
            ...(logsIn
                ? [
                      secretVolume("login", loginSecret(systemUser("kafka-manager", security.passwordVersion)), [
                          jaasFile,
                      ]),
                  ]
                : []),
            ...(trust?.volumes ?? []),
            ...scratchVolumes(scratch),
        ],
    };
}

/** Everything that the console's pod is made from, as far as the settings decide it: what differs restarts it; undefined where it does not run. */
export function consoleTemplate(
    settings: KafkaManagerSettings,
    images: ImageSettings,
    runsAs: NamespaceSettings,
    security: BrokerSecurity,
): unknown {
    const pod = {
        settings,
        security,
        image: images.kafkaManager,
        zookeeperImage: images.zookeeper,
        pulling: images,
        runsAs,
        zookeeperConnect: "zookeeper",
        configMap: "config",
    };
    return settings.enabled ? [consolePod(pod), credentialsGeneration(settings), consoleFiles] : undefined;
}
