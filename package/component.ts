import * as pulumi from "@pulumi/pulumi";
import { Cluster, outputsOf } from "../stack/cluster";
import { settingsIn } from "../stack/read";
import type { Entry } from "../stack/read";

/** The one resource of the package. */
export const clusterToken = "kafka:index:Cluster";

/** What an argument comes to. */
interface Resolved {
    /** Its value in plain; where it is not known yet, a text that stands for it is in it. */
    readonly value: unknown;
    /** Whether it is a secret, or holds one. */
    readonly isSecret: boolean;
}

/**
 * Makes the component that another process asks for. The arguments are the groups of a stack file, checked as such. Throws one
 * `pulumi.RunError` with one line for each problem of them, also for what is not known yet: how large a cluster is must be.
 */
export async function construct(
    name: string,
    type: string,
    inputs: pulumi.Inputs,
    options: pulumi.ComponentResourceOptions,
): Promise<pulumi.provider.ConstructResult> {
    if (type !== clusterToken) {
        throw new pulumi.RunError(`this package has no resource ${type}: it has ${clusterToken}`);
    }
    const entries = await Promise.all(Object.entries(inputs).map(([group, input]) => entryOf(group, input)));
    const cluster = new Cluster(name, settingsIn(`${clusterToken} ${name}`, "kafka", entries), options);
    return { urn: cluster.urn, state: outputsOf(cluster) };
}

/** An argument as the key of a stack file that it stands for. */
async function entryOf(group: string, input: unknown): Promise<Entry> {
    const { value, isSecret } = await resolved(input);
    const key = `kafka:${group}`;
    if (pulumi.containsUnknowns(value)) {
        throw new pulumi.RunError(
            `${key} depends on a resource that is not made yet: must be known before the cluster is; make that resource in an earlier run`,
        );
    }
    return { key, text: JSON.stringify(value), isSecret };
}

/** Waits for an argument, which may be an output of another resource. The SDK can, but leaves the way out of its types. */
async function resolved(input: unknown): Promise<Resolved> {
    const output = pulumi.output(input) as pulumi.Output<unknown> & {
        readonly promise: (withUnknowns: boolean) => Promise<unknown>;
    };
    return { value: await output.promise(true), isSecret: await pulumi.isSecret(output) };
}
