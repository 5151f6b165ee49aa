import type { StorageSettings } from "./settings";
import { labels } from "../kubernetes/labels";
import type { Labels } from "../kubernetes/labels";

const nfsProvisioner = "k8s-sigs.io/nfs-subdir-external-provisioner";

/** A StorageClass, with plain values only. */
export interface StorageClassManifest {
    readonly metadata: { readonly name: string; readonly labels: Labels; readonly annotations: Record<string, string> };
    readonly provisioner: string;
    readonly parameters: Record<string, string>;
    readonly mountOptions: string[];
    readonly reclaimPolicy: string;
    readonly volumeBindingMode: string;
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
        parameters: settings.parameters ?? (nfs ? { archiveOnDelete: "true" } : {}),
        mountOptions: settings.mountOptions ?? (nfs ? ["hard", "nfsvers=4"] : []),
        reclaimPolicy: settings.reclaimPolicy ?? "Retain",
        volumeBindingMode: settings.bindingMode ?? "WaitForFirstConsumer",
        allowVolumeExpansion: settings.expansion ?? !nfs,
    };
}
