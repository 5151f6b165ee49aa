import { at, list, unknownValue } from "../objects/json";
import { isOfCluster, kindOf, line, nameOf } from "../objects/object";
import type { Declared } from "../objects/object";
import { resourcePolicy } from "../policy";

/** Records outlive a `pulumi destroy`, and brokers that are taken away for a while. */
export const retained = resourcePolicy(
    {
        name: "storage-retained",
        description: "Disks and their claims stay when what uses them goes.",
        settings: {},
    },
    (object) => {
        switch (kindOf(object)) {
            case "StatefulSet":
                return ofClaims(object);
            case "StorageClass":
                return ofClass(object);
            default:
                return [];
        }
    },
);

function ofClaims(object: Declared): readonly string[] {
    if (list(object.props, "spec", "volumeClaimTemplates").length === 0) {
        return [];
    }
    const policy = at(object.props, "spec", "persistentVolumeClaimRetentionPolicy");
    // Without a policy claims are retained.
    return ["whenDeleted", "whenScaled"]
        .filter((when) => at(policy, when) === "Delete")
        .map((when) =>
            line(
                `${nameOf(object)}: persistentVolumeClaimRetentionPolicy.${when}`,
                "Delete",
                "must be Retain, for the records are on these disks",
                isOfCluster(object) ? "set kafka:storage.keepOnDestroy to true" : "set it, or remove it",
            ),
        );
}

function ofClass(object: Declared): readonly string[] {
    // Kubernetes' own default is Delete.
    const policy = at(object.props, "reclaimPolicy");
    return policy === "Retain" || policy === unknownValue
        ? []
        : [
              line(
                  `${nameOf(object)}: reclaimPolicy`,
                  policy,
                  "must be Retain, or a disk is deleted with its claim",
                  isOfCluster(object) ? "set kafka:storage.reclaimPolicy to Retain" : "set it",
              ),
          ];
}
