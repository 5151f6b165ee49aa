import { join } from "node:path";
import { ensureBuilt } from "./build";
import { ensureModule } from "./modules";
import { operatorDefinitions } from "./prometheus";
import { ensurePythonTool } from "./pythonTool";
import { actionlint, kubeconform, kubeScore, node, promtool } from "./recipes";

/** What grades manifests: absolute paths. */
export interface Graders {
    /** kube-score. */
    readonly kubeScore: string;
    /** kubeconform; has no schemas. */
    readonly kubeconform: string;
    /** promtool, for rules of alerts. */
    readonly promtool: string;
    /** A Python whose module `checkov.main` is checkov. */
    readonly checkov: string;
    /** The OpenAPI document of the API server that the local cluster runs: a JSON file. */
    readonly openApi: string;
    /** Its version: `v1.34.4`. */
    readonly kubernetes: string;
    /** CustomResourceDefinitions of the kinds that it does not know by itself: YAML files. */
    readonly definitions: readonly string[];
}

/** The API server's sources have the document it serves (`api/openapi-spec`); no cluster has to be asked for it. */
async function apiServer(): Promise<Pick<Graders, "openApi" | "kubernetes">> {
    const { directory, version } = await ensureModule(node(), "k8s.io/kubernetes");
    return { openApi: join(directory, "api", "openapi-spec", "swagger.json"), kubernetes: version };
}

/**
 * Makes sure that all of them are there: about a minute and a half on two cores the first time, 0.5 s later. Throws a LocalError: what is
 * missing, or which build failed and its last lines.
 */
export async function ensureGraders(): Promise<Graders> {
    const recipes = { kubeScore: kubeScore(), kubeconform: kubeconform(), promtool: promtool() };
    const executableOf = await ensureBuilt([recipes.kubeScore, recipes.kubeconform, recipes.promtool]);
    return {
        kubeScore: executableOf(recipes.kubeScore),
        kubeconform: executableOf(recipes.kubeconform),
        promtool: executableOf(recipes.promtool),
        checkov: await ensurePythonTool("checkov"),
        ...(await apiServer()),
        definitions: await operatorDefinitions(),
    };
}

/** What checks the files of pipelines: absolute paths. */
export interface PipelineGraders {
    /** actionlint, for workflows of GitHub Actions; it runs the shellcheck on PATH over what they run. */
    readonly actionlint: string;
    /** A Python whose module `check_jsonschema` has the schemas that GitHub's and GitLab's files are published with. */
    readonly schemas: string;
}

/** Makes sure that both are there: half a minute on two cores the first time. Throws a LocalError as {@link ensureGraders} does. */
export async function ensurePipelineGraders(): Promise<PipelineGraders> {
    const recipe = actionlint();
    const executableOf = await ensureBuilt([recipe]);
    return { actionlint: executableOf(recipe), schemas: await ensurePythonTool("check-jsonschema") };
}
