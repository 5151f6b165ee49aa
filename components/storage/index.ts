import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { StorageSettings } from "./settings";
import type { Ownership } from "../kubernetes/ownership";
import { storageClass } from "./storageClass";

/** The arguments for a {@link Storage}. */
export interface StorageArgs {
    /** The settings `kafka:storage`. */
    readonly settings: StorageSettings;
    /** Name of the class when one is made and none is given. */
    readonly defaultName: string;
    readonly ownership: Ownership;
}

/** The StorageClass of every disk: made here, an existing one by name, or the cluster's default. */
export class Storage extends pulumi.ComponentResource {
    /** Name of the class; undefined for the cluster's default. */
    readonly className: pulumi.Output<string | undefined>;

    constructor(name: string, args: StorageArgs, opts?: pulumi.ComponentResourceOptions) {
        super("kafka:index:Storage", name, {}, opts);

        const manifest = storageClass(args.settings, args.defaultName, args.ownership.annotations);
        if (manifest === undefined) {
            this.className = pulumi.output(args.settings.class);
        } else {
            new k8s.storage.v1.StorageClass(name, manifest, {
                parent: this,
                hooks: args.ownership.hooks,
                // Kubernetes refuses to update these two, and the provider does not know it (pulumi-kubernetes diff.go), nor then that
                // a name can only be given again once it is free.
                replaceOnChanges: ["reclaimPolicy", "volumeBindingMode"],
                deleteBeforeReplace: true,
            });
            // Not the class's own output: whatever depends on a resource that is deleted before its replacement is made may be
            // replaced with it, and these are the StatefulSets. A claim waits for its class by itself.
            this.className = pulumi.output(manifest.metadata.name);
        }

        this.registerOutputs({ className: this.className });
    }
}
