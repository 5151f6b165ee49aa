import * as pulumi from "@pulumi/pulumi";
import type { Timeouts } from "../../model/timeouts";
import { endRun } from "../live/refusal";
import { rollout } from "../live/rollout";

/**
 * For a StatefulSet or Deployment that the program waits for itself: the provider takes it for done once the API server has it, and a deletion
 * still for done once its pods are gone (pulumi-kubernetes, metadata/overrides.go). The provider would wait for what can never come, for an
 * hour, and nothing in a program can end that.
 */
export const untilApplied: Readonly<Record<string, string>> = { "pulumi.com/waitFor": "jsonpath={.metadata.uid}" };

/** Which workload, of which size. */
interface RolledOut {
    /** Kind of the workload. */
    readonly kind: "StatefulSet" | "Deployment";
    /** Its namespace. */
    readonly namespace: pulumi.Input<string>;
    /** Its name. */
    readonly name: string;
    /** How long it may take. */
    readonly timeouts: Timeouts;
}

/** The wait for one workload. */
export interface Rollout {
    /** For its resource: tells whether this run changes it. */
    readonly hooks: pulumi.ResourceHookBinding;
    /**
     * The resource, once all its pods are as they are wanted and ready; in a preview at once. Of one that this run does not change only an
     * unfinished roll is waited for. Never, once any workload of the program has failed, which ends the program: each that has failed by then
     * says so by a `pulumi.RunError`, and the others say nothing.
     */
    readonly done: (resource: pulumi.CustomResource, workload: RolledOut) => Promise<pulumi.Resource[]>;
}

/** Ends all waits with the first that fails: the program would live on for the others. */
const failed = new AbortController();

/** Prepares the wait for the workload of a resource of this name. */
export function rolloutOf(resourceName: string): Rollout {
    let isChanged = false;
    const hook = new pulumi.ResourceHook(`note-changes-of-${resourceName}`, () => {
        isChanged = true;
    });
    return {
        hooks: { beforeCreate: [hook], beforeUpdate: [hook] },
        done: (resource, { kind, namespace, name, timeouts }) => {
            if (pulumi.runtime.isDryRun()) {
                return Promise.resolve([resource]);
            }
            return new Promise((resolve) => {
                pulumi.all([resource.id, namespace]).apply(async ([, known]) => {
                    try {
                        await rollout(
                            { kind, namespace: known, name },
                            {
                                deadlineSeconds: timeouts.updateSeconds,
                                isChanged,
                                progress: (line) => pulumi.log.info(line, resource, undefined, true),
                                warn: (line) => pulumi.log.warn(line, resource),
                                signal: failed.signal,
                            },
                        );
                    } catch (error) {
                        failed.abort();
                        return endRun(error);
                    }
                    if (!failed.signal.aborted) {
                        resolve([resource]);
                    }
                });
            });
        },
    };
}
