import type * as pulumi from "@pulumi/pulumi";
import { jobNames, workloadNames } from "../../../model/names";
import { createJob } from "../../kubernetes/job";
import { labels } from "../../kubernetes/metadata";
import type { NamedMetadata } from "../../kubernetes/metadata";
import { secretVolume } from "../../kubernetes/secret";
import type { SecretMounts } from "../../kubernetes/secret";
import type { Ownership } from "../../ownership";
import { toolJob } from "../toolJob";
import type { Task, ToolJob } from "../toolJob";
import type { Login } from "./logins";

/** What the Jobs are made from that write and remove users. */
export interface UserJobs extends Omit<ToolJob, "labels" | "mounts"> {
    /** Everybody who logs in. */
    readonly logins: readonly Login[];
    /** Name of the Secret with everybody's password, by the user's name: another one for other passwords. */
    readonly passwords: pulumi.Output<string>;
    /** How they log in to the ensemble. */
    readonly zookeeperLogin: SecretMounts;
    /** What is granted, as {@link grantLines} says; undefined where brokers heed no grants. */
    readonly grants: readonly string[] | undefined;
    /** Metadata of the brokers' objects, by name. */
    readonly metadata: NamedMetadata;
    /** Marks the objects and keeps those of others from being taken over. */
    readonly ownership: Ownership;
}

/** Each user takes a few seconds, and so does each grant; an ensemble from nothing takes minutes. */
const deadlineSeconds = 1800;

const passwordsDirectory = "/etc/kafka-passwords";

/** A task of either Job. */
export function userTask(name: string, script: string, grants: readonly string[] | undefined): Task {
    return {
        name,
        script,
        environment: {
            PASSWORDS_DIRECTORY: passwordsDirectory,
            AUTHORIZES: grants === undefined ? "" : "yes",
            GRANTS: (grants ?? []).join("\n"),
        },
        deadlineSeconds,
        heapMiB: 64,
    };
}

/** Creates the Job that writes users and grants, or the one that removes those who are not wanted, `after` others. */
export function createUserJob(
    parent: pulumi.Resource,
    name: string,
    kind: "users" | "removal",
    args: UserJobs,
    after: readonly pulumi.Resource[],
): pulumi.Resource {
    const task =
        kind === "users"
            ? userTask("users", "write-users.sh", args.grants)
            : userTask("users-removal", "remove-users.sh", args.grants);
    const jobLabels = labels(jobNames.brokers[kind], workloadNames.brokers);
    const names = args.logins.map(({ username }) => username);
    const jobWith = (passwords: pulumi.Input<string>) =>
        toolJob(
            {
                ...args,
                labels: jobLabels,
                mounts: [
                    {
                        env: [],
                        volumes: [secretVolume("passwords", passwords, names)],
                        volumeMounts: [{ name: "passwords", mountPath: passwordsDirectory, readOnly: true }],
                    },
                    args.zookeeperLogin,
                ],
            },
            task,
        );
    return createJob(parent, `${name}-${kind}`, {
        metadata: args.metadata,
        ownership: args.ownership,
        labels: jobLabels,
        jobName: args.passwords.apply((passwords) => jobWith(passwords).jobName),
        spec: jobWith(args.passwords).spec,
        dependsOn: [...after],
    });
}
