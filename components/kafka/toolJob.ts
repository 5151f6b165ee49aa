import type * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { BrokerSettings } from "./settings";
import type { Pulling } from "../kubernetes/pulling";
import { readOnlyContainerSecurity } from "../kubernetes/podSecurity";
import { resources } from "../kubernetes/resources";
import { scriptJob } from "../kubernetes/scriptJob";
import { toolEnvironment } from "./toolEnvironment";

/** The exit code with which a script says that trying again cannot help. */
export const hopeless = 3;

/** What every Job that runs tools of Kafka is made from. */
export interface ToolJob {
    /** The brokers' settings: their Jobs run where the brokers may. */
    readonly settings: BrokerSettings;
    /** The brokers' image, which has the tools. */
    readonly image: string;
    readonly pulling: Pulling;
    readonly labels: Readonly<Record<string, string>>;
    /** `host:9092` of brokers that answer, ready or not. */
    readonly bootstrapServers: pulumi.Input<string>;
}

/** What one such Job does. */
export interface Task {
    /** The container's name. */
    readonly name: string;
    /** A bash script; it is killed and started again at any moment. */
    readonly script: string;
    /** Empty values are left out. */
    readonly environment: Readonly<Record<string, string>>;
    /** Seconds after which the Job gives up. */
    readonly deadline: number;
    /** Java heap of the tools in MiB, of which one runs at a time. */
    readonly heap: number;
}

/** A value as Kubernetes takes it literally: it would replace `$(NAME)` in it by another variable. */
function literally(value: string): string {
    return value.replaceAll("$", "$$$$");
}

/** A Job that runs a script beside Kafka's tools. */
export function toolJob(job: ToolJob, task: Task): k8s.types.input.batch.v1.JobSpec {
    const spec = scriptJob({
        ...job,
        scheduling: job.settings,
        script: task.script,
        deadline: task.deadline,
        // With OnFailure a Job that gives up deletes its pod, and what the script said with it.
        restartPolicy: "Never",
        container: {
            name: task.name,
            env: [
                { name: "BOOTSTRAP", value: job.bootstrapServers },
                // The tools print in the encoding of the locale, and the plain one has no letter beyond z.
                { name: "LC_ALL", value: "C.UTF-8" },
                ...toolEnvironment(task.heap),
                // The API server drops an empty value, and a refresh would find another Job than was made.
                ...Object.entries(task.environment)
                    .filter(([, value]) => value !== "")
                    .map(([name, value]) => ({ name, value: literally(value) })),
            ],
            // Beside its heap a tool takes about 60 MiB, and bash and awk a few.
            resources: resources({ cpu: "50m", memory: `${task.heap + 128}Mi` }),
            securityContext: readOnlyContainerSecurity,
            terminationMessagePolicy: "FallbackToLogsOnError",
            volumeMounts: [{ name: "scratch", mountPath: "/tmp" }],
        },
        volumes: [{ name: "scratch", emptyDir: {} }],
    });
    return {
        ...spec,
        podFailurePolicy: {
            rules: [
                { action: "FailJob", onExitCodes: { containerName: task.name, operator: "In", values: [hopeless] } },
                // A pod that was evicted says nothing about the work.
                { action: "Ignore", onPodConditions: [{ type: "DisruptionTarget", status: "True" }] },
            ],
        },
    };
}
