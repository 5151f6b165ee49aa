import * as pulumi from "@pulumi/pulumi";
import { z } from "zod";
import { problemsOf } from "../schema/issues";
import { render } from "../schema/problems";
import type { Problem } from "../schema/problems";
import type { ImageInput } from "./images/settings";
import type { Ownership } from "./ownership";

/** What every workload takes beside its own settings. */
export interface WorkloadArgs {
    /** Name of an existing namespace, for every object. A cluster needs it for itself: its objects have fixed names. */
    readonly namespace: pulumi.Input<string>;
    /** DNS domain of the Kubernetes cluster, the end of every address. Default: `cluster.local`. */
    readonly clusterDomain?: string;
    /** Which images run and how they are pulled: the group `kafka:images` of a stack file. Default: as there. */
    readonly images?: ImageInput;
    /** Whether the platform gives pods their user and group, as OpenShift does. Default: false. */
    readonly assignsUsers?: boolean;
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
    /** Whether the StatefulSet was there before this run. */
    readonly isRunning: () => Promise<boolean>;
    /** Whether there was neither the StatefulSet nor a disk of it before this run. */
    readonly isNew: () => Promise<boolean>;
    /** Fails the run where the StatefulSet, once it is registered, runs with other settings than Pulumi's state says. */
    readonly failIfStateIsStale: (registered: pulumi.Output<string>) => void;
}

/** Refuses nothing and knows nothing, so the StatefulSet is taken to be there already. */
export const unguarded: StatefulSetGuard = {
    annotations: {},
    hooks: {},
    isRunning: () => Promise.resolve(true),
    isNew: () => Promise.resolve(false),
    failIfStateIsStale: () => undefined,
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
