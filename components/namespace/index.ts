import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

/** The arguments for a {@link Namespace}. */
export interface NamespaceArgs {
    /** Name of the namespace. */
    readonly name: string;
    /** Further labels. */
    readonly labels: Readonly<Record<string, string>>;
}

/** The Pod Security level that every pod of this program meets. */
const level = "restricted";

/**
 * The namespace everything lives in: made when it is missing, labelled when it exists, and left in place by `pulumi destroy`,
 * because deleting a namespace deletes every claim in it. A patch can do all three; a Namespace resource cannot (measured).
 */
export class Namespace extends pulumi.ComponentResource {
    /** Its name, known once it exists. */
    readonly namespaceName: pulumi.Output<string>;

    constructor(name: string, args: NamespaceArgs, opts?: pulumi.ComponentResourceOptions) {
        super("kafka:index:Namespace", name, {}, opts);

        const patch = new k8s.core.v1.NamespacePatch(
            name,
            {
                metadata: {
                    name: args.name,
                    annotations: { "pulumi.com/patchForce": "true" },
                    labels: {
                        ...args.labels,
                        "app.kubernetes.io/part-of": "kafka",
                        "pod-security.kubernetes.io/enforce": level,
                        "pod-security.kubernetes.io/warn": level,
                        "pod-security.kubernetes.io/audit": level,
                    },
                },
            },
            { parent: this, retainOnDelete: true },
        );

        // From the URN, which a preview knows too: with the name unknown it could neither check the manifests against the API server
        // nor look for foreign objects. The id is not known before the first `up`.
        this.namespaceName = patch.urn.apply(() => args.name);
        this.registerOutputs({ namespaceName: this.namespaceName });
    }
}
