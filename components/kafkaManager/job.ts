import type * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { KafkaManagerSettings } from "../../settings";
import { chroot } from "../kafka/listeners";
import { pulled, pullSecrets } from "../manifests/images";
import type { Pulling } from "../manifests/images";
import { containerSecurity, podDefaults } from "../manifests/podSecurity";
import { resources } from "../manifests/resources";
import { scheduled } from "../manifests/spread";
import { fromSecret } from "./pod";
import { configsPath, registrar } from "./registration";

/** What the registering Job is made from. */
export interface RegistrationJob {
    readonly settings: KafkaManagerSettings;
    /** The image with `zkCli.sh`: ZooKeeper's own. */
    readonly zookeeperImage: string;
    readonly pulling: Pulling;
    readonly zookeeperConnect: pulumi.Input<string>;
    /** The JSON of the cluster. */
    readonly registration: pulumi.Input<string>;
    readonly host: pulumi.Input<string>;
    readonly port: number;
    /** Name of the Secret with username and password. */
    readonly secret: pulumi.Input<string>;
    readonly labels: Readonly<Record<string, string>>;
}

/** Seconds after which the Job gives up: longer than an ensemble, brokers and console take from nothing. */
export const registrationDeadline = 1200;

/** The Job that registers the cluster in the console. */
export function registrationJob(job: RegistrationJob): k8s.types.input.batch.v1.JobSpec {
    return {
        activeDeadlineSeconds: registrationDeadline,
        backoffLimit: 10,
        template: {
            metadata: { labels: { ...job.labels } },
            spec: {
                ...podDefaults,
                ...pullSecrets(job.pulling),
                ...scheduled(job.settings),
                restartPolicy: "OnFailure",
                terminationGracePeriodSeconds: 1,
                containers: [
                    {
                        name: "register",
                        ...pulled(job.pulling, job.zookeeperImage),
                        command: ["/bin/bash", "-c", registrar],
                        env: [
                            { name: "ZOOKEEPER", value: job.zookeeperConnect },
                            { name: "CHROOT", value: chroot },
                            { name: "CONFIGS", value: configsPath },
                            { name: "CLUSTER", value: job.settings.cluster.name },
                            { name: "REGISTRATION", value: job.registration },
                            { name: "MANAGER_HOST", value: job.host },
                            { name: "MANAGER_PORT", value: String(job.port) },
                            { name: "ZK_CLIENT_HEAP", value: "64" },
                            fromSecret("MANAGER_USERNAME", job.secret, "username"),
                            fromSecret("MANAGER_PASSWORD", job.secret, "password"),
                        ],
                        resources: resources({ cpu: "50m", memory: "192Mi" }),
                        securityContext: containerSecurity,
                    },
                ],
            },
        },
    };
}
