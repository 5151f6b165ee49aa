import { existsSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { KubeConfig, KubernetesObjectApi, makeInformer, PatchStrategy } from "@kubernetes/client-node";
import type { Informer, KubernetesObject, ObjectCache, V1APIResource } from "@kubernetes/client-node";
import { ObjectSerializer } from "@kubernetes/client-node/dist/serializer.js";
import { isProperties } from "../wire/values";
import type { Properties } from "../wire/values";
import { asApiError, isStatus, NoSuchKind } from "./errors";
import { bare, bareOf, isNamespacedByName, kindOf } from "./kinds";
import type { Kind } from "./kinds";
import type { Manifest } from "./manifest";
import type { Options } from "./options";

// A server that does not even take the connection is away; what takes long after that (webhooks) is the server's business.
const connectMilliseconds = 30_000;

/** An object as the client library takes it. */
type Spec = KubernetesObject & { metadata: { name: string; namespace: string } };

// The library's own models drop fields they do not know, and call some otherwise than the API does (`from` is `_from`).
const verbatim = { serialize: (data: unknown): unknown => data, deserialize: (data: unknown): unknown => data };

const known = new Set<string>();

function passVerbatim({ apiVersion, kind }: Kind): void {
    if (known.has(`${apiVersion} ${kind}`)) {
        return;
    }
    known.add(`${apiVersion} ${kind}`);
    const [version = "", group = ""] = apiVersion.split("/").reverse();
    for (const model of [kind, `${kind}List`]) {
        ObjectSerializer.registerModel({ group, version, kind: model }, verbatim);
    }
}

class ObjectApi extends KubernetesObjectApi {
    /** The kind as the API server lists it; undefined where there is none such. What was not there is asked for again. */
    async discover(kind: Kind): Promise<V1APIResource | undefined> {
        try {
            const found = await this.resource(kind.apiVersion, kind.kind);
            passVerbatim(kind);
            return found;
        } catch (error) {
            const answered = asApiError(error);
            if (isStatus(answered, 404)) {
                return undefined;
            }
            throw answered;
        }
    }

    /** The path of all objects of a kind in a namespace; of a cluster-wide one where that is empty. */
    async pathOf(kind: Kind, namespace: string): Promise<string> {
        return this.specUriPath(bare(kind, namespace, ""), "list");
    }

    protected override async specUriPath(
        spec: KubernetesObject,
        action: "create" | "delete" | "list" | "patch" | "read" | "replace",
    ): Promise<string> {
        const path = await super.specUriPath(spec, action);
        if (action === "create" || action === "list") {
            return path;
        }
        // The library writes the whole path in lower case, but the name of a role may have capitals.
        const name = encodeURIComponent(spec.metadata?.name ?? "");
        return path.slice(0, path.length - name.length) + name;
    }
}

/** How a change is sent. */
export interface Change {
    readonly fieldManager: string;
    /** Only check, and answer with the object as it would be. */
    readonly dryRun: boolean;
}

function dry({ dryRun }: Change): string | undefined {
    return dryRun ? "All" : undefined;
}

function metadataOf(object: Manifest): Properties {
    const metadata = object["metadata"];
    return isProperties(metadata) ? metadata : {};
}

/** A cluster's API, for objects of any kind. */
export class Cluster {
    /** The namespace for objects that name none. */
    readonly namespace: string;
    readonly #config: KubeConfig;
    readonly #api: ObjectApi;

    constructor(config: KubeConfig, namespace: string) {
        this.namespace = namespace;
        this.#config = config;
        this.#api = config.makeApiClient(ObjectApi);
    }

    /** Throws where the API server cannot be reached or does not know who asks. */
    async probe(): Promise<void> {
        const server = this.#config.getCurrentCluster()?.server ?? "";
        const overdue = pause(connectMilliseconds, undefined, { ref: false }).then(() => {
            throw new Error(`${server}: dial timeout`);
        });
        await Promise.race([this.#api.discover({ apiVersion: "v1", kind: "Namespace" }), overdue]);
    }

    /** Whether the cluster has a kind. */
    async has(kind: Kind): Promise<boolean> {
        return (await this.#api.discover(kind)) !== undefined;
    }

    /** Whether objects of a kind have a namespace; a kind that the cluster does not have yet is taken to have one. */
    async isNamespaced(kind: Kind): Promise<boolean> {
        return (await this.#api.discover(kind))?.namespaced ?? isNamespacedByName(kind.kind);
    }

    async #require(kind: Kind): Promise<void> {
        if (!(await this.has(kind))) {
            throw new NoSuchKind(`no matches for kind "${kind.kind}" in version "${kind.apiVersion}"`);
        }
    }

    async #send(object: Manifest, request: (spec: Spec) => Promise<KubernetesObject>): Promise<Manifest> {
        const kind = kindOf(object);
        await this.#require(kind);
        const metadata = { ...metadataOf(object) };
        try {
            return (await request({ ...object, ...kind, metadata } as unknown as Spec)) as unknown as Manifest;
        } catch (error) {
            throw asApiError(error);
        }
    }

    /** The live object of the same kind, namespace and name; throws an ApiError, of code 404 where there is none. */
    async get(object: Manifest): Promise<Manifest> {
        return this.#send(object, (spec) => this.#api.read(spec));
    }

    /** Creates an object; throws an ApiError of reason `AlreadyExists` where it is there. */
    async create(object: Manifest, change: Change): Promise<Manifest> {
        return this.#send(object, (spec) => this.#api.create(spec, undefined, dry(change), change.fieldManager));
    }

    /** Applies an object server-side: creates it, or takes over the given fields; `force` takes them from others too. */
    async apply(object: Manifest, change: Change, force: boolean): Promise<Manifest> {
        const { fieldManager } = change;
        return this.#send(object, (spec) =>
            this.#api.patch(spec, undefined, dry(change), fieldManager, force, PatchStrategy.ServerSideApply),
        );
    }

    /** Replaces an object as a whole; it must carry the live `resourceVersion`. */
    async replace(object: Manifest, change: Change): Promise<Manifest> {
        return this.#send(object, (spec) => this.#api.replace(spec, undefined, dry(change), change.fieldManager));
    }

    /** Merges a JSON merge patch into an object of the given identity. */
    async merge(object: Manifest, patch: Properties): Promise<Manifest> {
        const metadata = { ...metadataOf(patch), ...metadataOf(bareOf(object)) };
        return this.#send({ ...patch, ...kindOf(object), metadata }, (spec) =>
            this.#api.patch(spec, undefined, undefined, undefined, undefined, PatchStrategy.MergePatch),
        );
    }

    /** Asks for an object's deletion; throws an ApiError, of code 404 where it is not there. */
    async delete(object: Manifest, propagationPolicy: string): Promise<void> {
        await this.#send(bareOf(object), (spec) =>
            this.#api.delete(spec, undefined, undefined, undefined, undefined, propagationPolicy),
        );
    }

    /** All objects of a kind in a namespace. */
    async list(kind: Kind, namespace: string): Promise<Manifest[]> {
        await this.#require(kind);
        try {
            const { items } = await this.#api.list(kind.apiVersion, kind.kind, namespace);
            // The items of a list have no kind.
            return items.map((item) => ({ ...kind, ...(item as unknown as Manifest) }));
        } catch (error) {
            throw asApiError(error);
        }
    }

    /** Lists and then watches all objects of a kind in a namespace. */
    async informer(kind: Kind, namespace: string): Promise<Informer<KubernetesObject> & ObjectCache<KubernetesObject>> {
        await this.#require(kind);
        const path = await this.#api.pathOf(kind, namespace);
        return makeInformer(this.#config, path, () => this.#api.list(kind.apiVersion, kind.kind, namespace));
    }
}

function load(kubeconfig: string): KubeConfig {
    const config = new KubeConfig();
    if (kubeconfig === "") {
        config.loadFromDefault();
    } else if (existsSync(kubeconfig)) {
        config.loadFromFile(kubeconfig);
    } else {
        config.loadFromString(kubeconfig);
    }
    return config;
}

/** Loads a kubeconfig and picks what the options say; throws where it cannot be read or names no cluster. */
export function connect(options: Options): Cluster {
    const config = load(options.kubeconfig);
    if (options.context !== "") {
        config.setCurrentContext(options.context);
    }
    const context = config.getContextObject(config.getCurrentContext());
    if (context === null && options.context !== "") {
        throw new Error(`context "${options.context}" does not exist`);
    }
    if (context !== null && options.cluster !== "") {
        config.contexts = [{ ...context, cluster: options.cluster }];
    }
    if (context === null || config.getCurrentCluster() === null) {
        throw new Error("invalid configuration: no configuration has been provided");
    }
    return new Cluster(config, options.namespace === "" ? (context.namespace ?? "default") : options.namespace);
}
