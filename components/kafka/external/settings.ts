import { z } from "zod";
import { matching, oneOf, texts, whole } from "../../../schema/fields";

const part = String.raw`(?!-)([-a-z0-9]|\{broker\}){1,63}(?<!-)`;

/** `kafka:brokers.external`: how clients outside the Kubernetes cluster reach the brokers. */
export const external = z
    .strictObject(
        {
            type: oneOf("none", "nodePort", "loadBalancer")
                .default("none")
                .describe("How clients outside the cluster reach each broker: docs/external-access.md."),
            nodePort: whole(30000, 32766)
                .optional()
                .describe(
                    "For `nodePort`: the port to bootstrap from, on every node; broker N has the one at N + 1 after it. Default: 30000.",
                ),
            host: matching(
                new RegExp(String.raw`^(?=.{1,253}$)${part}(\.${part})*$`),
                "must be an IPv4 address or a DNS name without a port, in which {broker} stands for the broker's number",
            )
                .optional()
                .describe(
                    "What brokers call themselves outside; `{broker}` stands for the number, and for `bootstrap`. " +
                        "Default: the address of the broker's node, or of its load balancer.",
                ),
            externalTrafficPolicy: oneOf("Cluster", "Local")
                .optional()
                .describe(
                    "`Local` keeps clients' addresses and spares a hop, and only nodes with the broker answer. Default: Cluster.",
                ),
            annotations: texts("annotations, such as those of a cloud's load balancers")
                .default({})
                .describe("Annotations of the Services; `{broker}` in a value is replaced as in `host`."),
            sourceRanges: z
                .array(z.string({ error: "must be an address range, such as 203.0.113.0/24" }), {
                    error: "must be a list of address ranges, such as [203.0.113.0/24]",
                })
                .default([])
                .describe("For `loadBalancer`: who may connect, where the load balancer heeds it. Empty: everybody."),
        },
        { error: "must be a map with type, nodePort, host, …" },
    )
    .prefault({})
    .describe("How clients outside the cluster reach the brokers.");

/** `kafka:brokers.external`, checked, with every default filled in. */
export type ExternalSettings = z.output<typeof external>;
