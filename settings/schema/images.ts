import { z } from "zod";
import { objectName, oneOf } from "./fields";

const path = "[a-z0-9]+([._-]+[a-z0-9]+)*";
const tag = ":[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}";
const digest = "@sha256:[0-9a-f]{64}";
const shape = new RegExp(`^([a-z0-9.-]+(:[0-9]+)?/)?${path}(/${path})*(${tag}(${digest})?|${digest})$`);

function reference(): z.ZodString {
    const rule = "must be an image reference with a tag or a digest, such as apache/kafka:3.9.2";
    return z.string({ error: rule }).regex(shape, { error: rule });
}

/** `kafka:images`: which images run, and from where they are pulled. */
export const images = z
    .strictObject(
        {
            zookeeper: reference()
                .default("zookeeper:3.8.6")
                .describe("ZooKeeper 3.5 or newer, official image contract."),
            kafka: reference()
                .default("apache/kafka:3.9.2")
                .describe("Kafka 3.x, the last line with ZooKeeper; `apache/kafka` image contract."),
            kafkaManager: reference()
                .default("quay.io/panubo/cmak:3.0.0.6-2")
                .describe("Kafka Manager (CMAK) 3.0.0.6, panubo image contract."),
            registry: z
                .string({ error: "must be a registry, such as mirror.example.com/hub" })
                .regex(/^[a-z0-9.-]+(:\d+)?(\/[a-z0-9._-]+)*$/, {
                    error: "must be a registry without scheme and without a slash at the end, such as mirror.example.com/hub",
                })
                .optional()
                .describe("Registry that stands in for the one of every image (air-gapped sites)."),
            pullPolicy: oneOf("IfNotPresent", "Always", "Never").default("IfNotPresent").describe("When to pull."),
            pullSecrets: z
                .array(objectName(), { error: "must be a list of Secret names" })
                .default([])
                .describe("Names of existing Secrets with registry credentials."),
        },
        { error: "must be a map with zookeeper, kafka, kafkaManager, registry, pullPolicy, pullSecrets" },
    )
    .describe("Which images run, and from where they are pulled.");
