import type { Properties } from "../wire/values";
import type { Connection } from "./connection";
import { ApiError, isStatus, send } from "./http";
import { isNamespacedByName, kindOf } from "./kinds";
import type { Kind } from "./kinds";
import { at, listAt, nameOf, namespaceOf, textAt } from "./manifest";
import type { Manifest } from "./manifest";

/** Where objects of a kind live in the API. */
export interface Endpoint {
    /** The path of all of them, such as `/apis/apps/v1/namespaces/kafka/statefulsets`. */
    readonly path: string;
    readonly namespaced: boolean;
}

/** Thrown for a kind that the cluster does not have. */
export class NoSuchKind extends Error {
    override readonly name = "NoSuchKind";
}

interface Listed {
    readonly plural: string;
    readonly namespaced: boolean;
}

/** How a change is sent. */
export interface Change {
    readonly fieldManager: string;
    /** Only check, and answer with the object as it would be. */
    readonly dryRun: boolean;
}

function query(parameters: Readonly<Record<string, string | boolean | undefined>>): string {
    const given = Object.entries(parameters).flatMap(([key, value]) =>
        value === undefined || value === false ? [] : [[key, String(value)]],
    );
    return given.length === 0 ? "" : `?${new URLSearchParams(given).toString()}`;
}

/** A cluster's API, for objects of any kind. */
export class Cluster {
    readonly connection: Connection;
    readonly #versions = new Map<string, Promise<Map<string, Listed>>>();

    constructor(connection: Connection) {
        this.connection = connection;
    }

    /** Throws where the API server cannot be reached or does not know who asks. */
    async probe(): Promise<void> {
        await this.#listed("v1");
    }

    #listed(apiVersion: string): Promise<Map<string, Listed>> {
        const known = this.#versions.get(apiVersion);
        if (known !== undefined) {
            return known;
        }
        const asked = this.#discover(apiVersion);
        this.#versions.set(apiVersion, asked);
        // What failed, or was not there, is asked for again: a custom resource's definition may be on its way.
        asked.catch(() => this.#versions.delete(apiVersion));
        return asked;
    }

    async #discover(apiVersion: string): Promise<Map<string, Listed>> {
        const path = apiVersion.includes("/") ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
        const answer = await send(this.connection, { method: "GET", path });
        return new Map(
            listAt(answer, "resources")
                .filter((one) => !textAt(one, "name").includes("/"))
                .map((one) => [
                    textAt(one, "kind"),
                    { plural: textAt(one, "name"), namespaced: one["namespaced"] === true },
                ]),
        );
    }

    async #find(kind: Kind): Promise<Listed | undefined> {
        try {
            const found = (await this.#listed(kind.apiVersion)).get(kind.kind);
            if (found === undefined) {
                this.#versions.delete(kind.apiVersion);
            }
            return found;
        } catch (error) {
            if (isStatus(error, 404)) {
                return undefined;
            }
            throw error;
        }
    }

    /** Whether the cluster has a kind. */
    async has(kind: Kind): Promise<boolean> {
        return (await this.#find(kind)) !== undefined;
    }

    /** Whether objects of a kind have a namespace; a kind that the cluster does not have yet is taken to have one. */
    async isNamespaced(kind: Kind): Promise<boolean> {
        return (await this.#find(kind))?.namespaced ?? isNamespacedByName(kind.kind);
    }

    /** Where the objects of a kind live; throws {@link NoSuchKind}. */
    async endpoint(kind: Kind, namespace: string): Promise<Endpoint> {
        const found = await this.#find(kind);
        if (found === undefined) {
            throw new NoSuchKind(`no matches for kind "${kind.kind}" in version "${kind.apiVersion}"`);
        }
        const root = kind.apiVersion.includes("/") ? `/apis/${kind.apiVersion}` : `/api/${kind.apiVersion}`;
        const inside = found.namespaced ? `/namespaces/${namespace === "" ? "default" : namespace}` : "";
        return { path: `${root}${inside}/${found.plural}`, namespaced: found.namespaced };
    }

    async #path(object: Manifest): Promise<string> {
        const { path } = await this.endpoint(kindOf(object), namespaceOf(object));
        return `${path}/${encodeURIComponent(nameOf(object))}`;
    }

    /** The live object of the same kind, namespace and name; throws an {@link ApiError}, of code 404 where there is none. */
    async get(object: Manifest): Promise<Manifest> {
        return send(this.connection, { method: "GET", path: await this.#path(object) });
    }

    /** Creates an object; throws an {@link ApiError} of reason `AlreadyExists` where it is there. */
    async create(object: Manifest, { fieldManager, dryRun }: Change): Promise<Manifest> {
        const { path } = await this.endpoint(kindOf(object), namespaceOf(object));
        const parameters = query({ fieldManager, fieldValidation: "Warn", dryRun: dryRun && "All" });
        return send(this.connection, { method: "POST", path: path + parameters, body: object });
    }

    /** Applies an object server-side: creates it, or takes over the given fields; `force` takes them from others too. */
    async apply(object: Manifest, { fieldManager, dryRun }: Change, force: boolean): Promise<Manifest> {
        const parameters = query({
            fieldManager,
            force: String(force),
            fieldValidation: "Warn",
            dryRun: dryRun && "All",
        });
        return send(this.connection, {
            method: "PATCH",
            path: (await this.#path(object)) + parameters,
            contentType: "application/apply-patch+yaml",
            body: object,
        });
    }

    /** Replaces an object as a whole; it must carry the live `resourceVersion`. */
    async replace(object: Manifest, { fieldManager, dryRun }: Change): Promise<Manifest> {
        const parameters = query({ fieldManager, dryRun: dryRun && "All" });
        return send(this.connection, {
            method: "PUT",
            path: (await this.#path(object)) + parameters,
            body: object,
        });
    }

    /** Merges a JSON merge patch into an object of the given identity. */
    async merge(identity: Manifest, patch: Properties, { fieldManager, dryRun }: Change): Promise<Manifest> {
        const parameters = query({ fieldManager, dryRun: dryRun && "All" });
        return send(this.connection, {
            method: "PATCH",
            path: (await this.#path(identity)) + parameters,
            contentType: "application/merge-patch+json",
            body: patch,
        });
    }

    /** Replaces the record of who manages which fields. */
    async setManagedFields(object: Manifest, managedFields: Properties[]): Promise<Manifest> {
        return send(this.connection, {
            method: "PATCH",
            path: await this.#path(object),
            contentType: "application/json-patch+json",
            body: [
                { op: "replace", path: "/metadata/managedFields", value: managedFields },
                // A change in between would otherwise be attributed to the wrong manager.
                {
                    op: "replace",
                    path: "/metadata/resourceVersion",
                    value: at(object, "metadata", "resourceVersion") ?? "",
                },
            ],
        });
    }

    /** Asks for an object's deletion; throws an {@link ApiError}, of code 404 where it is not there. */
    async delete(object: Manifest, propagationPolicy: string): Promise<void> {
        await send(this.connection, {
            method: "DELETE",
            path: await this.#path(object),
            body: { apiVersion: "v1", kind: "DeleteOptions", propagationPolicy },
        });
    }

    /** Whether the object is gone. */
    async isGone(object: Manifest): Promise<boolean> {
        try {
            await this.get(object);
            return false;
        } catch (error) {
            if (error instanceof NoSuchKind || (error instanceof ApiError && error.code === 404)) {
                return true;
            }
            throw error;
        }
    }
}
