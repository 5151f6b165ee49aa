import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { chroot, headlessName, jobNames, ports, workloadNames } from "../../model/names";
import { brokerGraceSeconds, brokerStartupSeconds, timeouts } from "../../model/timeouts";
import { checkedGroup, unguarded } from "../args";
import type { ReplicatedArgs } from "../args";
import { imageChecks } from "../images/checks";
import { images } from "../images/settings";
import { labels, metadataOf, selectorLabels } from "../kubernetes/metadata";
import { createFiles, filesName } from "../kubernetes/scripts";
import { clientService, headlessService, notAwaited, serviceDns } from "../kubernetes/services";
import { createClaimSizes, createDisruptionBudget, createStatefulSet } from "../kubernetes/statefulSet";
import type { StatefulSetArgs } from "../kubernetes/statefulSet";
import { orEndRun } from "../live/refusal";
import { metricsChecks } from "../metrics/checks";
import { scrapeAnnotations } from "../metrics/monitors";
import { metrics } from "../metrics/settings";
import { defaultClusterDomain } from "../namespace/settings";
import { unowned } from "../ownership";
import { openToAll } from "../security/authentication";
import type { BrokerSecurity } from "../security/authentication";
import { clientLogin } from "../zookeeper/logins";
import { brokerChecks } from "./checks";
import { createExternalAccess } from "./external";
import { createBrokerJobs } from "./jobs";
import { innerListeners, ownListener } from "./listeners";
import { brokerLevelsFile, levelLines } from "./logLevels";
import { loginMount } from "./logins";
import { brokerFiles, brokerPod } from "./pod";
import { createNodeRights } from "./rack";
import { brokers } from "./settings";
import type { BrokerInput } from "./settings";
import { authorityMounts } from "./tls/pod";
import { zookeeperAddress } from "./toolJob";
import { topicChecks } from "./topics/checks";
import { topics } from "./topics/settings";
import type { TopicsInput } from "./topics/settings";

/** The arguments for {@link Kafka}. */
export interface KafkaArgs extends ReplicatedArgs {
    /** How many brokers, how large, where and with which properties: the group `kafka:brokers` of a stack file. Default: as there (docs/settings.md). */
    readonly settings?: BrokerInput;
    /** What topics are to be like: the list `kafka:topics` of a stack file. Default: no topic is made. */
    readonly topics?: TopicsInput;
    /** How the brokers are secured: of the group `kafka:security`. Default: not at all. */
    readonly security?: BrokerSecurity;
    /** What must be there before the brokers start: the users by which they log in. Default: nothing. */
    readonly users?: readonly pulumi.Resource[];
    /** The authority of the brokers' certificate (PEM), which must be there before they start. Default: they have none. */
    readonly authority?: pulumi.Output<string> | undefined;
    /** Where the ensemble serves clients, `host:2181` or several with commas, without a chroot. */
    readonly zookeeperConnect: pulumi.Input<string>;
}

/** Kafka brokers: a StatefulSet behind a headless Service, and a Service to bootstrap from. */
export class Kafka extends pulumi.ComponentResource {
    /** `host:9092` that clients inside the cluster bootstrap from. */
    readonly bootstrapServers: pulumi.Output<string>;
    /** `host:port` that clients outside the cluster bootstrap from; undefined where there is no way in. */
    readonly externalBootstrapServers: pulumi.Output<string> | undefined;
    /** Where the brokers keep their metadata: the ensemble with the chroot; once they all have registered there. */
    readonly zookeeperPath: pulumi.Output<string>;

