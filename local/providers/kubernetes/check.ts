import type { Engine } from "../wire/engine";
import type { Checked, CheckRequest } from "../wire/provider";
import { revealAll, Unknown } from "../wire/values";
import { annotation, annotations } from "./annotations";
import { withSecretsOf } from "./checkpoint";
import type { Cluster } from "./cluster";
import { isList, isNamespacedByName, isPatch, kindOf, kindOfType } from "./kinds";
import { at, nameOf, namespaceOf, textAt, withValue } from "./manifest";
import type { Manifest } from "./manifest";
import { named, namedAs } from "./naming";
import { normalized } from "./normalize";

const managedBy = ["metadata", "labels", "app.kubernetes.io/managed-by"] as const;

async function withDefaultNamespace(
    object: Manifest,
    namespace: string,
    cluster: Cluster | undefined,
): Promise<Manifest> {
    if (namespaceOf(object) !== "" || at(object, "metadata", "namespace") instanceof Unknown) {
        return object;
    }
    const kind = kindOf(object);
    const namespaced = cluster === undefined ? isNamespacedByName(kind.kind) : await cluster.isNamespaced(kind);
    return namespaced ? withValue(object, ["metadata", "namespace"], namespace) : object;
}

/**
 * Validates inputs and completes them: a name where there is none, the default namespace. Whether the object itself is valid
 * is for the API server to say, in the dry run of the preview.
 */
export async function check(
    request: CheckRequest,
    engine: Engine,
    cluster: Cluster | undefined,
    namespace: string,
): Promise<Checked> {
    if (isList(request.type)) {
        throw new Error(
            "list resources exist for compatibility with YAML manifests and Helm charts, and cannot be created directly. " +
                "Use the underlying resource type instead",
        );
    }
    const olds = revealAll(request.olds);
    const type = kindOfType(request.type);
    // The SDK fills both in; a program in another language, or a hand-made one, may not.
    const given: Manifest = { apiVersion: type.apiVersion, kind: type.kind, ...revealAll(request.news) };
    let object = normalized(given);
    if (
        isPatch(request.type, object) &&
        nameOf(object) === "" &&
        !(at(object, "metadata", "name") instanceof Unknown)
    ) {
        throw new Error("patch resources require the `.metadata.name` field to be set");
    }
    if (annotation(object, annotations.autonamed) !== "") {
        const message = `ignoring user-specified value for internal annotation "${annotations.autonamed}"`;
        engine.log("warning", message, request.urn);
    }
    if (Object.keys(olds).length > 0) {
        object = namedAs(object, olds);
        // A label of the official provider's old client-side way: kept where an object has it, never added.
        if (textAt(olds, ...managedBy) === "pulumi") {
            object = withValue(object, managedBy, "pulumi");
        }
    } else {
        object = named(object, request.name, request.randomSeed, request.autonaming);
    }
    if (at(object, "metadata", "name") === undefined && at(object, "metadata", "generateName") !== undefined) {
        throw new Error("the `.metadata.generateName` field is not supported in Server-Side Apply mode");
    }
    object = await withDefaultNamespace(object, namespace, cluster);
    return { inputs: withSecretsOf(object, request.news) };
}
