import { dirname } from "node:path";
import { run } from "../../local/child";
import { objectOf } from "./finding";
import type { Finding } from "./finding";

interface Report {
    readonly results: {
        readonly failed_checks: readonly {
            readonly check_id: string;
            readonly check_name: string;
            /** `Deployment.kafka.kafka-manager`. */
            readonly resource: string;
        }[];
    };
    readonly summary: { readonly parsing_errors: number };
}

const options = ["--framework", "kubernetes", "--output", "json", "--compact", "--quiet", "--soft-fail"];

/**
 * What checkov finds in a file of manifests: one finding for each check and object. Nothing is asked of, or sent to, its maker's servers.
 * Throws where it cannot read the file.
 */
export async function checkov(python: string, file: string): Promise<readonly Finding[]> {
    const directory = dirname(file);
    const stdout = await run(python, ["-m", "checkov.main", "--skip-download", ...options, "--file", file], {
        cwd: directory,
        // The user's own settings would change the findings, and a key among them would have the manifests uploaded.
        env: {
            PATH: process.env["PATH"],
            HOME: directory,
            CKV_SKIP_PACKAGE_UPDATE_CHECK: "true",
            LOG_LEVEL: "ERROR",
        },
    });
    const { results, summary } = JSON.parse(stdout) as Partial<Report>;
    if (results === undefined || summary === undefined || summary.parsing_errors > 0) {
        throw new Error(`checkov could not read ${file}: ${stdout}`);
    }
    return results.failed_checks.map(({ check_id: check, check_name: message, resource }) => {
        const [kind = "", , ...name] = resource.split(".");
        return { tool: "checkov" as const, check, object: objectOf(kind, name.join(".")), message };
    });
}
