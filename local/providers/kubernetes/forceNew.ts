import { valueAt } from "../wire/paths";
import type { Path } from "../wire/paths";
import { isProperties } from "../wire/values";
import type { Properties, Value } from "../wire/values";
import { kindOf } from "./kinds";
import type { Manifest } from "./manifest";
import { isSecret } from "./normalize";

// The official provider's table (provider/pkg/provider/diff.go), built-in kinds in their present versions.
const volumeSources =
    "awsElasticBlockStore azureDisk azureFile cephfs cinder csi fc flexVolume flocker gcePersistentDisk glusterfs hostPath " +
    "iscsi local nfs photonPersistentDisk portworxVolume quobyte rbd scaleIO storageos vsphereVolume";
const podFields =
    "affinity automountServiceAccountToken dnsConfig dnsPolicy enableServiceLinks hostAliases hostIPC hostNetwork hostPID " +
    "hostname imagePullSecrets nodeName nodeSelector overhead preemptionPolicy priority priorityClassName readinessGates " +
    "restartPolicy runtimeClassName schedulerName securityContext serviceAccount serviceAccountName shareProcessNamespace " +
    "subdomain terminationGracePeriodSeconds volumes";
const containerFields =
    "args command env image imagePullPolicy lifecycle livenessProbe ports readinessProbe resources securityContext stdin " +
    "stdinOnce terminationMessagePath terminationMessagePolicy tty volumeDevices volumeMounts workingDir";

function below(prefix: string, fields: string): string[] {
    return fields.split(" ").map((field) => `${prefix}.${field}`);
}

const byKind: Readonly<Record<string, readonly string[]>> = {
    "apps/v1 StatefulSet": below(
        "spec",
        "podManagementPolicy revisionHistoryLimit selector serviceName volumeClaimTemplates",
    ),
    "apps/v1 Deployment": ["spec.selector"],
    "apps/v1 DaemonSet": ["spec.selector"],
    "batch/v1 Job": below("spec", "completions parallelism selector template"),
    "v1 PersistentVolume": below("spec", volumeSources),
    "v1 PersistentVolumeClaim": below("spec", "accessModes selector storageClassName volumeName"),
    "v1 Pod": [
        ...below("spec", podFields),
        ...below("spec.containers.*", containerFields),
        ...below("spec.initContainers.*", containerFields),
    ],
    "v1 ResourceQuota": ["spec.scopes"],
    "v1 Secret": ["type"],
    "v1 Service": ["spec.clusterIP"],
    "storage.k8s.io/v1 StorageClass": ["parameters", "provisioner"],
    "rbac.authorization.k8s.io/v1 ClusterRoleBinding": ["roleRef"],
    "rbac.authorization.k8s.io/v1 RoleBinding": ["roleRef"],
};

const identity = ["metadata.name", "metadata.namespace"];

/** Which switches make content changeable in place. */
export interface Mutability {
    readonly enableConfigMapMutable: boolean;
    readonly enableSecretMutable: boolean;
}

/** The fields of an object whose change replaces it; `*` stands for any index of a list. */
export function forceNewFields(object: Manifest, patch: boolean, options: Mutability): readonly string[] {
    if (patch) {
        return identity;
    }
    const { apiVersion, kind } = kindOf(object);
    const immutable = object["immutable"] === true;
    if (isSecret(object) && (!options.enableSecretMutable || immutable)) {
        return [...identity, "type", "stringData", "data"];
    }
    if (apiVersion === "v1" && kind === "ConfigMap" && (!options.enableConfigMapMutable || immutable)) {
        return [...identity, "binaryData", "data"];
    }
    return [...identity, ...(byKind[`${apiVersion} ${kind}`] ?? [])];
}

function holds(value: Value | undefined, [step, ...rest]: readonly string[]): boolean {
    if (step === undefined) {
        return value !== undefined;
    }
    if (step === "*") {
        return Array.isArray(value) && value.some((item) => holds(item, rest));
    }
    return isProperties(value) && holds(value[step], rest);
}

/** Whether a change at a path touches one of the fields: at it, below it, or, by what the new inputs hold there, above it. */
export function forcesReplacement(path: Path, inputs: Properties, fields: readonly string[]): boolean {
    return fields.some((field) => {
        const steps = field.split(".");
        const common = steps.slice(0, path.length).every((step, index) => {
            return step === "*" ? typeof path[index] === "number" : step === path[index];
        });
        return common && (path.length >= steps.length || holds(valueAt(inputs, path), steps.slice(path.length)));
    });
}
