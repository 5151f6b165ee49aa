import { labels } from "../kubernetes/metadata";
import type { Labels } from "../kubernetes/metadata";
import type { StorageSettings } from "./settings";

const nfsProvisioner = "k8s-sigs.io/nfs-subdir-external-provisioner";

/** A StorageClass, with plain values only. */
export interface StorageClassManifest {
    /** Name, labels and annotations; the annotation of a default class among them. */
    readonly metadata: { readonly name: string; readonly labels: Labels; readonly annotations: Record<string, string> };
    /** Who makes the disks, such as `ebs.csi.aws.com`. It can never be changed. */
    readonly provisioner: string;
    /** Parameters of the provisioner, if there are any. They can never be changed. */
    readonly parameters?: Record<string, string>;
    /** Options of the mounts, such as `hard`, if there are any. */
    readonly mountOptions?: string[];
    /** What becomes of a disk whose claim is deleted: `Retain` or `Delete`. */
    readonly reclaimPolicy: string;
    /** When a disk is made: `WaitForFirstConsumer` or `Immediate`. */
    readonly volumeBindingMode: string;
    /** Whether disks can grow. */
    readonly allowVolumeExpansion: boolean;
}

/**
 * The class that the settings ask for; undefined where an existing class, or the cluster's default, is used. The NFS preset is the
 * article's class: data archived on deletion, mounted hard, NFS 4; it cannot expand, because its provisioner cannot.
 */
export function storageClass(
    settings: StorageSettings,
    defaultName: string,
    annotations: Readonly<Record<string, string>>,
): StorageClassManifest | undefined {
    const { nfs } = settings;
    const provisioner = settings.provisioner ?? (nfs ? nfsProvisioner : undefined);
    if (provisioner === undefined) {
        return undefined;
    }
    const parameters = settings.parameters ?? (nfs ? { archiveOnDelete: "true" } : {});
    const mountOptions = settings.mountOptions ?? (nfs ? ["hard", "nfsvers=4"] : []);
    return {
        metadata: {
            name: settings.name ?? defaultName,
            labels: labels("storage", "storage"),
            annotations: {
                ...annotations,
                ...(settings.default === true ? { "storageclass.kubernetes.io/is-default-class": "true" } : {}),
            },
        },
        provisioner,
        // The API server keeps no empty ones: a refresh would find a class that must be replaced.
        ...(Object.keys(parameters).length > 0 ? { parameters } : {}),
        ...(mountOptions.length > 0 ? { mountOptions } : {}),
        reclaimPolicy: settings.reclaimPolicy ?? "Retain",
        volumeBindingMode: settings.bindingMode ?? "WaitForFirstConsumer",
        allowVolumeExpansion: settings.expansion ?? !nfs,
    };
}
