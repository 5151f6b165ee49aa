import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { jobNames, ports, workloadNames } from "../../model/names";
import { kafkaManagerGraceSeconds, kafkaManagerStartupSeconds, timeouts } from "../../model/timeouts";
import { checkedGroup } from "../args";
import type { WorkloadArgs } from "../args";
import { imageChecks } from "../images/checks";
import { images } from "../images/settings";
import { createJob, jobName } from "../kubernetes/job";
import { labels, metadataOf, selectorLabels } from "../kubernetes/metadata";
import { rolloutOf, untilApplied } from "../kubernetes/rollout";
import { createFiles, filesName } from "../kubernetes/scripts";
import { notAwaited } from "../kubernetes/services";
import { defaultClusterDomain } from "../namespace/settings";
import { allHooks, unowned } from "../ownership";
import { openToAll } from "../security/authentication";
import type { BrokerSecurity } from "../security/authentication";
import { kafkaManagerChecks } from "./checks";
import { credentials, credentialsGeneration } from "./credentials";
import { consoleIngress, externalUrl, ingressAnnotations } from "./ingress";
import { registrationJob } from "./job";
import { pathPrefix } from "./path";
import { consolePod } from "./pod";
import { registeredVersion, registration } from "./registration";
import { consoleFiles, jobScripts } from "./scripts";
import { consoleService } from "./service";
import { kafkaManager } from "./settings";
import type { KafkaManagerInput } from "./settings";
import { trustAnnotations } from "./trust";

/** The arguments for a {@link KafkaManager}. */
export interface KafkaManagerArgs extends WorkloadArgs {
    /** How large the console is, how it is reached and what it may do: the group `kafka:kafkaManager` of a stack file. Default: as there (docs/settings.md). */
    readonly settings?: KafkaManagerInput;
    /** How the brokers are secured: of the group `kafka:security`. Default: not at all. */
    readonly security?: BrokerSecurity;
    /** The authority of the brokers' certificate (PEM). Default: they have none. */
    readonly authority?: pulumi.Output<string> | undefined;
    /** Every server of the ensemble, `host:2181,host:2181`, without a chroot. */
    readonly zookeeperConnect: pulumi.Input<string>;
    /** The same with the chroot of the brokers. */
    readonly zookeeperPath: pulumi.Input<string>;
}

/** Kafka Manager (CMAK): the web console, with the cluster registered in it. */
export class KafkaManager extends pulumi.ComponentResource {
    /** Address inside the cluster, `http://…:9000`. */
    readonly url: pulumi.Output<string>;
    /** Address of its Ingress, `https://host/path`; undefined where it has none. */
    readonly externalUrl: string | undefined;
    readonly username: pulumi.Output<string>;
    /** The generated password, a secret. */
    readonly password: pulumi.Output<string>;

    constructor(name: string, args: KafkaManagerArgs, opts?: pulumi.ComponentResourceOptions) {
        super("kafka:index:KafkaManager", name, {}, opts);
        const { namespace, ownership = unowned, clusterDomain = defaultClusterDomain, zookeeperConnect } = args;
        const { runsAs, security = openToAll } = args;
        const settings = checkedGroup("kafkaManager", kafkaManager, args.settings, kafkaManagerChecks);
        const pulling = checkedGroup("images", images, args.images, imageChecks);
        const instance = workloadNames.kafkaManager;

        const selector = selectorLabels("kafka-manager", instance);
        const meta = metadataOf("kafka-manager", instance, namespace, ownership.annotations);
        const owned = { parent: this, hooks: ownership.hooks };

        const { password, secret } = credentials(this, name, { namespace, metadata: meta, ownership }, settings);

        const configMap = filesName(`${instance}-config`, consoleFiles);
        const mounted = { metadata: meta, ownership };
        const config = createFiles(this, `${name}-config`, { configMap, files: consoleFiles, ...mounted });

        const rollout = rolloutOf(name);
        const limits = timeouts(1, kafkaManagerStartupSeconds, kafkaManagerGraceSeconds);
        const deployment = new k8s.apps.v1.Deployment(
            name,
            {
                metadata: meta(instance, untilApplied),
                spec: {
                    replicas: 1,
                    // Two consoles would overlap during a rolling update; caches and schedules live in the process.
                    strategy: { type: "Recreate" },
                    selector: { matchLabels: selector },
                    template: {
                        metadata: {
                            labels: labels("kafka-manager", instance),
                            annotations: {
                                "kafka.stack/credentials": credentialsGeneration(settings),
                                ...trustAnnotations(security, args.authority),
                            },
                        },
                        spec: consolePod({
                            settings,
                            security,
                            image: pulling.kafkaManager,
                            zookeeperImage: pulling.zookeeper,
                            pulling,
                            runsAs,
                            zookeeperConnect,
                            configMap,
                        }),
                    },
                },
            },
            {
                ...owned,
                dependsOn: [secret, config],
                customTimeouts: { delete: `${limits.deleteSeconds}s` },
                hooks: allHooks(ownership.hooks, rollout.hooks),
            },
        );
        const rolledOut = rollout.done(deployment, {
            kind: "Deployment",
            namespace,
            name: instance,
            timeouts: limits,
        });

        new k8s.core.v1.Service(
            name,
            {
                metadata: meta(instance, settings.service.type === "LoadBalancer" ? {} : notAwaited),
                spec: consoleService(selector, settings, ports.kafkaManager),
            },
            owned,
        );
        const ingress = consoleIngress(settings, instance);
        if (ingress !== undefined) {
            new k8s.networking.v1.Ingress(
                name,
                { metadata: meta(instance, ingressAnnotations(settings)), spec: ingress },
                owned,
            );
        }
        // Not from the Service's outputs: a load balancer's are known late, and the Job need not wait for them.
        const host = pulumi.interpolate`${instance}.${namespace}.svc.${clusterDomain}`;

        const entry = pulumi
            .output(args.zookeeperPath)
            .apply((path) => registration(settings, security, path, registeredVersion(pulling.kafka)));
        const scripts = filesName(`${instance}-tools`, jobScripts);
        const tools = createFiles(this, `${name}-tools`, { configMap: scripts, files: jobScripts, ...mounted });
        const registering = labels(jobNames.kafkaManager.registration, instance);
        const registrar = {
            settings,
            security,
            zookeeperImage: pulling.zookeeper,
            pulling,
            runsAs,
            labels: registering,
            scripts,
        };
        createJob(this, `${name}-register`, {
            labels: registering,
            // The addresses never change.
            jobName: entry.apply((json) =>
                jobName(
                    `${instance}-register`,
                    registrationJob({ ...registrar, zookeeperConnect: "", host: "", registration: json }),
                ),
            ),
            metadata: meta,
            spec: registrationJob({ ...registrar, zookeeperConnect, host, registration: entry }),
            ownership,
            dependsOn: rolledOut.then((console) => [tools, ...console]),
        });

        this.url = pulumi.interpolate`http://${host}:${ports.kafkaManager}${pathPrefix(settings)}`;
        this.externalUrl = externalUrl(settings);
        this.username = pulumi.output(settings.username);
        this.password = password;
        this.registerOutputs({ url: this.url, username: this.username, password: this.password });
    }
}
