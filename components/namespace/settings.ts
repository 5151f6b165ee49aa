import { z } from "zod";
import { domainName, flag, label, texts, whole } from "../../schema/fields";

/** DNS domain of a Kubernetes cluster, where none is set. */
export const defaultClusterDomain = "cluster.local";

/** Above 0, which is root, and as large as Kubernetes takes them. */
function id(): z.ZodNumber {
    return whole(1, 2147483647);
}

/** `kafka:namespace`: where everything lives. */
export const namespace = z
    .strictObject(
        {
            name: label()
                .default("kafka")
                .describe("Namespace of every object. Made when it is missing; survives `pulumi destroy`."),
            manage: flag()
                .default(true)
                .describe(
                    "Whether the program makes the namespace and labels it, with the Pod Security level `restricted` for every pod in it. " +
                        "`false` for one that is shared, or where there are no rights on namespaces: it must exist, and is used as it is.",
                ),
            labels: texts("namespace labels").default({}).describe("Further labels of the namespace."),
            assignsUsers: flag()
                .default(false)
                .describe(
                    "Whether the platform gives the namespace's pods their user and group, as OpenShift does (`restricted-v2`): then pods ask for none. " +
                        "Nowhere else, for the images name their users, and Kubernetes takes only numbers for not being root.",
                ),
            user: id()
                .optional()
                .describe(
                    "Number of the user that every pod runs as. Default: 1000, the user of the images, whose files any user may read. " +
                        "On a running stack only together with `group`, by which the disks are given to it.",
                ),
            group: id()
                .optional()
                .describe(
                    "Number of the group that every pod runs as. Default: 1000. A disk is given to it when a pod mounts it, where the storage can do that " +
                        "(`fsGroup`, with `OnRootMismatch`): most CSI drivers and local volumes can, NFS and `hostPath` cannot.",
                ),
            clusterDomain: domainName()
                .default(defaultClusterDomain)
                .describe("DNS domain of the Kubernetes cluster, the end of every address."),
        },
        { error: "must be a map with name, manage, labels, assignsUsers, user, group, clusterDomain" },
    )
    .describe("Where everything lives.");

/** `kafka:namespace`, checked, with every default filled in. */
export type NamespaceSettings = z.output<typeof namespace>;
