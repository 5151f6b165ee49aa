import type * as k8s from "@pulumi/kubernetes";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ports } from "../../../model/names";
import { containerSecurity, jobResources, pulled } from "../../kubernetes/pod";
import type { Pulling, Size } from "../../kubernetes/pod";
import type { Scratch } from "../../kubernetes/scratch";

/** Where the agent is in a broker's container: OpenTelemetry's Java agent, of 25 MB. */
const directory: Scratch = { name: "metrics-agent", path: "/metrics-agent", mebibytes: 64 };

/** What a broker's pod has for its metrics; nothing of it where there are none. */
export interface Agent {
    /** What brings the agent. */
    readonly initContainers: readonly k8s.types.input.core.v1.Container[];
    /** Where it is kept. */
    readonly scratch: readonly Scratch[];
    /** Where the broker's container finds it. */
    readonly volumeMounts: readonly k8s.types.input.core.v1.VolumeMount[];
    /** What tells start.sh of it. */
    readonly env: readonly k8s.types.input.core.v1.EnvVar[];
    /** Where Prometheus scrapes. */
    readonly ports: readonly k8s.types.input.core.v1.ContainerPort[];
}

const none: Agent = { initContainers: [], scratch: [], volumeMounts: [], env: [], ports: [] };

/**
 * The agent in a broker's pod. The brokers' image has none and stays the official one, so an image that has nothing else brings it: that of
 * the OpenTelemetry Operator, whose own init container copies the same file (internal/instrumentation/javaagent.go). docs/metrics.md says what it
 * costs, and what others would.
 */
export function metricsAgent(image: string | undefined, pulling: Pulling, broker: Size): Agent {
    const { name, path } = directory;
    const file = `${path}/javaagent.jar`;
    return image === undefined
        ? none
        : {
              initContainers: [
                  {
                      name,
                      ...pulled(pulling, image),
                      command: ["cp", "/javaagent.jar", file],
                      resources: jobResources(broker, "64Mi", [directory]),
                      securityContext: containerSecurity,
                      volumeMounts: [{ name, mountPath: path }],
                  },
              ],
              scratch: [directory],
              volumeMounts: [{ name, mountPath: path, readOnly: true }],
              env: [
                  { name: "METRICS_AGENT", value: file },
                  { name: "METRICS_PORT", value: String(ports.brokerMetrics) },
              ],
              ports: [{ name: "metrics", containerPort: ports.brokerMetrics }],
          };
}

/** What the agent is told, by the names of the files. */
export const agentFiles: Readonly<Record<string, string>> = Object.fromEntries(
    ["metrics.properties", "metrics.yaml"].map((name) => [name, readFileSync(join(__dirname, name), "utf8")]),
);
