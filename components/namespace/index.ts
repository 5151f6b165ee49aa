import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { unowned } from "../ownership";
import type { Ownership } from "../ownership";

/** The arguments for a {@link Namespace}. */
export interface NamespaceArgs {
    /** Name of the namespace. */
    readonly name: string;
    /** Whether it is made when it is missing, and labelled; otherwise it is used as it is. Default: true. */
    readonly manage?: boolean;
    /** Further labels, where it is managed. Default: none. */
    readonly labels?: Readonly<Record<string, string>>;
    /** Marks it and keeps one that belongs to others from being labelled. Default: neither. */
    readonly ownership?: Ownership;
}

/** The Pod Security level that every pod of this program meets. */
const level = "restricted";

/**
 * The namespace everything lives in: made when it is missing, labelled when it exists, and left in place by `pulumi destroy`,
 * because deleting a namespace deletes every claim in it. A patch can do all three; a Namespace resource cannot (measured). One that is not
 * managed is used as it is; one that no longer is stays as it was.
 */
export class Namespace extends pulumi.ComponentResource {
    /** Its name, known once it exists. */
    readonly namespaceName: pulumi.Output<string>;

    constructor(name: string, args: NamespaceArgs, opts?: pulumi.ComponentResourceOptions) {
        super("kafka:index:Namespace", name, {}, opts);

        const { manage = true, ownership = unowned } = args;
        // From the URN, which a preview knows too: with the name unknown it could neither check the manifests against the API server
        // nor look for foreign objects. The id is not known before the first `up`.
        this.namespaceName = manage
            ? this.#patch(name, args, ownership).urn.apply(() => args.name)
            : pulumi.output(args.name);
        this.registerOutputs({ namespaceName: this.namespaceName });
    }

    #patch(name: string, args: NamespaceArgs, ownership: Ownership): k8s.core.v1.NamespacePatch {
        return new k8s.core.v1.NamespacePatch(
            name,
            {
                metadata: {
                    name: args.name,
                    annotations: { ...ownership.annotations, "pulumi.com/patchForce": "true" },
                    labels: {
                        ...args.labels,
                        "app.kubernetes.io/part-of": "kafka",
                        "pod-security.kubernetes.io/enforce": level,
                        "pod-security.kubernetes.io/warn": level,
                        "pod-security.kubernetes.io/audit": level,
                    },
                },
            },
            { parent: this, retainOnDelete: true, hooks: ownership.hooks },
        );
    }
}
