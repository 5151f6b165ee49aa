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
 * provider's further options either do nothing here (helm, warnings, client rates) or are refused by {@link unsupported}.
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
export function unsupported(variables: Environment, environment: Environment = process.env): string[] {
    const problems: string[] = [];
    if ((variables["enableServerSideApply"] ?? environment["PULUMI_K8S_ENABLE_SERVER_SIDE_APPLY"]) === "false") {
        problems.push("the stand-in updates by server-side apply only: remove enableServerSideApply: false");
    }
    if ((variables["renderYamlToDirectory"] ?? "") !== "") {
        problems.push("the stand-in does not render manifests: remove renderYamlToDirectory");
    }
    return problems;
}
