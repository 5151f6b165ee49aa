import * as pulumi from "@pulumi/pulumi";
import { NoCluster } from "./connection";
import { withoutTrace, wordsOf } from "./refusal";
import { get } from "./request";

/** As much of a Kubernetes object as tells which one it is, and whose. */
export interface KubernetesObject {
    /** Group and version: `apps/v1`. */
    readonly apiVersion: string;
    /** Kind: `StatefulSet`. */
    readonly kind: string;
    /** Name, and for most kinds a namespace; what it is marked with. */
    readonly metadata: {
        readonly name: string;
        readonly namespace?: string;
        readonly annotations?: Readonly<Record<string, string>>;
        readonly labels?: Readonly<Record<string, string>>;
    };
}

/** An object as the API server has it. */
export interface LiveObject extends KubernetesObject {
    readonly metadata: KubernetesObject["metadata"] & {
        /** What made it, and takes it along when it goes. */
        readonly ownerReferences?: readonly { readonly kind: string }[];
    };
    /** What is wanted of it; its shape is that of the kind. */
    readonly spec?: unknown;
    /** What is so; its shape is that of the kind. */
    readonly status?: unknown;
    /** Of a StorageClass: whether disks can grow. */
    readonly allowVolumeExpansion?: unknown;
}

/** Where the API server has the objects of a kind. Plural names are made as Kubernetes itself guesses them (apimachinery, UnsafeGuessKindToResource). */
export function pathOf(apiVersion: string, kind: string, namespace: string | undefined): string {
    const root = apiVersion.includes("/") ? "apis" : "api";
    const name = kind.toLowerCase();
    const plural = name.endsWith("s") ? `${name}es` : name.endsWith("y") ? `${name.slice(0, -1)}ies` : `${name}s`;
    const place = namespace === undefined ? "" : `/namespaces/${encodeURIComponent(namespace)}`;
    return `/${root}/${apiVersion}${place}/${plural}`;
}

/**
 * The object as the cluster has it now; undefined where it does not exist. Where the cluster cannot be asked a preview warns and goes on, as
 * if there were none, and a run throws one `pulumi.RunError`: what nobody can look up must not be changed. Where it may stay unknown
 * (`isNeeded` false), undefined too for whoever may not see it: a StorageClass is seldom shown to a deployer of one namespace.
 */
export async function readLive(
    { apiVersion, kind, metadata }: KubernetesObject,
    isNeeded = true,
): Promise<LiveObject | undefined> {
    const path = `${pathOf(apiVersion, kind, metadata.namespace)}/${encodeURIComponent(metadata.name)}`;
    const found = await answer(
        `${kind} ${metadata.name}`,
        path,
        isNeeded ? { 404: undefined } : { 403: undefined, 404: undefined },
        ifForbidden[kind] ?? checkAccess,
    );
    return found as LiveObject | undefined;
}

/** Every object of a kind that a namespace has; undefined where a preview cannot ask, and otherwise as {@link readLive}. */
export async function listLive(
    apiVersion: string,
    kind: string,
    namespace: string,
): Promise<readonly LiveObject[] | undefined> {
    const found = await answer(`the ${kind}s of namespace ${namespace}`, pathOf(apiVersion, kind, namespace));
    return (found as { readonly items: readonly LiveObject[] } | undefined)?.items;
}

const checkAccess = "check kubernetes:kubeconfig, kubernetes:context, and that you may get and list it";

const rightsOnRoles =
    "have the rights to get, create, patch and delete it, and to get nodes; or set kafka:brokers.rack to label, and see docs/placement.md for the zones";

/** What whoever lacks the right to a kind does, where a setting goes without it: one with rights in a namespace only may not even look at that. */
const ifForbidden: Readonly<Record<string, string>> = {
    Namespace:
        "have the namespace made, and set kafka:namespace.manage to false to use it as it is; or have the right to get and patch it",
    ClusterRole: rightsOnRoles,
    ClusterRoleBinding: rightsOnRoles,
    NetworkPolicy:
        "have the rights to get, create, patch and delete it; or set kafka:security.networkPolicies.enabled to false, and whoever reaches a port may use it",
};

/**
 * Every object of a kind in all namespaces; `"forbidden"` for whoever may not see them, as a deployer of one namespace, and otherwise as
 * {@link listLive}.
 */
export async function listEverywhere(
    apiVersion: string,
    kind: string,
): Promise<readonly LiveObject[] | "forbidden" | undefined> {
    const path = pathOf(apiVersion, kind, undefined);
    const found = await answer(`the ${kind}s of all namespaces`, path, { 403: "forbidden" });
    return found === "forbidden" ? found : (found as { readonly items: readonly LiveObject[] } | undefined)?.items;
}

/** What the API server has at a path; `otherwise` says what an answer with another status comes to, and `forbidden` what to do about a 403. */
async function answer(
    what: string,
    path: string,
    otherwise: Readonly<Record<number, unknown>> = { 404: undefined },
    forbidden = checkAccess,
): Promise<unknown> {
    let advice = checkAccess;
    let problem: string;
    try {
        const { status, body } = await get(path);
        if (status === 200) {
            return JSON.parse(body) as unknown;
        }
        if (status in otherwise) {
            return otherwise[status];
        }
        problem = wordsOf({ code: status, body });
        advice = status === 403 ? forbidden : advice;
    } catch (error) {
        if (error instanceof NoCluster) {
            // Nothing can be changed either.
            return undefined;
        }
        problem = String(error).split("\n", 1).join("");
    }
    return unanswered(what, problem, advice);
}

let warned = false;

async function unanswered(what: string, problem: string, advice: string): Promise<undefined> {
    if (!pulumi.runtime.isDryRun()) {
        throw withoutTrace(
            new pulumi.RunError(
                `cannot look up ${what} in the cluster that would be changed: ${problem}; nothing is changed without: ${advice}`,
            ),
        );
    }
    if (!warned) {
        warned = true;
        await pulumi.log.warn(
            `this preview cannot ask the cluster (${what}: ${problem}): what is refused for what runs there shows only in pulumi up`,
        );
    }
    return undefined;
}
