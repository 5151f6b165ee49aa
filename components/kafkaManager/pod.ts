import type * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { join } from "node:path";
import { heapMiB, kafkaManagerHeap } from "../../model/heap";
import { repositoryOf } from "../../model/imageReference";
import { ports } from "../../model/names";
import {
    kafkaManagerGraceSeconds,
    kafkaManagerStartupSeconds,
    startupFailures,
    startupPeriodSeconds,
} from "../../model/timeouts";
import type { ImageSettings } from "../images/settings";
import { containerSecurity, execProbe, httpProbe, podBase, pulled, resources } from "../kubernetes/pod";
import type { Pulling } from "../kubernetes/pod";
import type { Scheduling } from "../kubernetes/spread";
import { readScript } from "../kubernetes/scripts";
import { fromSecret } from "../kubernetes/secret";
import type { NamespaceSettings } from "../namespace/settings";
import type { KafkaManagerSettings } from "./settings";

/** The port of the console. */
const httpPort = 9000;

/** What the console's pod is made from. */
export interface ConsolePod {
    /** How large it is, where it may run and what it may do. */
    readonly settings: KafkaManagerSettings;
    /** Its image (panubo/cmak). */
    readonly image: string;
    /** The image with `nc` that waits for the ensemble: ZooKeeper's own. */
    readonly zookeeperImage: string;
    /** How the images are pulled. */
    readonly pulling: Pulling;
    /** Whether the platform gives pods their user and group, as OpenShift does. Default: false. */
    readonly assignsUsers?: boolean | undefined;
    /** `host:2181,host:2181`, without a chroot. */
    readonly zookeeperConnect: pulumi.Input<string>;
}

/** Name of the Secret with username, password and application-secret. */
export const consoleSecret = "kafka-manager-credentials";

/** Which credentials the console has; with others it restarts, which it would not by itself, for the Secret keeps its name. */
export function credentialsGeneration({ username, passwordVersion }: KafkaManagerSettings): string {
    return `${username} ${passwordVersion}`;
}

const scripts = join(__dirname, "scripts");

/** JVM options. The list of features replaces the built-in one only in this indexed form; `=["…"]` leaves everything on (measured). */
function javaOptions(settings: KafkaManagerSettings): string {
    const heap = heapMiB(kafkaManagerHeap, settings.memory, settings.heap);
    const features = settings.features.length > 0 ? settings.features : ["None"];
    return [
        `-Xms${Math.min(heap, 256)}m`,
        `-Xmx${heap}m`,
        "-XX:+UseSerialGC",
        ...features.map((feature, index) => `-Dapplication.features.${index}=${feature}`),
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
    const { settings } = pod;
    const zookeeper = { name: "ZK_HOSTS", value: pod.zookeeperConnect };
    // The image has no bash.
    const mainActorAnswers = ["/bin/sh", "-c", readScript(scripts, "main-actor-answers.sh")];
    return {
        ...podBase(pod.pulling, placed(settings, pod.image), pod.assignsUsers),
        terminationGracePeriodSeconds: kafkaManagerGraceSeconds,
        initContainers: [
            {
                name: "wait-for-zookeeper",
                ...pulled(pod.pulling, pod.zookeeperImage),
                command: ["/bin/bash", "-c", readScript(scripts, "wait-for-zookeeper.sh")],
                env: [zookeeper],
                // The same as the container after it: it takes nothing more of a node, and what admits the one admits the other.
                resources: resources(settings),
                securityContext: containerSecurity,
            },
        ],
        containers: [
            {
                name: "kafka-manager",
                ...pulled(pod.pulling, pod.image),
                env: [
                    zookeeper,
                    { name: "KAFKA_MANAGER_AUTH_ENABLED", value: "true" },
                    fromSecret("KAFKA_MANAGER_USERNAME", consoleSecret, "username"),
                    fromSecret("KAFKA_MANAGER_PASSWORD", consoleSecret, "password"),
                    fromSecret("APPLICATION_SECRET", consoleSecret, "application-secret"),
                    { name: "CONSOLE_PORT", value: String(ports.kafkaManager) },
                    { name: "JAVA_OPTS", value: javaOptions(settings) },
                ],
                ports: [{ name: "http", containerPort: httpPort }],
                resources: resources(settings),
                securityContext: containerSecurity,
                // A container that is started again does not run the init container again: this restarts it until ZooKeeper is back.
                startupProbe: execProbe(mainActorAnswers, {
                    periodSeconds: startupPeriodSeconds,
                    timeoutSeconds: 10,
                    failureThreshold: startupFailures(kafkaManagerStartupSeconds),
                }),
                livenessProbe: httpProbe("/api/health", "http", {
                    periodSeconds: 10,
                    timeoutSeconds: 5,
                    failureThreshold: 6,
                }),
                readinessProbe: execProbe(mainActorAnswers, {
                    periodSeconds: 10,
                    timeoutSeconds: 10,
                    failureThreshold: 3,
                }),
                volumeMounts: [{ name: "scratch", mountPath: "/tmp" }],
            },
        ],
        volumes: [{ name: "scratch", emptyDir: {} }],
    };
}

/** Everything that the console's pod is made from, as far as the settings decide it: what differs restarts it; undefined where it does not run. */
export function consoleTemplate(
    settings: KafkaManagerSettings,
    images: ImageSettings,
    { assignsUsers }: NamespaceSettings,
): unknown {
    const pod = {
        settings,
        image: images.kafkaManager,
        zookeeperImage: images.zookeeper,
        pulling: images,
        assignsUsers,
        zookeeperConnect: "zookeeper",
    };
    return settings.enabled ? [consolePod(pod), credentialsGeneration(settings)] : undefined;
}
