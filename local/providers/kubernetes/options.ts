import { equal } from "../wire/changes";
import type { Checked, CheckRequest, Difference, DiffRequest } from "../wire/provider";
import { reveal, Unknown } from "../wire/values";
import type { Properties, Value } from "../wire/values";

/** The provider's options, from its configuration or the environment. */
export interface Options {
    /** Path or content of a kubeconfig; empty: the ambient one. */
    readonly kubeconfig: string;
    /** The context to use; empty: the kubeconfig's current one. */
    readonly context: string;
    /** The cluster to use instead of the context's own; empty: the context's own. */
    readonly cluster: string;
    /** The namespace for objects that name none; empty: the context's. */
    readonly namespace: string;
    readonly deleteUnreachable: boolean;
    readonly skipUpdateUnreachable: boolean;
    readonly enableConfigMapMutable: boolean;
    readonly enableSecretMutable: boolean;
    readonly upsertExistingObjects: boolean;
    readonly enablePatchForce: boolean;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads the options as the engine sends them; a switch that is not configured is taken from the environment. The official
 * provider's further options either do nothing here (helm, warnings, client rates) or are refused by {@link checkConfig}.
 */
export function readOptions(variables: Environment, environment: Environment = process.env): Options {
    const text = (name: string): string => variables[name] ?? "";
    const flag = (name: string, variable: string): boolean => (variables[name] ?? environment[variable]) === "true";
    return {
        kubeconfig: text("kubeconfig"),
        context: text("context"),
        cluster: text("cluster"),
        namespace: text("namespace"),
        deleteUnreachable: flag("deleteUnreachable", "PULUMI_K8S_DELETE_UNREACHABLE"),
        skipUpdateUnreachable: flag("skipUpdateUnreachable", "PULUMI_K8S_SKIP_UPDATE_UNREACHABLE"),
        enableConfigMapMutable: flag("enableConfigMapMutable", "PULUMI_K8S_ENABLE_CONFIGMAP_MUTABLE"),
        enableSecretMutable: flag("enableSecretMutable", "PULUMI_K8S_ENABLE_SECRET_MUTABLE"),
        upsertExistingObjects: flag("upsertExistingObjects", "PULUMI_K8S_UPSERT_EXISTING_OBJECTS"),
        enablePatchForce: flag("enablePatchForce", "PULUMI_K8S_ENABLE_PATCH_FORCE"),
    };
}

/** What the configuration asks of the official provider that this stand-in does not do; empty where it can serve. */
function unsupported(variables: Environment, environment: Environment = process.env): string[] {
    const problems: string[] = [];
    if ((variables["enableServerSideApply"] ?? environment["PULUMI_K8S_ENABLE_SERVER_SIDE_APPLY"]) === "false") {
        problems.push("the stand-in updates by server-side apply only: remove enableServerSideApply: false");
    }
    if ((variables["renderYamlToDirectory"] ?? "") !== "") {
        problems.push("the stand-in does not render manifests: remove renderYamlToDirectory");
    }
    return problems;
}

/** Validates the provider's own options: what this stand-in cannot do is refused here, before anything happens. */
export function checkConfig(request: CheckRequest): Checked {
    const texts = Object.entries(request.news).map(([key, value]) => [key, asText(reveal(value))]);
    return {
        inputs: request.news,
        failures: unsupported(Object.fromEntries(texts) as Record<string, string>).map((reason) => ({ reason })),
    };
}

function asText(value: Value): string {
    return typeof value === "string" ? value : JSON.stringify(value);
}

const identifier = "clusterIdentifier";
const addresses = ["kubeconfig", "context", "cluster"];

/**
 * Compares the provider's options. Where the cluster is named by `clusterIdentifier`, only another name replaces the provider
 * and all its resources; else a changed kubeconfig, context or cluster does, as far as it is set in the options: the official
 * provider looks into the kubeconfig to see whether the active cluster's own settings changed.
 */
export function diffConfig({ olds, news }: DiffRequest): Difference {
    const keys = [...new Set([...Object.keys(olds), ...Object.keys(news)])];
    const diffs = keys.filter((key) => !same(olds, news, key));
    const named = olds[identifier] !== undefined && news[identifier] !== undefined;
    const replaces = named
        ? diffs.filter((key) => key === identifier)
        : diffs.filter((key) => addresses.includes(key) && olds[key] !== undefined && news[key] !== undefined);
    return { changed: diffs.length > 0, diffs, replaces };
}

function same(olds: Properties, news: Properties, key: string): boolean {
    const [was, is] = [olds[key], news[key]];
    if (was === undefined || is === undefined || is instanceof Unknown) {
        return was === is;
    }
    return equal(was, is);
}
