import { z } from "zod";
import { imageReferenceShape } from "../../model/imageReference";
import { matching, objectName, oneOf } from "../../schema/fields";

function reference(example: string): z.ZodString {
    return matching(imageReferenceShape, `must be an image reference with a tag or a digest, such as ${example}`);
}

/** `kafka:images`: which images run, and from where they are pulled. */
export const images = z
    .strictObject(
        {
            zookeeper: reference("zookeeper:3.8.6")
                .default("zookeeper:3.8.6")
                .describe("ZooKeeper 3.5.7 or newer with Java 9 or newer, official image contract."),
            kafka: reference("apache/kafka:3.9.2")
                .default("apache/kafka:3.9.2")
                .describe(
                    "Kafka 3.x, the last line with ZooKeeper; `apache/kafka` image contract. May have numbers of your own, such as `2024.10.1`.",
                ),
            kafkaManager: reference("quay.io/panubo/cmak:3.0.0.6-2")
                .default("quay.io/panubo/cmak:3.0.0.6-2")
                .describe(
                    "Kafka Manager (CMAK) 3.0.0.6, panubo image contract. Panubo's own, or a mirror, runs on nodes with `kubernetes.io/arch: amd64` only, unless `kafkaManager.nodeSelector` names another.",
                ),
            metricsAgent: reference("ghcr.io/open-telemetry/opentelemetry-operator/autoinstrumentation-java:2.31.0")
                .default("ghcr.io/open-telemetry/opentelemetry-operator/autoinstrumentation-java:2.31.0")
                .describe(
                    "OpenTelemetry's Java agent as `/javaagent.jar`, and `cp`: for the brokers, with `metrics.enabled`.",
                ),
            registry: matching(
                /^[a-z0-9.-]+(:\d+)?(\/[a-z0-9._-]+)*$/,
                "must be a registry without scheme and without a slash at the end, such as mirror.example.com/hub",
            )
                .optional()
                .describe(
                    "Registry that stands in for the one of every image: `mirror.example.com/hub` makes `mirror.example.com/hub/zookeeper:3.8.6` of `zookeeper:3.8.6`. " +
                        "A proxy of Docker Hub that wants the `library/` takes `zookeeper: library/zookeeper:3.8.6`; " +
                        "where each source has a prefix of its own, leave this unset and write each image in full.",
                ),
            pullPolicy: oneOf("IfNotPresent", "Always", "Never").default("IfNotPresent").describe("When to pull."),
            pullSecrets: z
                .array(objectName(), { error: "must be a list of Secret names" })
                .default([])
                .describe("Names of existing Secrets with registry credentials."),
        },
        { error: "must be a map with zookeeper, kafka, kafkaManager, metricsAgent, registry, pullPolicy, pullSecrets" },
    )
    .describe("Which images run, and from where they are pulled.");

/** `kafka:images`, checked, with every default filled in. */
export type ImageSettings = z.output<typeof images>;

/** `kafka:images` as a stack file says it: every field may be left out. */
export type ImageInput = z.input<typeof images>;
