import type * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { join } from "node:path";
import { chroot, ports } from "../../model/names";
import { oneShotJob } from "../kubernetes/job";
import type { Labels } from "../kubernetes/metadata";
import { containerSecurity, jobResources } from "../kubernetes/pod";
import type { Pulling } from "../kubernetes/pod";
import { readScript } from "../kubernetes/scripts";
import { fromSecret } from "../kubernetes/secret";
import { consoleSecret } from "./pod";
import { configsPath } from "./registration";
import type { KafkaManagerSettings } from "./settings";

/** What the registering Job is made from. */
export interface RegistrationJob {
    /** Settings of the console: its Job runs where it may. */
    readonly settings: KafkaManagerSettings;
    /** The image with `zkCli.sh`: ZooKeeper's own. */
    readonly zookeeperImage: string;
    /** How the image is pulled. */
    readonly pulling: Pulling;
    /** Whether the platform gives pods their user and group, as OpenShift does. Default: false. */
    readonly assignsUsers?: boolean | undefined;
    /** Every server of the ensemble, without a chroot. */
    readonly zookeeperConnect: pulumi.Input<string>;
    /** The JSON of the cluster. */
    readonly registration: pulumi.Input<string>;
    /** DNS name of the console's Service. */
    readonly host: pulumi.Input<string>;
    /** Labels of the Job and its pod. */
    readonly labels: Labels;
}

/** Longer than an ensemble, brokers and console take from nothing. */
const deadlineSeconds = 1200;

/** The script that registers the cluster and proves it. */
const registrar = readScript(join(__dirname, "scripts"), "register.sh");

/** The Job that registers the cluster in the console. */
export function registrationJob(job: RegistrationJob): k8s.types.input.batch.v1.JobSpec {
    return oneShotJob({
        ...job,
        scheduling: job.settings,
        image: job.zookeeperImage,
        command: ["/bin/bash", "-c", registrar],
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
                { name: "ZK_CLIENT_HEAP", value: "64" },
                fromSecret("MANAGER_USERNAME", consoleSecret, "username"),
                fromSecret("MANAGER_PASSWORD", consoleSecret, "password"),
            ],
            resources: jobResources(job.settings, "192Mi"),
            securityContext: containerSecurity,
            terminationMessagePolicy: "FallbackToLogsOnError",
        },
    });
}
