import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { image } from "./fixture";

type PodSpec = k8s.types.input.core.v1.PodSpec;

/** How a test's workload deviates from one pod that becomes ready at once. */
export interface Workload {
    readonly name: string;
    readonly namespace: string;
    readonly replicas?: number;
    /** A pod that runs, but never becomes ready. */
    readonly unready?: boolean;
    /** Changes the pod. */
    readonly pod?: (spec: PodSpec) => PodSpec;
    readonly annotations?: Record<string, string>;
    readonly options?: pulumi.CustomResourceOptions;
}

/** A pod that sleeps; whether it counts as ready is decided by a gate that nobody opens. */
export function podSpec({ unready = false, pod = (spec) => spec }: Pick<Workload, "unready" | "pod">): PodSpec {
    return pod({
        terminationGracePeriodSeconds: 0,
        containers: [{ name: "c", image, imagePullPolicy: "IfNotPresent", command: ["sleep", "3600"] }],
        ...(unready ? { readinessGates: [{ conditionType: "contract.test/gate" }] } : {}),
    });
}

function common({ name, namespace, annotations = {}, replicas = 1, ...rest }: Workload) {
    return {
        metadata: { name, namespace, annotations },
        spec: {
            replicas,
            selector: { matchLabels: { app: name } },
            template: { metadata: { labels: { app: name } }, spec: podSpec(rest) },
        },
    };
}

/** A Deployment of such pods. */
export function deployment(workload: Workload): k8s.apps.v1.Deployment {
    return new k8s.apps.v1.Deployment(workload.name, common(workload), workload.options);
}

/** A StatefulSet of such pods. */
export function statefulSet(workload: Workload): k8s.apps.v1.StatefulSet {
    const { metadata, spec } = common(workload);
    const args = { metadata, spec: { ...spec, serviceName: workload.name } };
    return new k8s.apps.v1.StatefulSet(workload.name, args, workload.options);
}
