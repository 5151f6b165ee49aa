import type * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { claimTemplateName, ports } from "../../model/names";
import type { BrokerSettings } from "./settings";
import { brokerGraceLimit, brokerStartupLimit, startupFailures, startupPeriod } from "../../model/timeouts";
import { pulled } from "../kubernetes/pulling";
import type { Pulling } from "../kubernetes/pulling";
import type { Labels } from "../kubernetes/labels";
import { podBase } from "../kubernetes/pod";
import { readOnlyContainerSecurity } from "../kubernetes/podSecurity";
import { shellProbe, tcpProbe } from "../kubernetes/probes";
import { resources } from "../kubernetes/resources";
import { spreadOver } from "../kubernetes/spread";
import { dataDirectory } from "./properties";
import { configDirectory } from "./scripts";
import { toolEnvironment } from "./toolEnvironment";

/** What the pod of one broker is made from. */
export interface BrokerPod {
    readonly settings: BrokerSettings;
    readonly image: string;
    readonly pulling: Pulling;
    readonly selector: Labels;
    /** Name of the ConfigMap with server.properties, log4j.properties, start.sh, ready.sh and leave.sh. */
    readonly configMap: pulumi.Input<string>;
}

const field = (name: string, fieldPath: string): k8s.types.input.core.v1.EnvVar => ({
    name,
    valueFrom: { fieldRef: { fieldPath } },
});

/** The pod of a broker. */
export function brokerPod(pod: BrokerPod): k8s.types.input.core.v1.PodSpec {
    const { settings } = pod;
    return {
        ...podBase(pod.pulling, settings),
        ...spreadOver(settings.spread, pod.selector),
        // Neither this nor the startup probe depends on the disk: growing it would restart the brokers.
        terminationGracePeriodSeconds: brokerGraceLimit,
        containers: [
            {
                name: "kafka",
                ...pulled(pod.pulling, pod.image),
                command: ["/bin/bash", `${configDirectory}/start.sh`],
                env: [
                    field("POD_NAME", "metadata.name"),
                    // Kubernetes copies the node's zone to the pod's labels from 1.35 on (KEP-4742); empty before.
                    field("NODE_ZONE", "metadata.labels['topology.kubernetes.io/zone']"),
                    // For the tools of a `kubectl exec`, which share the memory limit with the broker.
                    ...toolEnvironment(64),
                ],
                ports: [
                    { name: "kafka", containerPort: ports.kafka },
                    { name: "jmx", containerPort: ports.jmx },
                ],
                resources: resources(settings),
                securityContext: readOnlyContainerSecurity,
                lifecycle: { preStop: { exec: { command: ["/bin/bash", `${configDirectory}/leave.sh`] } } },
                // The port opens at the very end of the start, after log recovery (kafka SocketServer). A broker that is killed meanwhile
                // begins its recovery anew, so this only holds the liveness probe back.
                startupProbe: tcpProbe("kafka", {
                    periodSeconds: startupPeriod,
                    timeoutSeconds: 5,
                    failureThreshold: startupFailures(brokerStartupLimit),
                }),
                livenessProbe: tcpProbe("kafka", { periodSeconds: 10, timeoutSeconds: 5, failureThreshold: 6 }),
                readinessProbe: shellProbe("/bin/bash", `. ${configDirectory}/ready.sh`, {
                    periodSeconds: 5,
                    // A Java tool starts within the first successful check.
                    timeoutSeconds: 30,
                    failureThreshold: 3,
                }),
                volumeMounts: [
                    { name: claimTemplateName, mountPath: dataDirectory },
                    { name: "config", mountPath: configDirectory, readOnly: true },
                    { name: "scratch", mountPath: "/tmp" },
                ],
            },
        ],
        volumes: [
            { name: "config", configMap: { name: pod.configMap } },
            { name: "scratch", emptyDir: {} },
        ],
    };
}
