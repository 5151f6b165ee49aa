import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { metadataOf } from "../kubernetes/metadata";
import { unowned } from "../ownership";
import type { Ownership } from "../ownership";
import { policySpecs } from "./policy";
import type { Opening, Parts } from "./policy";

/** The arguments for {@link NetworkPolicies}. */
export interface NetworkPoliciesArgs {
    /** Name of an existing namespace: the cluster's. */
    readonly namespace: pulumi.Input<string>;
    /** Which parts there are. */
    readonly parts: Parts;
    /** Who else connects to the program's pods. */
    readonly openings: readonly Opening[];
    /** Marks the policies and keeps those of others from being taken over. Default: neither. */
    readonly ownership?: Ownership;
}

/**
 * NetworkPolicies for every kind of pods, Jobs too. Each is whole by itself and none needs another, so they come before the pods or beside them
 * in any order, and cut nothing that runs and belongs to the program.
 */
export class NetworkPolicies extends pulumi.ComponentResource {
    constructor(name: string, args: NetworkPoliciesArgs, opts?: pulumi.ComponentResourceOptions) {
        super("kafka:index:NetworkPolicies", name, {}, opts);
        const { namespace, openings, ownership = unowned, parts } = args;
        for (const { kind, spec } of policySpecs(openings, parts)) {
            const meta = metadataOf(kind.name, kind.instance, namespace, ownership.annotations);
            new k8s.networking.v1.NetworkPolicy(
                `${name}-${kind.name}`,
                { metadata: meta(kind.name), spec },
                { parent: this, hooks: ownership.hooks },
            );
        }
        this.registerOutputs({});
    }
}
