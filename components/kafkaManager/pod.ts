import type * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { KafkaManagerSettings } from "./settings";
import { kafkaManagerGrace, kafkaManagerStartup, startupFailures, startupPeriod } from "../../model/timeouts";
import { heapMiB, kafkaManagerHeap } from "../../model/heap";
import { pulled } from "../kubernetes/pulling";
import type { Pulling } from "../kubernetes/pulling";
import { podBase } from "../kubernetes/pod";
import { containerSecurity } from "../kubernetes/podSecurity";
import { httpProbe, shellProbe } from "../kubernetes/probes";
import { resources } from "../kubernetes/resources";

/** The port of the console. */
const httpPort = 9000;

/** What the console's pod is made from. */
export interface ConsolePod {
    readonly settings: KafkaManagerSettings;
    readonly image: string;
    /** The image with `nc` that waits for the ensemble: ZooKeeper's own. */
    readonly zookeeperImage: string;
    readonly pulling: Pulling;
    /** `host:2181,host:2181`, without a chroot. */
    readonly zookeeperConnect: pulumi.Input<string>;
    /** Name of the Secret with username, password and application-secret. */
    readonly secret: pulumi.Input<string>;
}

/** An environment variable out of a Secret. */
export function fromSecret(name: string, secret: pulumi.Input<string>, key: string): k8s.types.input.core.v1.EnvVar {
    return { name, valueFrom: { secretKeyRef: { name: secret, key } } };
}

/** CMAK's main actor gives up for good when ZooKeeper is away for 350 s at its start, so it does not start before a quorum answers. */
const waitForZooKeeper = `
while true; do
  for server in $(echo "$ZK_HOSTS" | tr ',' ' '); do
    if echo srvr | nc -w 2 "\${server%:*}" "\${server##*:}" 2>/dev/null | grep -q '^Mode: '; then
      exit 0
    fi
  done
  echo "waiting for ZooKeeper at $ZK_HOSTS"
  sleep 2
done
`.trim();

/** \`/api/health\` is a constant; only a question to the main actor tells whether it lives. It answers 400 when it does not. */
const mainActorAnswers =
    `wget -q -T 8 -O /dev/null --header "Authorization: Basic ` +
    `$(printf '%s:%s' "$KAFKA_MANAGER_USERNAME" "$KAFKA_MANAGER_PASSWORD" | base64 | tr -d '\\n')" ` +
    `http://127.0.0.1:${httpPort}/api/status/clusters`;

/** JVM options. The list of features replaces the built-in one only in this indexed form; \`=["…"]\` leaves everything on (measured). */
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

/** The pod of the console. */
export function consolePod(pod: ConsolePod): k8s.types.input.core.v1.PodSpec {
    const { settings, secret } = pod;
    const zookeeper = { name: "ZK_HOSTS", value: pod.zookeeperConnect };
    return {
        ...podBase(pod.pulling, settings),
        terminationGracePeriodSeconds: kafkaManagerGrace,
        initContainers: [
            {
                name: "wait-for-zookeeper",
                ...pulled(pod.pulling, pod.zookeeperImage),
                command: ["/bin/bash", "-c", waitForZooKeeper],
                env: [zookeeper],
                resources: resources({ cpu: "10m", memory: "32Mi" }),
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
                    fromSecret("KAFKA_MANAGER_USERNAME", secret, "username"),
                    fromSecret("KAFKA_MANAGER_PASSWORD", secret, "password"),
                    fromSecret("APPLICATION_SECRET", secret, "application-secret"),
                    { name: "JAVA_OPTS", value: javaOptions(settings) },
                ],
                ports: [{ name: "http", containerPort: httpPort }],
                resources: resources(settings),
                securityContext: containerSecurity,
                // A container that is started again does not run the init container again: this restarts it until ZooKeeper is back.
                startupProbe: shellProbe("/bin/sh", mainActorAnswers, {
                    periodSeconds: startupPeriod,
                    timeoutSeconds: 10,
                    failureThreshold: startupFailures(kafkaManagerStartup),
                }),
                livenessProbe: httpProbe("/api/health", "http", {
                    periodSeconds: 10,
                    timeoutSeconds: 5,
                    failureThreshold: 6,
                }),
                readinessProbe: shellProbe("/bin/sh", mainActorAnswers, {
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
