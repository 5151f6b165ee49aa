import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Engine } from "../wire/engine";
import type * as wire from "../wire/provider";
import { revealAll } from "../wire/values";
import type { Properties } from "../wire/values";
import { annotations, isTrue } from "./annotations";
import { check } from "./check";
import { fromState } from "./checkpoint";
import type * as clusterModule from "./cluster";
import type { Cluster } from "./cluster";
import { create } from "./create";
import { difference } from "./diff";
import { messageOf } from "./errors";
import { isNamespacedByName, kindOf } from "./kinds";
import { conditionOf } from "./manifest";
import { checkConfig, diffConfig, readOptions } from "./options";
import type { Options } from "./options";
import { read } from "./read";
import { remove } from "./remove";
import { update } from "./update";

const forgetHelp =
    "you can remove this resource from Pulumi state by rerunning the operation with the PULUMI_K8S_DELETE_UNREACHABLE " +
    'environment variable set to "true"';

const load = createRequire(__filename);

/** The version of the npm package whose official provider this one stands in for. */
function packageVersion(): string {
    const manifest: unknown = JSON.parse(readFileSync(load.resolve("@pulumi/kubernetes/package.json"), "utf8"));
    const { version } = manifest as { version: string };
    return version;
}

/**
 * A stand-in for the official Kubernetes provider, for machines that cannot download it: objects of any kind, with the same
 * names, ids, state, replacements, waits and errors. No charts, no rendering, no client-side apply, no functions.
 */
export class KubernetesProvider implements wire.Provider {
    readonly name = "kubernetes";
    readonly version = packageVersion();
    readonly checkConfig = checkConfig;
    readonly diffConfig = diffConfig;
    readonly #engine: Engine;
    #options: Options = readOptions({});
    #namespace = "default";
    #cluster: Cluster | undefined;
    #unreachable = "it has not been configured";

    constructor(engine: Engine) {
        this.#engine = engine;
    }

    /** Reads the options and looks for the cluster; one that is away is remembered, and no error until it is needed. */
    async configure(variables: Readonly<Record<string, string>>): Promise<void> {
        this.#options = readOptions(variables);
        let cluster: Cluster;
        try {
            // Loaded late: it takes half a second, and the engine waits for the port first.
            const { connect } = load("./cluster") as typeof clusterModule;
            cluster = connect(this.#options);
            this.#namespace = cluster.namespace;
        } catch (error) {
            this.#unreachable = `unable to load Kubernetes client configuration from kubeconfig file: ${messageOf(error)}`;
            return;
        }
        try {
            await cluster.probe();
            this.#cluster = cluster;
        } catch (error) {
            this.#unreachable = `unable to load schema information from the API server: ${messageOf(error)}`;
        }
    }

    async check(request: wire.CheckRequest): Promise<wire.Checked> {
        if (this.#cluster === undefined && this.#options.skipUpdateUnreachable) {
            const message = "Cluster is unreachable but skipUpdateUnreachable flag is set to true, skipping...";
            this.#engine.log("warning", message, request.urn);
            return { inputs: request.olds };
        }
        return check(request, this.#engine, this.#cluster, this.#namespace);
    }

    async diff(request: wire.DiffRequest): Promise<wire.Difference> {
        const kind = kindOf(revealAll(request.news));
        const namespaced = (await this.#cluster?.isNamespaced(kind)) ?? isNamespacedByName(kind.kind);
        const unready = (await this.#isUnreadyJob(request))
            ? [`metadata.annotations["${annotations.replaceUnready}"]`]
            : [];
        return difference(request, namespaced, this.#options, unready);
    }

    async #isUnreadyJob({ olds, news, urn }: wire.DiffRequest): Promise<boolean> {
        const inputs = revealAll(news);
        if (!isTrue(inputs, annotations.replaceUnready)) {
            return false;
        }
        if (this.#cluster === undefined || kindOf(inputs).kind !== "Job") {
            const why =
                this.#cluster === undefined ? "Cluster is unreachable, skipping replaceUnready check" : notForThis;
            this.#engine.log("warning", why, urn);
            return false;
        }
        try {
            return conditionOf(await this.#cluster.get(fromState(olds).live), "Complete")?.["status"] !== "True";
        } catch {
            // A Job that cannot be read is none that is known to be unready.
            return false;
        }
    }

    async create(request: wire.CreateRequest): Promise<wire.Created> {
        return create(request, this.#clusterFor(request), this.#engine, this.#options);
    }

    async update(request: wire.UpdateRequest): Promise<Properties> {
        return update(request, this.#clusterFor(request), this.#engine, this.#options);
    }

    async read(request: wire.ReadRequest): Promise<wire.Live | undefined> {
        if (this.#cluster !== undefined) {
            return read(request, this.#cluster);
        }
        this.#warnUnreachable(request);
        if (this.#options.deleteUnreachable) {
            return undefined;
        }
        if (this.#options.skipUpdateUnreachable) {
            return { id: request.id, inputs: request.inputs, state: request.state };
        }
        throw new Error(
            `failed to read resource state due to unreachable cluster. If the cluster was deleted, ${forgetHelp}`,
        );
    }

    async delete(request: wire.DeleteRequest): Promise<void> {
        if (this.#cluster !== undefined) {
            return remove(request, this.#cluster, this.#engine);
        }
        this.#warnUnreachable(request);
        if (!this.#options.deleteUnreachable) {
            throw new Error(`configured Kubernetes cluster is unreachable. If the cluster was deleted, ${forgetHelp}`);
        }
    }

    #clusterFor(request: { readonly preview: boolean }): Cluster | undefined {
        if (this.#cluster === undefined && !request.preview) {
            throw new Error(`configured Kubernetes cluster is unreachable: ${this.#unreachable}`);
        }
        return this.#cluster;
    }

    #warnUnreachable({ urn }: wire.Resource): void {
        this.#engine.log("warning", `configured Kubernetes cluster is unreachable: ${this.#unreachable}`, urn);
        if (this.#options.deleteUnreachable) {
            const message =
                "configured Kubernetes cluster is unreachable and the `deleteUnreachable` option is enabled. " +
                "Deleting the unreachable resource from Pulumi state";
            this.#engine.log("info", message, urn);
        }
    }
}

const notForThis = "replaceUnready annotation is not supported for this resource";
