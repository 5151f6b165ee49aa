import type * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { chroot } from "../../model/names";
import type { KafkaManagerSettings } from "./settings";
import type { Pulling } from "../kubernetes/pulling";
import { containerSecurity } from "../kubernetes/podSecurity";
import { resources } from "../kubernetes/resources";
import { scriptJob } from "../kubernetes/scriptJob";
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
    return scriptJob({
        ...job,
        scheduling: job.settings,
        image: job.zookeeperImage,
        script: registrar,
        deadline: registrationDeadline,
        restartPolicy: "OnFailure",
        container: {
            name: "register",
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
    });
}
