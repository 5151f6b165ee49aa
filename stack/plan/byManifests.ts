import type { Edit, Refusal } from "../../edits/edit";
import { allow } from "../../edits/refusals";

const page = "docs/gitops.md";

/** What goes wrong where manifests are applied: the program does these in steps, and asks the cluster between them. */
const steps: readonly {
    readonly keys: RegExp;
    readonly why: string;
    readonly instead: string;
}[] = [
    {
        keys: /^(zookeeper|brokers)\.disk$/,
        why: "the API server refuses another size in a StatefulSet",
        instead: `patch the claims and make the StatefulSet anew around its pods: ${page}#larger-disks`,
    },
    {
        keys: /^zookeeper\.replicas$/,
        why: "servers leave the ensemble before their pods go and join it after, which applied manifests do not wait for",
        instead: `have pulumi up do it: ${page}#back-to-pulumi-up`,
    },
    {
        keys: /^security\.(authentication|authorization|passwordVersion|tls(\..+)?)$/,
        why: "each step waits for servers, users and brokers in turn, which applied manifests do not do by themselves",
        instead: `apply one wave after the other: ${page}#wave-by-wave`,
    },
    {
        keys: /^storage\.(provisioner|parameters|reclaimPolicy|bindingMode)(\.|$)/,
        why: "the API server refuses to change a StorageClass",
        instead: "delete the StorageClass before (disks stay), and apply it anew",
    },
];

/** The edits as they come to where the manifests of `npm run render` are applied, and no program waits and looks. `allowed` is `kafka:allow`. */
export function byManifests(edits: readonly Edit[], allowed: readonly string[]): readonly Edit[] {
    const judged = edits.map((edit): Edit => {
        const step = steps.find(({ keys }) => keys.test(edit.key));
        if (edit.refusal !== undefined || step === undefined) {
            return edit;
        }
        const { lifted, ...rest } = edit;
        const refusal: Refusal = { why: step.why, instead: step.instead, overridable: true };
        // Who has allowed it by name has read the judgement of both.
        return lifted === undefined ? { ...rest, refusal } : edit;
    });
    return allow(judged, allowed);
}
