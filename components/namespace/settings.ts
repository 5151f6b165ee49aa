import { z } from "zod";
import { domainName, label, texts } from "../../schema/fields";

/** DNS domain of a Kubernetes cluster, where none is set. */
export const defaultClusterDomain = "cluster.local";

/** `kafka:namespace`: where everything lives. */
export const namespace = z
    .strictObject(
        {
            name: label()
                .default("kafka")
                .describe("Namespace of every object. Made when it is missing; survives `pulumi destroy`."),
            labels: texts("namespace labels").default({}).describe("Further labels of the namespace."),
            clusterDomain: domainName()
                .default(defaultClusterDomain)
                .describe("DNS domain of the Kubernetes cluster, the end of every address."),
        },
        { error: "must be a map with name, labels, clusterDomain" },
    )
    .describe("Where everything lives.");

/** `kafka:namespace`, checked, with every default filled in. */
export type NamespaceSettings = z.output<typeof namespace>;
