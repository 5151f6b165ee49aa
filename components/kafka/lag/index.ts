import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { podKinds } from "../../../model/connections";
import { lagName, ports } from "../../../model/names";
import { lagGraceSeconds, lagStartupSeconds, timeouts } from "../../../model/timeouts";
import { checkedGroup } from "../../args";
import type { WorkloadArgs } from "../../args";
import { imageChecks } from "../../images/checks";
import { images } from "../../images/settings";
import { labels, metadataOf, selectorLabels } from "../../kubernetes/metadata";
import { rolloutOf, untilApplied } from "../../kubernetes/rollout";
import { createFiles, filesName } from "../../kubernetes/scripts";
import { scrapeAnnotations } from "../../metrics/monitors";
import type { MetricsSettings } from "../../metrics/settings";
import { allHooks, unowned } from "../../ownership";
import type { BrokerSecurity } from "../../security/authentication";
import { lagScripts } from "../scripts";
import type { BrokerSettings } from "../settings";
import { lagPod } from "./pod";

/** The arguments for {@link KafkaLag}. */
export interface KafkaLagArgs extends WorkloadArgs {
    /** How large it is, and how often it asks: of the group `kafka:metrics` of a stack file. */
    readonly settings: MetricsSettings["consumerLag"];
    /** The brokers' settings: it runs where the brokers may. */
    readonly brokers: BrokerSettings;
    /** How the brokers are secured. */
    readonly security: BrokerSecurity;
    /** What must be there before it logs in. */
    readonly users: readonly pulumi.Resource[];
    /** `host:port` of the brokers, by the listener that the program's own tools use. */
    readonly bootstrapServers: pulumi.Input<string>;
}

/**
 * What shows the lag of consumers to Prometheus, which no broker knows: one pod, which asks the brokers again and again. It does not wait for
 * them: as long as they do not answer it shows that it knows nothing.
 */
export class KafkaLag extends pulumi.ComponentResource {
    constructor(name: string, args: KafkaLagArgs, opts?: pulumi.ComponentResourceOptions) {
        super("kafka:index:KafkaLag", name, {}, opts);
        const { namespace, ownership = unowned, brokers, security, settings } = args;
        const pulling = checkedGroup("images", images, args.images, imageChecks);
        const { name: part, instance } = podKinds.lag;
        const meta = metadataOf(part, instance, namespace, ownership.annotations);

        const configMap = filesName(`${lagName}-config`, lagScripts);
        const scripts = createFiles(this, `${name}-config`, {
            configMap,
            files: lagScripts,
            metadata: meta,
            ownership,
        });

        const rollout = rolloutOf(name);
        const limits = timeouts(1, lagStartupSeconds, lagGraceSeconds);
        const deployment = new k8s.apps.v1.Deployment(
            name,
            {
                metadata: meta(lagName, untilApplied),
                spec: {
                    replicas: 1,
                    // Of two pods, sums would count everything twice.
                    strategy: { type: "Recreate" },
                    selector: { matchLabels: selectorLabels(part, instance) },
                    template: {
                        metadata: {
                            labels: labels(part, instance),
                            annotations: scrapeAnnotations(true, ports.lagMetrics),
                        },
                        spec: lagPod({
                            settings,
                            brokers,
                            security,
                            image: pulling.kafka,
                            pulling,
                            runsAs: args.runsAs,
                            bootstrapServers: args.bootstrapServers,
                            configMap,
                        }),
                    },
                },
            },
            {
                parent: this,
                dependsOn: [scripts, ...args.users],
                customTimeouts: { delete: `${limits.deleteSeconds}s` },
                hooks: allHooks(ownership.hooks, rollout.hooks),
            },
        );
        void rollout.done(deployment, { kind: "Deployment", namespace, name: lagName, timeouts: limits });
        this.registerOutputs({});
    }
}
