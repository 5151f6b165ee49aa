import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { stringify } from "yaml";
import { podKinds } from "../../model/connections";
import type { PodKind } from "../../model/connections";
import { workloadNames } from "../../model/names";
import { metadataOf } from "../kubernetes/metadata";
import type { NamedMetadata } from "../kubernetes/metadata";
import { allHooks, unowned } from "../ownership";
import type { Ownership } from "../ownership";
import { ruleGroups } from "./alerts";
import type { Watched } from "./alerts/rule";
import { grafana } from "./dashboards/dashboard";
import { consumersDashboard } from "./dashboards/consumers";
import { brokersDashboard, clusterDashboard, topicsDashboard } from "./dashboards/kafka";
import { ensembleDashboard, jvmDashboard } from "./dashboards/processes";
import { operated, podMonitor, requiredOperator } from "./monitors";
import { showsLag } from "./settings";
import type { MetricsSettings } from "./settings";

/** The arguments for {@link Metrics}. */
export interface MetricsArgs {
    /** Name of an existing namespace: the cluster's. */
    readonly namespace: pulumi.Input<string>;
    /** What is made: of the group `kafka:metrics` of a stack file. */
    readonly settings: MetricsSettings;
    /** What rules and dashboards are about. */
    readonly watched: Watched;
    /** When the brokers' certificate ends if no `pulumi up` renews it, in seconds since 1970. Default: somebody else renews it, or there is none. */
    readonly certificateEnds?: pulumi.Output<number> | undefined;
    /** Marks the objects and keeps those of others from being taken over. Default: neither. */
    readonly ownership?: Ownership;
}

/** What makes use of the metrics of a cluster: monitors for the Prometheus Operator, rules of alerts, dashboards. */
export class Metrics extends pulumi.ComponentResource {
    constructor(name: string, args: MetricsArgs, opts?: pulumi.ComponentResourceOptions) {
        super("kafka:index:Metrics", name, {}, opts);
        const { namespace, ownership = unowned, settings, watched } = args;
        const meta = metadataOf("kafka-metrics", workloadNames.brokers, namespace, ownership.annotations);
        const own = { parent: this, hooks: ownership.hooks };
        const rules = pulumi
            .output(args.certificateEnds)
            .apply((certificateEnds) => ({ groups: ruleGroups({ ...watched, certificateEnds }) }));
        if (settings.operator) {
            const selected = withLabels(meta, settings.labels);
            const required = { beforeCreate: [requiredOperator(`require-operator-of-${name}`)] };
            const operator = { ...own, hooks: allHooks(required, ownership.hooks) };
            for (const kind of shownBy(settings)) {
                new k8s.apiextensions.CustomResource(
                    `${name}-${kind.name}`,
                    podMonitor(kind, selected(kind.name)),
                    operator,
                );
            }
            new k8s.apiextensions.CustomResource(
                `${name}-alerts`,
                { ...operated("PrometheusRule"), metadata: selected(alertsName), spec: rules },
                operator,
            );
        } else {
            new k8s.core.v1.ConfigMap(
                `${name}-alerts`,
                {
                    metadata: meta(alertsName),
                    data: { "kafka.rules.yaml": rules.apply((of) => stringify(of, { lineWidth: 0 })) },
                },
                own,
            );
        }
        for (const one of settings.dashboards ? dashboards(watched) : []) {
            new k8s.core.v1.ConfigMap(
                `${name}-dashboard-${one.name}`,
                {
                    metadata: withLabels(meta, sidecarLabel)(`kafka-dashboard-${one.name}`),
                    data: { [`kafka-${watched.namespace}-${one.name}.json`]: grafana(one, watched.namespace) },
                },
                own,
            );
        }
        this.registerOutputs({});
    }
}

/** Every dashboard of a cluster. */
export function dashboards(watched: Watched): readonly ReturnType<typeof clusterDashboard>[] {
    return [
        clusterDashboard,
        brokersDashboard,
        topicsDashboard,
        consumersDashboard,
        ensembleDashboard,
        jvmDashboard,
    ].map((one) => one(watched));
}

/** What shows metrics. */
function shownBy(settings: MetricsSettings): readonly PodKind[] {
    return [podKinds.zookeeper, podKinds.brokers, ...(showsLag(settings) ? [podKinds.lag] : [])];
}

const alertsName = "kafka-alerts";

/** By which Grafana's sidecar finds dashboards, unless it is told another (grafana/helm-charts, sidecar.dashboards.label). */
const sidecarLabel = { grafana_dashboard: "1" } as const;

function withLabels(meta: NamedMetadata, more: Readonly<Record<string, string>>): NamedMetadata {
    return (object, annotations) => {
        const made = meta(object, annotations);
        return { ...made, labels: pulumi.output(made.labels).apply((labels) => ({ ...labels, ...more })) };
    };
}
