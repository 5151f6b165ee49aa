import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import { createHash } from "node:crypto";
import { jobNames, ports, workloadNames } from "../../model/names";
import type { Before } from "../args";
import { createJob, jobName, oneShotJob } from "../kubernetes/job";
import { labels } from "../kubernetes/metadata";
import type { NamedMetadata } from "../kubernetes/metadata";
import type { Pulling, RunsAs } from "../kubernetes/pod";
import { createFiles, filesName } from "../kubernetes/scripts";
import { rememberedSecret, secretVolume } from "../kubernetes/secret";
import type { Ownership } from "../ownership";
import { clientLogin } from "./logins";
import type { EnsembleSecurity } from "./logins";
import { ensembleConfigMap, superSecret } from "./pod";
import { initialFile, jobScripts, superDirectory } from "./scripts";
import type { ZooKeeperSettings } from "./settings";

/** What it takes to change who is a member of an ensemble. */
export interface Members {
    /** How many servers there shall be, and where the Job may run. */
    readonly settings: ZooKeeperSettings;
    /** Whether it logs in. */
    readonly security: EnsembleSecurity;
    /** The servers' image, which has ZooKeeper's shell. */
    readonly image: string;
    /** How the image is pulled. */
    readonly pulling: Pulling;
    /** Who its processes are. Default: the user of the images. */
    readonly runsAs?: RunsAs | undefined;
    /** Name of an existing namespace. */
    readonly namespace: pulumi.Input<string>;
    /** Metadata of the ensemble's objects, by name. */
    readonly metadata: NamedMetadata;
    /** The members that are wanted, as {@link zooServers} lists them. */
    readonly servers: pulumi.Input<string>;
    /** Marks the objects and keeps those of others from being taken over. */
    readonly ownership: Ownership;
}

const scriptsDirectory = "/etc/zookeeper-tools";

/** Longer than servers take to start and to fetch their snapshot. */
const deadlineSeconds = 900;

/** The digest by which ZooKeeper knows its super user (DigestAuthenticationProvider, SHA-1 as by default). */
export function superDigest(password: string): string {
    return `super:${createHash("sha1").update(`super:${password}`).digest("base64")}`;
}

/** Makes up the password of the user who may change the members, and returns the Secret with it. */
export function createSuperUser(
    parent: pulumi.Resource,
    name: string,
    args: Pick<Members, "metadata" | "namespace" | "ownership">,
): k8s.core.v1.Secret {
    const made = new random.RandomPassword(`${name}-super-password`, { length: 32, special: false }, { parent }).result;
    // The digest is remembered with its password.
    return rememberedSecret(parent, `${name}-super`, {
        ...args,
        secretName: superSecret,
        generation: "1",
        made: { password: made, digest: made.apply(superDigest) },
    }).secret;
}

/** Creates the Job that makes the ensemble consist of the servers that are wanted, by ZooKeeper's own reconfiguration, `after` others. */
export function createMembersJob(
    parent: pulumi.Resource,
    name: string,
    args: Members,
    after: Promise<readonly pulumi.Resource[]>,
): k8s.batch.v1.Job {
    const scripts = filesName(`${workloadNames.zookeeper}-tools`, jobScripts);
    const configMap = createFiles(parent, `${name}-tools`, { ...args, configMap: scripts, files: jobScripts });
    const jobLabels = labels(jobNames.zookeeper.members, workloadNames.zookeeper);
    const login = clientLogin(args.security);
    const specOf = (servers: pulumi.Input<string>) =>
        oneShotJob({
            labels: jobLabels,
            part: args.settings,
            memory: "192Mi",
            image: args.image,
            pulling: args.pulling,
            runsAs: args.runsAs,
            command: ["/bin/bash", `${scriptsDirectory}/reconfigure.sh`],
            deadlineSeconds,
            container: {
                name: "reconfigure",
                env: [
                    { name: "SERVERS", value: servers },
                    { name: "SUPER_PASSWORD_FILE", value: `${superDirectory}/password` },
                    { name: "CLIENT_PORT", value: String(ports.zookeeperClient) },
                    { name: "SCRIPTS_DIRECTORY", value: scriptsDirectory },
                    { name: "ZK_CLIENT_HEAP", value: "64" },
                    ...login.env,
                ],
                mounts: [
                    { name: "scripts", mountPath: scriptsDirectory, readOnly: true },
                    { name: "super", mountPath: superDirectory, readOnly: true },
                    ...login.volumeMounts,
                ],
            },
            volumes: [
                { name: "scripts", configMap: { name: scripts } },
                secretVolume("super", superSecret, ["password"]),
                ...login.volumes,
            ],
        });
    return createJob(parent, `${name}-members`, {
        labels: jobLabels,
        // The addresses are known late, and change with the number only.
        jobName: jobName(`${workloadNames.zookeeper}-members`, specOf(String(args.settings.replicas))),
        metadata: args.metadata,
        spec: specOf(args.servers),
        ownership: args.ownership,
        dependsOn: after.then((others) => [configMap, ...others]),
    });
}

/**
 * Tells how many servers begin an ensemble: the only thing that a server without a list of members cannot ask anybody. Where `before` tells
 * that there was one, it is that number until the members have changed (`changed`): new servers join, and begin none.
 */
export function createEnsemble(
    parent: pulumi.Resource,
    name: string,
    args: Members,
    before: Promise<EnsembleBefore>,
    changed: pulumi.Resource,
): k8s.core.v1.ConfigMap {
    const { replicas } = args.settings;
    const dependsOn: Promise<pulumi.Resource[]> = before.then(({ isTold }) => (isTold ? [changed] : []));
    return new k8s.core.v1.ConfigMap(
        `${name}-ensemble`,
        {
            metadata: args.metadata(ensembleConfigMap),
            data: {
                [initialFile]: before.then(({ was, isTold }) => String(isTold ? replicas : begins(was, replicas))),
            },
        },
        {
            parent,
            hooks: args.ownership.hooks,
            dependsOn,
        },
    );
}

/** How many servers begin an ensemble that has not been told: as many as there were, or as have left a disk. */
function begins(was: Before | undefined, replicas: number): number {
    return was?.replicas ?? (was === undefined || was.claims.size === 0 ? replicas : was.claims.size);
}

/** What there was before this run. */
export interface EnsembleBefore {
    /** Its StatefulSet and claims; undefined where a preview cannot ask. */
    readonly was: Before | undefined;
    /** Whether servers can read already how many begin an ensemble. */
    readonly isTold: boolean;
}
