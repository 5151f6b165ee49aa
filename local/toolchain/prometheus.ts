import { join } from "node:path";
import { ensureBuilt } from "./build";
import { ensureModule } from "./modules";
import { prometheus } from "./recipes";

/** What makes use of metrics: absolute paths. */
export interface PrometheusTools {
    /** The server of Prometheus, which finds pods by the API server and has no pages of its own. */
    readonly executable: string;
    /** The manifests of the Prometheus Operator's CustomResourceDefinitions that the program makes objects of. */
    readonly definitions: readonly string[];
}

/** Makes sure that all are there: some minutes on two cores the first time, 0.5 s later. Throws a LocalError: what is missing, or the last lines of the build. */
export async function ensurePrometheus(): Promise<PrometheusTools> {
    const recipe = prometheus();
    const executableOf = await ensureBuilt([recipe]);
    return { executable: executableOf(recipe), definitions: await operatorDefinitions() };
}

/** The manifests of {@link PrometheusTools.definitions}, as the operator's sources have them. */
export async function operatorDefinitions(): Promise<readonly string[]> {
    const operator = "prometheus-operator";
    const { directory } = await ensureModule({ name: operator }, `github.com/prometheus-operator/${operator}`);
    return ["podmonitors", "prometheusrules"].map((kind) =>
        join(directory, "example", "prometheus-operator-crd", `monitoring.coreos.com_${kind}.yaml`),
    );
}
