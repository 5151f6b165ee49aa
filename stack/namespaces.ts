import * as pulumi from "@pulumi/pulumi";
import * as runtimeState from "@pulumi/pulumi/runtime/state";
import { render } from "../schema/problems";

/** The clusters of the run at hand, by their namespaces; a process may serve one run after another. */
let taken: { readonly run: unknown; readonly by: Map<string, string> } | undefined;

/**
 * Notes which cluster has a namespace. Throws one `pulumi.RunError` where another cluster of the run has it: their objects have the same names,
 * and in a first run none is there yet by whose owner the later cluster would be refused.
 */
export function takeNamespace(namespace: string, cluster: string): void {
    const run = runAtHand();
    const { by } = taken !== undefined && taken.run === run ? taken : { by: new Map<string, string>() };
    taken = { run, by };
    const owner = by.get(namespace) ?? cluster;
    if (owner !== cluster) {
        const rule = `must be a namespace of its own: the cluster ${owner} of this program has it`;
        throw new pulumi.RunError(render({ path: ["namespace", "name"], value: namespace, rule }));
    }
    by.set(namespace, cluster);
}

/** What tells one run from another: the address of the engine, which all components of a run share, also those made for other processes. */
function runAtHand(): unknown {
    const { getStore } = runtimeState as unknown as {
        readonly getStore: () => { readonly settings: { readonly options: { readonly monitorAddr?: string } } };
    };
    const address = getStore().settings.options.monitorAddr;
    return address === "mock" ? pulumi.runtime.getMonitor() : address;
}
