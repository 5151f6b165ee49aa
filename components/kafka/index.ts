import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { chroot, ports } from "../../model/names";
import type { BrokerSettings } from "./settings";
import { brokerGrace, brokerStartup, timeouts } from "../../model/timeouts";
import { heapMiB, kafkaHeap } from "../../model/heap";
import { labels, selectorLabels } from "../kubernetes/labels";
import { metadataOf } from "../kubernetes/metadata";
import { clientService, headlessService, notAwaited, serviceDns } from "../kubernetes/services";
import type { ReplicatedPartArgs } from "../kubernetes/part";
import { replicatedSet } from "../kubernetes/statefulSet";
import { brokerJobs } from "./jobs";
import { leaveScript } from "./preStop";
import { brokerPod } from "./pod";
import { log4jProperties, serverProperties } from "./properties";
import { readyScript, startScript } from "./scripts";

/** The arguments for {@link Kafka}. */
export interface KafkaArgs extends ReplicatedPartArgs<BrokerSettings> {
    /** `host:2181,host:2181`, without a chroot. */
    readonly zookeeperConnect: pulumi.Input<string>;
}

/** Kafka brokers: a StatefulSet behind a headless Service, and a Service to bootstrap from. */
export class Kafka extends pulumi.ComponentResource {
    /** `host:9092` that clients inside the cluster bootstrap from. */
    readonly bootstrapServers: pulumi.Output<string>;
    /** Where the brokers keep their metadata: the ensemble with the chroot. */
    readonly zookeeperPath: pulumi.Output<string>;

    constructor(name: string, args: KafkaArgs, opts?: pulumi.ComponentResourceOptions) {
        super("kafka:index:Kafka", name, {}, opts);
        const { namespace, ownership, settings } = args;
        const { replicas } = settings;

        const selector = selectorLabels("kafka", name);
        const meta = metadataOf("kafka", name, namespace, ownership.annotations);
        const owned = { parent: this, hooks: ownership.hooks };

        const headless = new k8s.core.v1.Service(
            `${name}-headless`,
            {
                metadata: meta(`${name}-headless`),
                spec: headlessService(selector, { kafka: ports.kafka, jmx: ports.jmx }),
            },
            owned,
        );
        const headlessDns = serviceDns(headless.metadata, args.clusterDomain);

        const config = new k8s.core.v1.ConfigMap(
            `${name}-config`,
            {
                // No name: changed content gets a new one, and the new name rolls the pods.
                metadata: { namespace, labels: labels("kafka", name) },
                immutable: true,
                data: {
                    "server.properties": pulumi
                        .output(args.zookeeperConnect)
                        .apply((connect) => serverProperties(settings, connect)),
                    "log4j.properties": log4jProperties,
                    "start.sh": headlessDns.apply((dns) =>
                        startScript(dns, heapMiB(kafkaHeap, settings.memory, settings.heap)),
                    ),
                    "ready.sh": readyScript,
                    "leave.sh": headlessDns.apply(leaveScript),
                },
            },
            { parent: this },
        );

        const set = replicatedSet(this, name, {
            ...args,
            workload: "brokers",
            metadata: meta,
            selector,
            labels: labels("kafka", name),
            serviceName: headless.metadata.name,
            replicas,
            pod: brokerPod({ ...args, selector, configMap: config.metadata.name }),
            claim: { ...args, size: settings.disk },
            timeouts: timeouts(replicas, brokerStartup(settings.disk), brokerGrace(settings.disk)),
        });

        // The headless Service knows brokers that are not ready yet too: the Jobs help them to become so.
        const brokers = pulumi.interpolate`${headlessDns}:${ports.kafka}`;
        brokerJobs(this, name, {
            ...args,
            metadata: meta,
            bootstrapServers: brokers,
            set,
            isNew: args.guard.isNew,
        });

        const bootstrap = new k8s.core.v1.Service(
            name,
            { metadata: meta(name, notAwaited), spec: clientService(selector, { kafka: ports.kafka }) },
            owned,
        );

        this.bootstrapServers = pulumi.interpolate`${serviceDns(bootstrap.metadata, args.clusterDomain)}:${ports.kafka}`;
        this.zookeeperPath = pulumi.interpolate`${args.zookeeperConnect}${chroot}`;
        this.registerOutputs({ bootstrapServers: this.bootstrapServers, zookeeperPath: this.zookeeperPath });
    }
}
