import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { checkedGroup } from "../args";
import { unowned } from "../ownership";
import type { Ownership } from "../ownership";
import { storageChecks } from "./checks";
import { storage } from "./settings";
import type { StorageInput } from "./settings";
import { storageClass } from "./storageClass";

/** The arguments for a {@link Storage}. */
export interface StorageArgs {
    /** Which class the disks are of: the group `kafka:storage` of a stack file. Default: the cluster's default class. */
    readonly settings?: StorageInput;
    /** Name of the class when one is made and none is given. Default: `kafka-storage`. */
    readonly defaultName?: string;
    /** Marks the class and keeps those of others from being taken over. Default: neither. */
    readonly ownership?: Ownership;
}

/** The StorageClass of every disk: made here, an existing one by name, or the cluster's default. */
export class Storage extends pulumi.ComponentResource {
    /** Name of the class; undefined for the cluster's default. */
    readonly className: pulumi.Output<string | undefined>;

    constructor(name: string, args: StorageArgs = {}, opts?: pulumi.ComponentResourceOptions) {
        super("kafka:index:Storage", name, {}, opts);

        const { defaultName = "kafka-storage", ownership = unowned } = args;
        const settings = checkedGroup("storage", storage, args.settings, storageChecks);
        const manifest = storageClass(settings, defaultName, ownership.annotations);
        if (manifest === undefined) {
            this.className = pulumi.output(settings.class);
        } else {
            new k8s.storage.v1.StorageClass(name, manifest, {
                parent: this,
                hooks: ownership.hooks,
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
