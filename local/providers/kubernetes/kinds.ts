import { nameOf, namespaceOf, textAt } from "./manifest";
import type { Manifest } from "./manifest";

/** A kind of object, such as `apps/v1` and `StatefulSet`; the core group's version has no group: `v1`. */
export interface Kind {
    readonly apiVersion: string;
    readonly kind: string;
}

/** The kind in a type token such as `kubernetes:apps/v1:StatefulSet`, as the object names it: without `Patch`. */
export function kindOfType(type: string): Kind {
    const [, version = "", kind = ""] = type.split(":");
    return { apiVersion: version.replace(/^core\//, ""), kind };
}

/** The kind that an object names. */
export function kindOf(object: Manifest): Kind {
    return { apiVersion: textAt(object, "apiVersion").replace(/^core\//, ""), kind: textAt(object, "kind") };
}

/** An object with nothing but its kind and the given name and namespace. */
export function bare({ apiVersion, kind }: Kind, namespace: string, name: string): Manifest {
    return { apiVersion, kind, metadata: { name, ...(namespace === "" ? {} : { namespace }) } };
}

/** {@link bare}, of an object's own kind, name and namespace. */
export function bareOf(object: Manifest): Manifest {
    return bare(kindOf(object), namespaceOf(object), nameOf(object));
}

/** Whether a resource patches fields of an object that may belong to somebody else: `…Patch`, such as `NamespacePatch`. */
export function isPatch(type: string, object: Manifest): boolean {
    const { kind } = kindOfType(type);
    return kind.endsWith("Patch") && kind !== textAt(object, "kind");
}

/** Whether a resource is a list of objects, which the official provider refuses. */
export function isList(type: string): boolean {
    return kindOfType(type).kind.endsWith("List");
}

// Needed where no cluster answers; from the API reference of Kubernetes 1.34. Every other built-in kind has a namespace.
const clusterWide = new Set([
    "APIService",
    "CSIDriver",
    "CSINode",
    "CertificateSigningRequest",
    "ClusterRole",
    "ClusterRoleBinding",
    "ClusterTrustBundle",
    "CustomResourceDefinition",
    "DeviceClass",
    "FlowSchema",
    "IPAddress",
    "IngressClass",
    "MutatingAdmissionPolicy",
    "MutatingAdmissionPolicyBinding",
    "MutatingWebhookConfiguration",
    "Namespace",
    "Node",
    "PersistentVolume",
    "PriorityClass",
    "PriorityLevelConfiguration",
    "ResourceSlice",
    "RuntimeClass",
    "ServiceCIDR",
    "StorageClass",
    "ValidatingAdmissionPolicy",
    "ValidatingAdmissionPolicyBinding",
    "ValidatingWebhookConfiguration",
    "VolumeAttachment",
    "VolumeAttributesClass",
]);

/** Whether a built-in kind has a namespace, known without asking a cluster. */
export function isNamespacedByName(kind: string): boolean {
    return !clusterWide.has(kind);
}
