import type * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { heapMiB, lagHeap } from "../../../model/heap";
import { lagName, ports } from "../../../model/names";
import { lagGraceSeconds, lagStartupSeconds, startupFailures, startupPeriodSeconds } from "../../../model/timeouts";
import { containerSecurity, httpProbe, jobResources, podBase, pulled, tcpProbe } from "../../kubernetes/pod";
import type { Pulling, RunsAs } from "../../kubernetes/pod";
import { scratchMounts, scratchVolumes, temporary } from "../../kubernetes/scratch";
import { allMounts } from "../../kubernetes/secret";
import type { MetricsSettings } from "../../metrics/settings";
import type { BrokerSecurity } from "../../security/authentication";
import { loginMount } from "../logins";
import { toolEnvironment } from "../scripts";
import type { BrokerSettings } from "../settings";
import { authorityMounts } from "../tls/pod";

/** What the pod is made from that shows the lag of consumers. */
export interface LagPod {
    /** How large it is, and how often it asks. */
    readonly settings: MetricsSettings["consumerLag"];
    /** The brokers' settings: it runs where the brokers may. */
    readonly brokers: BrokerSettings;
    /** How the brokers are secured. */
    readonly security: BrokerSecurity;
    /** The brokers' image: it has the tool that asks, and the BusyBox that answers. */
    readonly image: string;
    /** How the image is pulled. */
    readonly pulling: Pulling;
    /** Who its processes are. Default: the user of the images. */
    readonly runsAs?: RunsAs | undefined;
    /** `host:port` of the brokers, by the listener that the program's own tools use. */
    readonly bootstrapServers: pulumi.Input<string>;
    /** Name of the ConfigMap with its scripts. */
    readonly configMap: string;
}

const scriptsDirectory = "/etc/kafka-lag";

/** A few copies of what is shown: 2.3 MB each for a thousand groups with ten partitions (docs/metrics.md). */
const scratch = [temporary()];

/** Seconds that a round may take: the tool asks the brokers about one group after the other, and waits 30 s for an answer. */
const roundSeconds = 300;

/** The pod that shows the lag of consumers. */
export function lagPod(pod: LagPod): k8s.types.input.core.v1.PodSpec {
    const { settings, brokers, security } = pod;
    const secrets = allMounts([loginMount(security, "kafka-lag"), authorityMounts(security)]);
    // That it answers, not that lag is known: brokers that are away need no other pod, and an alert says so.
    const answers = (failureThreshold: number, periodSeconds: number) =>
        httpProbe("/metrics", "metrics", { periodSeconds, timeoutSeconds: 5, failureThreshold });
    return {
        ...podBase(pod.pulling, brokers, pod.runsAs),
        terminationGracePeriodSeconds: lagGraceSeconds,
        containers: [
            {
                name: lagName,
                ...pulled(pod.pulling, pod.image),
                command: ["/bin/bash", `${scriptsDirectory}/lag.sh`],
                env: [
                    // The tool prints in the encoding of the locale, and a group may be called by any letters.
                    { name: "LC_ALL", value: "C.UTF-8" },
                    { name: "TMPDIR", value: "/tmp" },
                    { name: "BOOTSTRAP", value: pod.bootstrapServers },
                    { name: "LAG_PORT", value: String(ports.lagMetrics) },
                    { name: "LAG_SECONDS", value: String(settings.intervalSeconds) },
                    { name: "TOOL_SECONDS", value: String(roundSeconds) },
                    ...toolEnvironment(heapMiB(lagHeap, settings.memory)),
                    ...secrets.env,
                ],
                ports: [{ name: "metrics", containerPort: ports.lagMetrics }],
                resources: jobResources(brokers, String(settings.memory), scratch),
                securityContext: containerSecurity,
                startupProbe: answers(startupFailures(lagStartupSeconds), startupPeriodSeconds),
                livenessProbe: tcpProbe("metrics", { periodSeconds: 10, timeoutSeconds: 5, failureThreshold: 6 }),
                readinessProbe: answers(3, 10),
                volumeMounts: [
                    { name: "scripts", mountPath: scriptsDirectory, readOnly: true },
                    ...secrets.volumeMounts,
                    ...scratchMounts(scratch),
                ],
            },
        ],
        volumes: [
            { name: "scripts", configMap: { name: pod.configMap } },
            ...secrets.volumes,
            ...scratchVolumes(scratch),
        ],
    };
}
