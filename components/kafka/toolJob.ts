import type * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { chroot, workloadNames } from "../../model/names";
import { hopeless, jobName, oneShotJob } from "../kubernetes/job";
import type { Labels } from "../kubernetes/metadata";
import type { Pulling, RunsAs } from "../kubernetes/pod";
import { allMounts } from "../kubernetes/secret";
import type { SecretMounts } from "../kubernetes/secret";
import { toolEnvironment } from "./scripts";
import type { BrokerSettings } from "./settings";

/** What a Job does beside Kafka's tools. */
export interface Task {
    /** The container's name, and the end of the Job's. */
    readonly name: string;
    /** File of the script among the Jobs' scripts. */
    readonly script: string;
    /** What the script needs; empty values are left out. */
    readonly environment: Readonly<Record<string, string>>;
    /** Seconds after which the Job gives up. */
    readonly deadlineSeconds: number;
    /** Java heap of the tools in MiB, of which one runs at a time. */
    readonly heapMiB: number;
}

/** How a Job asks the ensemble, in the part of its tree that is the brokers'. `connect` is `host:2181`. */
export function zookeeperAddress(connect: pulumi.Input<string>): ToolJob["address"] {
    return { name: "ZOOKEEPER", value: pulumi.interpolate`${connect}${chroot}` };
}

/** What every Job that runs tools of Kafka is made from. */
export interface ToolJob {
    /** The brokers' settings: their Jobs run where the brokers may. */
    readonly settings: BrokerSettings;
    /** The brokers' image, which has the tools. */
    readonly image: string;
    /** How the image is pulled. */
    readonly pulling: Pulling;
    /** Who its processes are. Default: the user of the images. */
    readonly runsAs?: RunsAs | undefined;
    /** Labels of the Job and its pod. */
    readonly labels: Labels;
    /** Name of the ConfigMap with the scripts, made from their content. */
    readonly scripts: string;
    /** Whom the script asks: the variable with the address, which is known late and never changes. */
    readonly address: { readonly name: "BOOTSTRAP" | "ZOOKEEPER"; readonly value: pulumi.Input<string> };
    /** How the tools log in, and what else they need of Secrets. */
    readonly mounts: readonly SecretMounts[];
}

/** A Job that is named after everything that its pod is made from, but for the address of the brokers: that is known late, and never changes. */
export interface NamedJob {
    /** `kafka-settings-1a2b3c4d`. */
    readonly jobName: string;
    /** The Job. */
    readonly spec: k8s.types.input.batch.v1.JobSpec;
}

const scriptsDirectory = "/etc/kafka-tools";

/** A Job that runs a script beside Kafka's tools. */
export function toolJob(job: ToolJob, task: Task): NamedJob {
    const secrets = allMounts(job.mounts);
    const made = (address: readonly k8s.types.input.core.v1.EnvVar[]) =>
        oneShotJob({
            ...job,
            part: job.settings,
            // Beside its heap a tool takes about 60 MiB, and bash and awk a few.
            memory: `${task.heapMiB + 128}Mi`,
            command: ["/bin/bash", `${scriptsDirectory}/${task.script}`],
            deadlineSeconds: task.deadlineSeconds,
            container: {
                name: task.name,
                env: [...address, ...environment(task), ...secrets.env],
                mounts: [{ name: "scripts", mountPath: scriptsDirectory, readOnly: true }, ...secrets.volumeMounts],
            },
            volumes: [{ name: "scripts", configMap: { name: job.scripts } }, ...secrets.volumes],
        });
    return { jobName: jobName(`${workloadNames.brokers}-${task.name}`, made([])), spec: made([job.address]) };
}

function environment(task: Task): k8s.types.input.core.v1.EnvVar[] {
    return [
        // The tools print in the encoding of the locale, and the plain one has no letter beyond z.
        { name: "LC_ALL", value: "C.UTF-8" },
        { name: "TMPDIR", value: "/tmp" },
        { name: "HOPELESS", value: String(hopeless) },
        ...toolEnvironment(task.heapMiB),
        // The API server drops an empty value, and a refresh would find another Job than was made.
        ...Object.entries(task.environment)
            .filter(([, value]) => value !== "")
            .map(([name, value]) => ({ name, value: literally(value) })),
    ];
}

/** A value as Kubernetes takes it literally: it would replace `$(NAME)` in it by another variable. */
function literally(value: string): string {
    return value.replaceAll("$", "$$$$");
}
