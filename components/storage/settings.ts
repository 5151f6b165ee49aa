import { z } from "zod";
import { flag, objectName, oneOf, texts, word } from "../../schema/fields";

/** `kafka:storage`: the StorageClass of every disk: the cluster's default, an existing one, or one made here. */
export const storage = z
    .strictObject(
        {
            class: objectName()
                .optional()
                .describe(
                    "Name of an existing StorageClass. Without it and without a provisioner: the cluster's default.",
                ),
            nfs: flag()
                .default(false)
                .describe(
                    "Make a class for the NFS provisioner (`archiveOnDelete`, mounted hard, NFS 4). For trials: Kafka's log does not suit NFS.",
                ),
            provisioner: word("the name of a provisioner, such as ebs.csi.aws.com")
                .optional()
                .describe(
                    "Make a class for this provisioner. With `nfs: true` the default is `k8s-sigs.io/nfs-subdir-external-provisioner`.",
                ),
            name: objectName()
                .optional()
                .describe("Name of the class made here. Default: the namespace's name and `-storage`."),
            parameters: texts("parameters of the provisioner")
                .optional()
                .describe("Parameters of the class made here."),
            mountOptions: z
                .array(word("a mount option"), { error: "must be a list of mount options" })
                .optional()
                .describe("Mount options of the class made here."),
            bindingMode: oneOf("WaitForFirstConsumer", "Immediate")
                .optional()
                .describe("When a disk is made. Default: `WaitForFirstConsumer`, in the zone of its pod."),
            reclaimPolicy: oneOf("Retain", "Delete")
                .optional()
                .describe("What becomes of a disk whose claim is deleted. Default: `Retain`."),
            expansion: flag()
                .optional()
                .describe("Whether disks of the class made here can grow. Default: true, but false for NFS."),
            default: flag().optional().describe("Mark the class made here as the cluster's default. Default: false."),
            keepOnDestroy: flag()
                .default(true)
                .describe(
                    "Keep the claims when the stack is destroyed, for a later `pulumi up`. false keeps only disks of reclaimPolicy `Retain`.",
                ),
        },
        { error: "must be a map with class, nfs, provisioner, …" },
    )
    .describe("The StorageClass of every disk: the cluster's default, an existing one, or one made here.");

/** `kafka:storage`, checked, with every default filled in. */
export type StorageSettings = z.output<typeof storage>;

/** `kafka:storage` as a stack file says it: every field may be left out. */
export type StorageInput = z.input<typeof storage>;
