import { attempt } from "../../local/child";
import { objectOf } from "./finding";
import type { Finding } from "./finding";

interface ScoredObject {
    readonly type_meta: { readonly kind: string };
    readonly object_meta: { readonly name: string };
    readonly checks: readonly {
        readonly check: { readonly id: string };
        /** 10 where all is well, 5 for a warning, 1 where it is critical. */
        readonly grade: number;
        readonly skipped: boolean;
        readonly comments: readonly { readonly path: string; readonly summary: string }[] | null;
    }[];
}

/** With the checks that are off by default, and whatever the annotations of an object say. */
const options = [
    ...["--output-format", "json", "--all-default-optional"],
    ...["--disable-ignore-checks-annotations", "--disable-optional-checks-annotations"],
];

/**
 * What kube-score finds in a file of manifests, warnings included: one finding for each check and object. `kubernetes` is the version
 * they are for, such as `v1.34.4`. Throws where it cannot read the file.
 */
export async function kubeScore(executable: string, file: string, kubernetes: string): Promise<readonly Finding[]> {
    // It wants no patch version.
    const minor = kubernetes.replace(/\.\d+$/, "");
    const args = ["score", ...options, "--kubernetes-version", minor, file];
    const { stdout, stderr } = await attempt(executable, args);
    // It ends with 1 for findings and for faults alike.
    if (!stdout.startsWith("[")) {
        throw new Error(`kube-score: ${stderr}`);
    }
    const objects = JSON.parse(stdout) as readonly ScoredObject[];
    return objects.flatMap(({ type_meta: { kind }, object_meta: { name }, checks }) =>
        checks
            .filter(({ grade, skipped }) => grade < 10 && !skipped)
            .map(({ check, comments }) => ({
                tool: "kube-score" as const,
                check: check.id,
                object: objectOf(kind, name),
                message: (comments ?? [])
                    .map(({ path, summary }) => (path === "" ? summary : `${path}: ${summary}`))
                    .join("; "),
            })),
    );
}
