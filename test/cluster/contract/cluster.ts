import { ApiException, KubeConfig, KubernetesObjectApi, PatchStrategy } from "@kubernetes/client-node";
import type { KubernetesObject } from "@kubernetes/client-node";
import { strict as assert } from "node:assert";
import { until } from "../../../local/wait";

/** An object as the API server returns it, read field by field. */
export type LiveObject = KubernetesObject & {
    readonly metadata: NonNullable<KubernetesObject["metadata"]>;
    readonly [field: string]: unknown;
};

/** The identity of an object. */
export interface Identity {
    readonly apiVersion: string;
    readonly kind: string;
    readonly metadata: { readonly name: string; readonly namespace?: string } & Readonly<Record<string, unknown>>;
}

/** An object to send, field by field. */
export type Sent = Identity & Readonly<Record<string, unknown>>;

/** The cluster of the tests, as another client sees it. */
export class OtherClient {
    readonly #config = new KubeConfig();
    readonly #api: KubernetesObjectApi;

    constructor() {
        this.#config.loadFromDefault();
        this.#api = KubernetesObjectApi.makeApiClient(this.#config);
    }

    /** A kubeconfig for the same cluster, of the user with this token. */
    kubeconfigOf(token: string): string {
        const config = new KubeConfig();
        const cluster = this.#config.getCurrentCluster();
        assert.ok(cluster);
        config.loadFromClusterAndUser(cluster, { name: "user", token });
        return config.exportConfig();
    }

    /** Creates an object. */
    async create(object: Sent): Promise<void> {
        await this.#api.create(object);
    }

    /** Applies fields under another field manager, taking them over if need be. */
    async apply(object: Sent, manager = "somebody-else"): Promise<void> {
        await this.#api.patch(object, undefined, undefined, manager, true, PatchStrategy.ServerSideApply);
    }

    /** Merges a patch into an object. */
    async merge(object: Sent): Promise<void> {
        await this.#api.patch(object, undefined, undefined, "editor", undefined, PatchStrategy.MergePatch);
    }

    /** The object, or undefined where there is none. */
    async find(identity: Identity): Promise<LiveObject | undefined> {
        try {
            return await this.#api.read<LiveObject>(identity);
        } catch (error) {
            if (error instanceof ApiException && error.code === 404) {
                return undefined;
            }
            throw error;
        }
    }

    /** The object; throws where there is none. */
    async get(identity: Identity): Promise<LiveObject> {
        const found = await this.find(identity);
        if (found === undefined) {
            throw new Error(`there is no ${identity.kind} ${identity.metadata.name}`);
        }
        return found;
    }

    /** All objects of a kind in a namespace. */
    async list(apiVersion: string, kind: string, namespace: string): Promise<LiveObject[]> {
        return (await this.#api.list<LiveObject>(apiVersion, kind, namespace)).items;
    }

    /** Deletes an object; one that is not there is no error. */
    async delete(identity: Identity): Promise<void> {
        try {
            await this.#api.delete(identity);
        } catch (error) {
            if (!(error instanceof ApiException && error.code === 404)) {
                throw error;
            }
        }
    }

    /** Waits until a condition holds. */
    async until(what: string, holds: () => Promise<boolean>, seconds = 60): Promise<void> {
        await until(what, { seconds, every: 200 }, async () => (await holds()) || undefined);
    }
}

/** A value inside a live object; undefined where any step is missing. */
export function field(object: unknown, ...path: readonly string[]): unknown {
    return path.reduce<unknown>(
        (inner, key) =>
            typeof inner === "object" && inner !== null ? (inner as Record<string, unknown>)[key] : undefined,
        object,
    );
}
