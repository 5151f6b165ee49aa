import { join } from "node:path";
import { ensureBuilt } from "./build";
import { ensureModule } from "./modules";
import { certManager } from "./recipes";

/** What makes a cluster have cert-manager: absolute paths. */
export interface CertManagerTools {
    /** Its controllers, for issuers that are self-signed or have an authority in a Secret; see cert-manager/main.go. */
    readonly executable: string;
    /** The directory with the manifests of its CustomResourceDefinitions. */
    readonly definitions: string;
}

/** Makes sure that both are there: some minutes on two cores the first time, 0.5 s later. Throws a LocalError: what is missing, or the last lines of the build. */
export async function ensureCertManager(): Promise<CertManagerTools> {
    const recipe = certManager();
    const executableOf = await ensureBuilt([recipe]);
    // `go:embed` takes files of one's own module only, and none of the packages has them: they come from where the build found its sources.
    const { directory } = await ensureModule(recipe, "github.com/cert-manager/cert-manager");
    return { executable: executableOf(recipe), definitions: join(directory, "deploy", "crds") };
}
