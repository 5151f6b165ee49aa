import type * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { brokerHeap, heapMiB } from "../../model/heap";
import { claimTemplateName, ports } from "../../model/names";
import {
    brokerGraceLimitSeconds,
    brokerStartupLimitSeconds,
    startupFailures,
    startupPeriodSeconds,
} from "../../model/timeouts";
import type { ImageSettings } from "../images/settings";
import type { Labels } from "../kubernetes/metadata";
import { containerSecurity, execProbe, podBase, pulled, resources, tcpProbe } from "../kubernetes/pod";
import type { Pulling, RunsAs } from "../kubernetes/pod";
import { scratchMounts, scratchVolumes, temporary } from "../kubernetes/scratch";
import { allMounts } from "../kubernetes/secret";
import { javaSecurity } from "../kubernetes/scripts";
import { spreadOver } from "../kubernetes/spread";
import type { NamespaceSettings } from "../namespace/settings";
import type { BrokerSecurity } from "../security/authentication";
import { clientLogin } from "../zookeeper/logins";
import { addressesVolume, externalEnvironment } from "./external/pod";
import { listenersOf, ownListener } from "./listeners";
import { brokerLevelsFile, loggingEnvironment } from "./logLevels";
import { loginMount } from "./logins";
import { agentFiles, metricsAgent } from "./metrics/agent";
import { log4jProperties, serverProperties } from "./properties";
import { zoneReader } from "./rack";
import { brokerEnvironment, brokerScripts, configDirectory, dataDirectory } from "./scripts";
import type { BrokerSettings } from "./settings";
import { certificateMounts } from "./tls/pod";

/** What the pod of one broker is made from. */
export interface BrokerPod {
    /** How large it is and where it may run. */
    readonly settings: BrokerSettings;
    /** How it is secured. */
    readonly security: BrokerSecurity;
    /** Its image, with Kafka's tools and bash. */
    readonly image: string;
    /** The image that brings the agent for its metrics; undefined where it shows none. */
    readonly agentImage: string | undefined;
    /** How the image is pulled. */
    readonly pulling: Pulling;
    /** Who its processes are. Default: the user of the images. */
    readonly runsAs?: RunsAs | undefined;
    /** Labels of all brokers, which are kept apart. */
    readonly selector: Labels;
    /** DNS name of the headless Service. */
    readonly headlessDns: pulumi.Input<string>;
    /** Name of the ConfigMap with server.properties, log4j.properties and the scripts of scripts.ts. */
    readonly configMap: pulumi.Input<string>;
}

/** With room for what a person's tools keep there for a moment; a broker writes its marks and native libraries. Its log goes to the console, and the collector has none (start.sh). */
const scratch = [temporary(256)];

/** The pod of a broker. */
export function brokerPod(pod: BrokerPod): k8s.types.input.core.v1.PodSpec {
    const { settings, security } = pod;
    const { portName } = ownListener(security);
    const addresses = addressesVolume(settings.external);
    const agent = metricsAgent(pod.agentImage, pod.pulling, settings);
    const written = [...scratch, ...agent.scratch];
    const heap = heapMiB(brokerHeap(pod.agentImage !== undefined), settings.memory, settings.heap);
    const zone = zoneReader(settings, pod.image, pod.pulling, scratch);
    const preparing = [...zone.initContainers, ...agent.initContainers];
    const secrets = allMounts([loginMount(security), clientLogin(security), certificateMounts(security)]);
    return {
        ...podBase(pod.pulling, settings, pod.runsAs),
        ...spreadOver(settings, pod.selector),
        ...zone.account,
        // Neither this nor the startup probe depends on the disk: growing it would restart the brokers.
        terminationGracePeriodSeconds: brokerGraceLimitSeconds,
        ...(preparing.length > 0 ? { initContainers: preparing } : {}),
        containers: [
            {
                name: "kafka",
                ...pulled(pod.pulling, pod.image),
                command: ["/bin/bash", `${configDirectory}/start.sh`],
                env: [
                    ...brokerEnvironment(pod.headlessDns, heap, security, settings.clientAddressSeconds),
                    ...externalEnvironment(settings.external),
                    ...agent.env,
                    ...loggingEnvironment(settings),
                    ...secrets.env,
                ],
                ports: [
                    ...listenersOf(settings, security).map(({ portName: name, port }) => ({
                        name,
                        containerPort: port,
                    })),
                    { name: "jmx", containerPort: ports.jmx },
                    ...agent.ports,
                ],
                resources: resources(settings, written),
                securityContext: containerSecurity,
                lifecycle: { preStop: { exec: { command: ["/bin/bash", `${configDirectory}/pre-stop.sh`] } } },
                // The port opens at the very end of the start, after log recovery (kafka SocketServer). A broker that is killed meanwhile
                // begins its recovery anew, so this only holds the liveness probe back.
                startupProbe: tcpProbe(portName, {
                    periodSeconds: startupPeriodSeconds,
                    timeoutSeconds: 5,
                    failureThreshold: startupFailures(brokerStartupLimitSeconds),
                }),
                livenessProbe: tcpProbe(portName, { periodSeconds: 10, timeoutSeconds: 5, failureThreshold: 6 }),
                readinessProbe: execProbe(["/bin/bash", `${configDirectory}/ready.sh`], {
                    periodSeconds: 5,
                    // A Java tool starts within the first successful check.
                    timeoutSeconds: 30,
                    failureThreshold: 3,
                }),
                volumeMounts: [
                    { name: claimTemplateName, mountPath: dataDirectory },
                    { name: "config", mountPath: configDirectory, readOnly: true },
                    ...scratchMounts(scratch),
                    ...agent.volumeMounts,
                    brokerLevelsFile.mount,
                    ...addresses.volumeMounts,
                    ...secrets.volumeMounts,
                ],
            },
        ],
        volumes: [
            { name: "config", configMap: { name: pod.configMap } },
            ...scratchVolumes(written),
            brokerLevelsFile.volume,
            ...addresses.volumes,
            ...zone.volumes,
            ...secrets.volumes,
        ],
    };
}

/** Everything that the pods of the brokers are made from, as far as the settings decide it: what differs restarts them. */
export function brokerTemplate(
    settings: BrokerSettings,
    images: ImageSettings,
    runsAs: NamespaceSettings,
    security: BrokerSecurity,
    withMetrics: boolean,
): unknown {
    return [
        brokerPod({
            settings,
            security,
            image: images.kafka,
            agentImage: withMetrics ? images.metricsAgent : undefined,
            pulling: images,
            runsAs,
            selector: {},
            headlessDns: "headless",
            configMap: "config",
        }),
        brokerFiles(settings, security, "zookeeper", withMetrics),
    ];
}

/** What the brokers are configured with and run, by the names of the files. */
export function brokerFiles(
    settings: BrokerSettings,
    security: BrokerSecurity,
    zookeeperConnect: string,
    withMetrics: boolean,
): Readonly<Record<string, string>> {
    return {
        "server.properties": serverProperties(settings, security, zookeeperConnect),
        "log4j.properties": log4jProperties(settings),
        ...javaSecurity,
        ...brokerScripts,
        ...(withMetrics ? agentFiles : {}),
    };
}
