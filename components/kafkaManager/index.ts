import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { ports } from "../../model/names";
import type { KafkaManagerSettings } from "./settings";
import { kafkaManagerGrace, kafkaManagerStartup, timeouts } from "../../model/timeouts";
import { contentHash } from "../kubernetes/contentHash";
import { labels, selectorLabels } from "../kubernetes/labels";
import { metadataOf } from "../kubernetes/metadata";
import { notAwaited } from "../kubernetes/services";
import type { PartArgs } from "../kubernetes/part";
import { workJob } from "../kubernetes/workJob";
import { credentials } from "./credentials";
import { registrationDeadline, registrationJob } from "./job";
import { consolePod } from "./pod";
import { registrar, registration } from "./registration";
import { consoleService } from "./service";
import { registeredVersion } from "./versions";

/** The arguments for a {@link KafkaManager}. */
export interface KafkaManagerArgs extends PartArgs<KafkaManagerSettings> {
    /** `host:2181,host:2181`, without a chroot. */
    readonly zookeeperConnect: pulumi.Input<string>;
    /** The ensemble with the chroot of the brokers. */
    readonly zookeeperPath: pulumi.Input<string>;
    readonly zookeeperImage: string;
    readonly kafkaImage: string;
}

/** Kafka Manager (CMAK): the web console, with the cluster registered in it. */
export class KafkaManager extends pulumi.ComponentResource {
    /** Address inside the cluster, `http://…:9000`. */
    readonly url: pulumi.Output<string>;
    readonly username: pulumi.Output<string>;
    /** The generated password, a secret. */
    readonly password: pulumi.Output<string>;

    constructor(name: string, args: KafkaManagerArgs, opts?: pulumi.ComponentResourceOptions) {
        super("kafka:index:KafkaManager", name, {}, opts);
        const { namespace, ownership, settings } = args;

        const selector = selectorLabels("kafka-manager", name);
        const meta = metadataOf("kafka-manager", name, namespace, ownership.annotations);
        const owned = { parent: this, hooks: ownership.hooks };

        const { password, secret } = credentials(this, name, namespace, labels("kafka-manager", name), settings);

        new k8s.apps.v1.Deployment(
            name,
            {
                metadata: meta(name),
                spec: {
                    replicas: 1,
                    // Two consoles would overlap during a rolling update; caches and schedules live in the process.
                    strategy: { type: "Recreate" },
                    selector: { matchLabels: selector },
                    template: {
                        metadata: { labels: labels("kafka-manager", name) },
                        spec: consolePod({ ...args, secret: secret.metadata.name }),
                    },
                },
            },
            { ...owned, customTimeouts: timeouts(1, kafkaManagerStartup, kafkaManagerGrace) },
        );

        new k8s.core.v1.Service(
            name,
            {
                metadata: meta(name, settings.service.type === "LoadBalancer" ? {} : notAwaited),
                spec: consoleService(selector, settings, ports.kafkaManager),
            },
            owned,
        );
        // Not from the Service's outputs: a load balancer's are known late, and the Job need not wait for them.
        const host = pulumi.interpolate`${name}.${namespace}.svc.${args.clusterDomain}`;

        const entry = pulumi
            .output(args.zookeeperPath)
            .apply((path) => registration(settings, path, registeredVersion(args.kafkaImage)));
        const registering = labels("kafka-manager-register", name);
        workJob(this, `${name}-register`, {
            labels: registering,
            job: entry.apply((json) => `${name}-register-${contentHash(json, registrar, args.zookeeperImage)}`),
            metadata: meta,
            spec: registrationJob({
                ...args,
                registration: entry,
                host,
                port: ports.kafkaManager,
                secret: secret.metadata.name,
                labels: registering,
            }),
            deadline: registrationDeadline,
            ownership,
        });

        this.url = pulumi.interpolate`http://${host}:${ports.kafkaManager}`;
        this.username = pulumi.output(settings.username);
        this.password = password;
        this.registerOutputs({ url: this.url, username: this.username, password: this.password });
    }
}
