import type * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { chroot, ports } from "../../model/names";
import { oneShotJob } from "../kubernetes/job";
import type { Labels } from "../kubernetes/metadata";
import type { Pulling, RunsAs } from "../kubernetes/pod";
import { secretVolume } from "../kubernetes/secret";
import type { BrokerSecurity } from "../security/authentication";
import { clientLogin } from "../zookeeper/logins";
import { consoleSecret } from "./credentials";
import { pathEnvironment } from "./path";
import { configsPath } from "./registration";
import { directories } from "./scripts";
import type { KafkaManagerSettings } from "./settings";

/** What the registering Job is made from. */
export interface RegistrationJob {
    /** Settings of the console: its Job runs where it may. */
    readonly settings: KafkaManagerSettings;
    /** Whether it logs in to the ensemble. */
    readonly security: BrokerSecurity;
    /** The image with `zkCli.sh`: ZooKeeper's own. */
    readonly zookeeperImage: string;
    /** How the image is pulled. */
    readonly pulling: Pulling;
    /** Who its processes are. Default: the user of the images. */
    readonly runsAs?: RunsAs | undefined;
    /** Every server of the ensemble, without a chroot. */
    readonly zookeeperConnect: pulumi.Input<string>;
    /** The JSON of the cluster. */
    readonly registration: pulumi.Input<string>;
    /** DNS name of the console's Service. */
    readonly host: pulumi.Input<string>;
    /** Labels of the Job and its pod. */
    readonly labels: Labels;
    /** Name of the ConfigMap with the scripts, made from their content. */
    readonly scripts: string;
}

/** Longer than an ensemble, brokers and console take from nothing. */
const deadlineSeconds = 1200;

/** The Job that registers the cluster in the console. */
export function registrationJob(job: RegistrationJob): k8s.types.input.batch.v1.JobSpec {
    const login = clientLogin(job.security);
    return oneShotJob({
        ...job,
        part: job.settings,
        memory: "192Mi",
        image: job.zookeeperImage,
        command: ["/bin/bash", `${directories.scripts}/register.sh`],
        deadlineSeconds,
        container: {
            name: "register",
            env: [
                { name: "ZOOKEEPER", value: job.zookeeperConnect },
                { name: "CHROOT", value: chroot },
                { name: "CONFIGS", value: configsPath },
                { name: "CLUSTER", value: job.settings.cluster.name },
                { name: "REGISTRATION", value: job.registration },
                { name: "MANAGER_HOST", value: job.host },
                { name: "MANAGER_PORT", value: String(ports.kafkaManager) },
                ...pathEnvironment(job.settings),
                { name: "ZK_CLIENT_HEAP", value: "64" },
                { name: "CREDENTIALS_DIRECTORY", value: directories.credentials },
                ...login.env,
            ],
            mounts: [
                { name: "scripts", mountPath: directories.scripts, readOnly: true },
                { name: "credentials", mountPath: directories.credentials, readOnly: true },
                ...login.volumeMounts,
            ],
        },
        volumes: [
            { name: "scripts", configMap: { name: job.scripts } },
            secretVolume("credentials", consoleSecret, ["username", "password"]),
            ...login.volumes,
        ],
    });
}
