import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { BrokerSettings } from "../../settings";
import { movesDeadline, needsMoves } from "../../sizing/moves";
import type { Pulling } from "../manifests/images";
import { labels } from "../manifests/labels";
import type { NamedMetadata } from "../manifests/metadata";
import { retried } from "../manifests/retry";
import type { Ownership } from "../ownership";
import { movesJob, movesJobName } from "./moves/job";
import { settingsDeadline, settingsJob, settingsJobName } from "./settings/job";

/** What the Jobs of the brokers are made from. */
export interface BrokerJobs {
    readonly settings: BrokerSettings;
    readonly image: string;
    readonly pulling: Pulling;
    readonly metadata: NamedMetadata;
    /** `host:9092` of brokers that answer, ready or not. */
    readonly bootstrapServers: pulumi.Input<string>;
    /** The brokers. */
    readonly set: pulumi.Resource;
    readonly ownership: Ownership;
}

/** Seconds that the end of a Job may take to be noticed. */
const slack = 60;

/** The Job that sets what running brokers can change, and the one that moves partitions, where there is anything to move. */
export function brokerJobs(parent: pulumi.Resource, name: string, args: BrokerJobs): void {
    const { metadata, ownership, settings } = args;
    const job = (kind: "settings" | "moves") => ({ ...args, labels: labels(`kafka-${kind}`, name) });
    const owned = (deadline: number, dependsOn: pulumi.Resource[]) => ({
        parent,
        hooks: ownership.hooks,
        dependsOn,
        customTimeouts: { create: `${deadline + slack}s` },
    });

    const applied = new k8s.batch.v1.Job(
        `${name}-settings`,
        {
            metadata: {
                ...metadata(settingsJobName(name, job("settings")), retried),
                labels: labels("kafka-settings", name),
            },
            spec: settingsJob(job("settings")),
        },
        owned(settingsDeadline, []),
    );
    if (needsMoves(settings)) {
        new k8s.batch.v1.Job(
            `${name}-moves`,
            {
                metadata: {
                    ...metadata(movesJobName(name, job("moves")), retried),
                    labels: labels("kafka-moves", name),
                },
                spec: movesJob(job("moves")),
            },
            owned(movesDeadline(settings), [args.set, applied]),
        );
    }
}
