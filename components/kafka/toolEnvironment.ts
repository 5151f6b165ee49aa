import type * as k8s from "@pulumi/kubernetes";
import { scratchDirectory } from "./scripts";

/** The environment of Kafka's command line tools, small and quick; their heap is in MiB. */
export function toolEnvironment(heap: number): k8s.types.input.core.v1.EnvVar[] {
    return [
        { name: "LOG_DIR", value: `${scratchDirectory}/logs` },
        { name: "KAFKA_HEAP_OPTS", value: `-Xmx${heap}m` },
        // The image's default asks for G1, and two collectors on one command line are an error.
        { name: "KAFKA_JVM_PERFORMANCE_OPTS", value: "-XX:+UseSerialGC -XX:TieredStopAtLevel=1" },
    ];
}