    constructor(name: string, args: KafkaArgs, opts?: pulumi.ComponentResourceOptions) {
        super("kafka:index:Kafka", name, {}, opts);
        const { namespace, ownership = unowned, guard = unguarded, clusterDomain = defaultClusterDomain } = args;
        const { runsAs, security = openToAll, users = [] } = args;
        const { enabled: withMetrics } = checkedGroup("metrics", metrics, args.metrics, metricsChecks);
        const settings = checkedGroup("brokers", brokers, args.settings, (given) => brokerChecks(given, withMetrics));
        const pulling = checkedGroup("images", images, args.images, imageChecks);
        const wanted = checkedGroup("topics", topics, args.topics ?? [], (listed) => topicChecks(listed, settings));
        const { replicas } = settings;

        const selector = selectorLabels("kafka", workloadNames.brokers);
        const meta = metadataOf("kafka", workloadNames.brokers, namespace, ownership.annotations);
        const owned = { parent: this, hooks: ownership.hooks };

        const own = ownListener(security);
        const inner = Object.fromEntries(innerListeners(security).map(({ portName, port }) => [portName, port]));

        const headless = new k8s.core.v1.Service(
            `${name}-headless`,
            {
                metadata: meta(headlessName("brokers")),
                spec: headlessService(selector, { ...inner, jmx: ports.jmx }),
            },
            owned,
        );
        const headlessDns = serviceDns(headless.metadata, clusterDomain);

        const files = pulumi
            .output(args.zookeeperConnect)
            .apply((connect) => brokerFiles(settings, security, connect, withMetrics));
        const configMap = files.apply((data) => filesName(`${workloadNames.brokers}-config`, data));
        const config = createFiles(this, `${name}-config`, { configMap, files, metadata: meta, ownership });

        const rights = createNodeRights(this, name, { settings, namespace, metadata: meta, ownership });
        const levels = brokerLevelsFile.create(this, name, { text: levelLines(settings), metadata: meta, ownership });

        const external = createExternalAccess(this, name, { settings, selector, metadata: meta, ownership });

        const broker: StatefulSetArgs = {
            workload: "brokers",
            metadata: meta,
            namespace,
            selector,
            labels: labels("kafka", workloadNames.brokers),
            annotations: {
                ...scrapeAnnotations(withMetrics, ports.brokerMetrics),
                // Beside an init container `kubectl exec` says each time which it takes.
                ...(withMetrics || settings.rack === "node"
                    ? { "kubectl.kubernetes.io/default-container": "kafka" }
                    : {}),
            },
            serviceName: headless.metadata.name,
            replicas,
            pod: brokerPod({
                settings,
                security,
                image: pulling.kafka,
                agentImage: withMetrics ? pulling.metricsAgent : undefined,
                pulling,
                runsAs,
                selector,
                headlessDns,
                configMap,
            }),
            claim: { size: settings.disk, className: args.className, keepOnDestroy: args.keepOnDestroy ?? true },
            timeouts: timeouts(replicas, brokerStartupSeconds(settings.disk), brokerGraceSeconds(settings.disk)),
            ownership,
            guard,
            dependsOn: pulumi
                .output(args.authority)
                .apply(() => [config, levels, ...rights, ...external.resources, ...users]),
        };
        const { set, rolledOut } = createStatefulSet(this, name, broker);
        createClaimSizes(this, name, broker, rolledOut);
        createDisruptionBudget(this, name, broker);

        // The headless Service knows brokers that are not ready yet too: the Jobs help them to become so.
        createBrokerJobs(this, name, {
            settings,
            image: pulling.kafka,
            pulling,
            runsAs,
            metadata: meta,
            address: { name: "BOOTSTRAP", value: pulumi.interpolate`${headlessDns}:${own.port}` },
            mounts: [loginMount(security), authorityMounts(security)],
            ensemble: {
                address: zookeeperAddress(args.zookeeperConnect),
                mounts: [clientLogin(security)],
            },
            topics: wanted,
            hasMoved: orEndRun(async () => (await guard.before())?.jobs?.includes(jobNames.brokers.moves) ?? false),
            rolledOut,
            ownership,
        });

        const bootstrap = new k8s.core.v1.Service(
            name,
            {
                metadata: meta(workloadNames.brokers, notAwaited),
                spec: clientService(selector, inner),
            },
            owned,
        );

        this.bootstrapServers = pulumi.interpolate`${serviceDns(bootstrap.metadata, clusterDomain)}:${own.port}`;
        this.externalBootstrapServers = external.bootstrapServers;
        this.zookeeperPath = pulumi
            .all([args.zookeeperConnect, set.id, rolledOut.then(() => undefined)])
            .apply(([connect]) => `${connect}${chroot}`);
        this.registerOutputs({
            bootstrapServers: this.bootstrapServers,
            externalBootstrapServers: this.externalBootstrapServers,
            zookeeperPath: this.zookeeperPath,
        });
    }
}
