import { z } from "zod";
import { brokerLevels } from "../../model/logLevels";
import { cpu, disk, flag, memory, oneOf, propertyMap, rate, whole } from "../../schema/fields";
import { logLevels } from "../../schema/logging";
import { scheduling, spread } from "../../schema/scheduling";
import { external } from "./external/settings";

/** `kafka:brokers`: the Kafka brokers. */
export const brokers = z
    .strictObject(
        {
            replicas: whole(1, 99).default(3).describe("Brokers. The copies of a partition follow: min(brokers, 3)."),
            cpu: cpu().default("500m").describe("Requested CPU of one broker."),
            cpuLimit: cpu()
                .optional()
                .describe("CPU limit, of its Jobs too. Default: none, so that no pause is forced."),
            memory: memory("512Mi")
                .default("2Gi")
                .describe("Memory of one broker, requested and limit; half of it is heap."),
            heap: memory("128Mi").optional().describe("Java heap, when the derived one does not fit."),
            disk: disk().default("10Gi").describe("Disk of one broker. May grow, never shrink."),
            config: propertyMap("broker")
                .default({})
                .describe("Broker properties, such as `log.retention.hours`. Those the program derives are refused."),
            logLevels: logLevels(...brokerLevels)
                .default({})
                .describe(
                    "Levels of loggers, such as `kafka.request.logger: DEBUG`, set without a restart (docs/logging.md).",
                ),
            logFormat: oneOf("text", "json")
                .default("text")
                .describe("How brokers log: lines of text, or a JSON object for each record (docs/logging.md)."),
            drain: z
                .array(whole(0, 98), { error: "must be a list of broker ids, such as [3]" })
                .default([])
                .describe(
                    "Brokers to be emptied, before `replicas` is lowered: their partitions are moved to the others.",
                ),
            rebalance: flag()
                .default(false)
                .describe("Whether partitions are moved so that all brokers, new ones too, hold and lead as many."),
            moveRate: rate()
                .default("50Mi")
                .describe("Bytes per second that moved partitions may take of a broker's network and disk."),
            clientAddressSeconds: whole(0, 120)
                .default(30)
                .describe(
                    "Seconds for which clients may keep the address of a broker, 30 where they are Java's. A broker that is to stop waits until the others have had theirs for so long, so that no client " +
                        "knows old addresses alone; 0: it does not wait for that (docs/sizing.md).",
                ),
            external,
            rack: oneOf("label", "node")
                .default("label")
                .describe(
                    "Who tells a broker its zone, `broker.rack`. `label`: the pod's label `topology.kubernetes.io/zone`, which Kubernetes sets from 1.35 on. `node`: " +
                        "the API server, on any Kubernetes; brokers get the right to get nodes (docs/placement.md).",
                ),
            spread,
            ...scheduling,
        },
        { error: "must be a map with replicas, cpu, memory, disk, config, …" },
    )
    .describe("The Kafka brokers.");

/** `kafka:brokers`, checked, with every default filled in. */
export type BrokerSettings = z.output<typeof brokers>;

/** `kafka:brokers` as a stack file says it: every field may be left out. */
export type BrokerInput = z.input<typeof brokers>;
