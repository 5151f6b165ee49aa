import type * as k8s from "@pulumi/kubernetes";
import { liveProperties } from "../../../model/brokerProperties/dynamic";
import { contentHash } from "../../kubernetes/contentHash";
import { escaped } from "../properties";
import { settingsScript } from "./script";
import { toolJob } from "../toolJob";
import type { ToolJob } from "../toolJob";

/** Seconds after which the Job gives up: longer than an ensemble and brokers take from nothing. */
export const settingsDeadline = 1800;

/**
 * The Job that sets the broker properties which running brokers can change, and removes those that are no longer wanted. It waits for
 * the brokers itself, so it need not be made after them.
 */
export function settingsJob(job: ToolJob): k8s.types.input.batch.v1.JobSpec {
    const properties = Object.entries(liveProperties(job.settings.config)).sort(([a], [b]) => (a < b ? -1 : 1));
    const lines = (text: (value: string | number | boolean) => string) =>
        properties.map(([name, value]) => `${name}=${text(value)}`).join("\n");
    return toolJob(job, {
        name: "settings",
        script: settingsScript,
        environment: { WANTED: lines(String), ESCAPED: lines(escaped) },
        deadline: settingsDeadline,
        heap: 64,
    });
}

/** The Job's name, `kafka-settings-1a2b3c4d`: another one for everything that its pod is made from, for a Job's pod cannot be edited. */
export function settingsJobName(name: string, job: ToolJob): string {
    // The address may be known only later, and never changes.
    const { template } = settingsJob({ ...job, bootstrapServers: "" });
    return `${name}-settings-${contentHash(JSON.stringify(template))}`;
}
