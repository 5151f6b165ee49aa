import * as pulumi from "@pulumi/pulumi";
import { z } from "zod";
import { problemsOf } from "../schema/issues";
import { render } from "../schema/problems";
import type { Problem } from "../schema/problems";
import type { ImageInput } from "./images/settings";
import type { RunsAs } from "./kubernetes/pod";
import type { LiveClaim } from "./live/claim";
import type { MetricsInput } from "./metrics/settings";
import type { Ownership } from "./ownership";

/** What every workload takes beside its own settings. */
export interface WorkloadArgs {
    /** Name of an existing namespace, for every object. A cluster needs it for itself: its objects have fixed names. */
    readonly namespace: pulumi.Input<string>;
    /** DNS domain of the Kubernetes cluster, the end of every address. Default: `cluster.local`. */
    readonly clusterDomain?: string;
    /** Which images run and how they are pulled: the group `kafka:images` of a stack file. Default: as there. */
    readonly images?: ImageInput;
    /** What Prometheus scrapes: the group `kafka:metrics` of a stack file. Default: nothing. */
    readonly metrics?: MetricsInput;
    /** Who the pods run as: of the group `kafka:namespace` of a stack file. Default: the user of the images. */
    readonly runsAs?: RunsAs;
    /** Marks the objects and keeps those of others from being taken over. Default: neither. */
    readonly ownership?: Ownership;
}

/** What a workload takes besides whose pods keep a disk each. */
export interface ReplicatedArgs extends WorkloadArgs {
    /** StorageClass of the claims; it can never be changed. Default: the cluster's default class. */
    readonly className?: pulumi.Input<string | undefined>;
    /** Whether the claims outlive the StatefulSet. Default: true. */
    readonly keepOnDestroy?: boolean;
    /** Refuses edits that would lose records. Default: {@link unguarded}. */
    readonly guard?: StatefulSetGuard;
}

/** Refuses edits of one StatefulSet that would lose records. */
export interface StatefulSetGuard {
    /** For the StatefulSet and for its first claim: the settings that they are made with. */
    readonly annotations: Readonly<Record<string, string>>;
    /** For the StatefulSet: judge the edit before it is created or updated, in preview too. */
    readonly hooks: pulumi.ResourceHookBinding;
    /** What there was of the workload before this run; undefined where a preview cannot ask. */
    readonly before: () => Promise<Before | undefined>;
    /** Whether the namespace has a ConfigMap of this name. */
    readonly hasConfigMap: (name: string) => Promise<boolean>;
    /** Fails the run where the StatefulSet, once it is registered with this metadata, is not what Pulumi's state says. */
    readonly failIfStateIsStale: (registered: pulumi.Output<Annotated>) => void;
    /** For the size of each claim: notices which the engine sets in this run. */
    readonly claimHooks: pulumi.ResourceHookBinding;
    /** Grows a claim by itself, once its patch is registered, where it is smaller than the state says: one that was lost and made anew. */
    readonly growIfSmaller: (claim: string, size: string, registered: pulumi.Output<string>) => void;
}

/** As much of an object's metadata as carries the guard's record. */
export interface Annotated {
    /** Annotations. */
    readonly annotations?: Readonly<Record<string, string>>;
}

/** What there was of a workload before a run. */
export interface Before {
    /** Pods that its StatefulSet wanted; undefined where there was none. */
    readonly replicas: number | undefined;
    /** Claims by the ordinal of their pod, of pods that are gone too. */
    readonly claims: ReadonlyMap<number, LiveClaim>;
    /** What the StatefulSet makes claims from, which can never be edited; undefined where there is none. */
    readonly template?: ClaimTemplate | undefined;
    /** Which of its Jobs have pods, finished or not: the label `app.kubernetes.io/name` of each. Default: none. */
    readonly jobs?: readonly string[];
}

/** What the claims of a StatefulSet are made from. */
export interface ClaimTemplate {
    /** A Kubernetes quantity. */
    readonly size: string;
    /** The StorageClass; undefined for the cluster's default. */
    readonly className: string | undefined;
}

/** The claims that have a disk, by ordinal. */
export function disksOf<T extends LiveClaim>({ claims }: { readonly claims: ReadonlyMap<number, T> }): readonly T[] {
    return [...claims.values()].filter(({ isBound }) => isBound);
}

/** Refuses nothing and knows nothing, so the StatefulSet is taken to be new. */
export const unguarded: StatefulSetGuard = {
    annotations: {},
    hooks: {},
    before: () => Promise.resolve(undefined),
    hasConfigMap: () => Promise.resolve(false),
    failIfStateIsStale: () => undefined,
    claimHooks: {},
    growIfSmaller: () => undefined,
};

/**
 * One group of settings as a component's argument: checked, with every default filled in. Throws one `pulumi.RunError` (no stack trace)
 * with one line for each problem, which names it by its key in a stack file.
 */
export function checkedGroup<T extends z.ZodType>(
    group: string,
    type: T,
    given: z.input<T> | undefined,
    checks: (settings: z.output<T>) => readonly Problem[],
): z.output<T> {
    const values = { [group]: given ?? {} };
    const root = z.strictObject({ [group]: type });
    const outcome = root.safeParse(values);
    const settings = outcome.data?.[group] as z.output<T> | undefined;
    const problems = settings === undefined ? problemsOf(root, outcome.error?.issues ?? [], values) : checks(settings);
    if (settings === undefined || problems.length > 0) {
        throw new pulumi.RunError(problems.map((problem) => render(problem)).join("\n"));
    }
    return settings;
}
