import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { headlessName, ports, workloadNames, zookeeperConnect, zooServers } from "../../model/names";
import { timeouts, zookeeperGraceSeconds, zookeeperStartupSeconds } from "../../model/timeouts";
import { checkedGroup, unguarded } from "../args";
import type { ReplicatedArgs } from "../args";
import { imageChecks } from "../images/checks";
import { images } from "../images/settings";
import { labels, metadataOf, selectorLabels } from "../kubernetes/metadata";
import { clientService, headlessService, notAwaited, serviceDns } from "../kubernetes/services";
import { createClaimSizes, createDisruptionBudget, createStatefulSet } from "../kubernetes/statefulSet";
import type { StatefulSetArgs } from "../kubernetes/statefulSet";
import { defaultClusterDomain } from "../namespace/settings";
import { unowned } from "../ownership";
import { zookeeperChecks } from "./checks";
import { serverPod } from "./pod";
import { zookeeper } from "./settings";
import type { ZooKeeperInput } from "./settings";

/** The arguments for a {@link ZooKeeper} ensemble. */
export interface ZooKeeperArgs extends ReplicatedArgs {
    /** How many servers, how large and where: the group `kafka:zookeeper` of a stack file. Default: as there (docs/settings.md). */
    readonly settings?: ZooKeeperInput;
}

/** A ZooKeeper ensemble: a StatefulSet behind a headless Service, and a Service for clients. */
export class ZooKeeper extends pulumi.ComponentResource {
    /** DNS name of the headless Service: the end of every server's name. */
    readonly headlessDns: pulumi.Output<string>;
    /** The `ZOO_SERVERS` string: `server.1=host:2888:3888;2181 …`. */
    readonly servers: pulumi.Output<string>;
    /** `host:2181,host:2181,…`, without a chroot; of an ensemble that runs already, once an edit of it is carried out. */
    readonly connectionString: pulumi.Output<string>;

    constructor(name: string, args: ZooKeeperArgs, opts?: pulumi.ComponentResourceOptions) {
        super("kafka:index:ZooKeeper", name, {}, opts);
        const { namespace, ownership = unowned, guard = unguarded, clusterDomain = defaultClusterDomain } = args;
        const settings = checkedGroup("zookeeper", zookeeper, args.settings, zookeeperChecks);
        const pulling = checkedGroup("images", images, args.images, imageChecks);
        const { replicas } = settings;

        const selector = selectorLabels("zookeeper", workloadNames.zookeeper);
        const meta = metadataOf("zookeeper", workloadNames.zookeeper, namespace, ownership.annotations);
        const owned = { parent: this, hooks: ownership.hooks };

        const headless = new k8s.core.v1.Service(
            `${name}-headless`,
            {
                metadata: meta(headlessName("zookeeper")),
                spec: headlessService(selector, {
                    client: ports.zookeeperClient,
                    follower: ports.zookeeperFollower,
                    election: ports.zookeeperElection,
                }),
            },
            owned,
        );
        this.headlessDns = serviceDns(headless.metadata, clusterDomain);
        this.servers = this.headlessDns.apply((dns) => zooServers(dns, replicas));

        const servers: StatefulSetArgs = {
            workload: "zookeeper",
            metadata: meta,
            namespace,
            selector,
            labels: labels("zookeeper", workloadNames.zookeeper),
            serviceName: headless.metadata.name,
            replicas,
            pod: serverPod({
                settings,
                image: pulling.zookeeper,
                pulling,
                assignsUsers: args.assignsUsers,
                selector,
                servers: this.servers,
            }),
            claim: { size: settings.disk, className: args.className, keepOnDestroy: args.keepOnDestroy ?? true },
            timeouts: timeouts(replicas, zookeeperStartupSeconds, zookeeperGraceSeconds),
            ownership,
            guard,
        };
        const set = createStatefulSet(this, name, servers);
        createClaimSizes(this, name, servers, set);
        createDisruptionBudget(this, name, servers);
        // Brokers that are made together with the ensemble wait for it by themselves. Later they hear of it when its servers have restarted: where
        // those do not come up again, no broker is touched, and a broker that leaves hands its partitions over through ZooKeeper.
        const settled = pulumi.output(guard.isRunning()).apply((running) => (running ? set.id : ""));
        this.connectionString = pulumi
            .all([this.headlessDns, settled])
            .apply(([dns]) => zookeeperConnect(dns, replicas));

        new k8s.core.v1.Service(
            name,
            {
                metadata: meta(workloadNames.zookeeper, notAwaited),
                spec: clientService(selector, { client: ports.zookeeperClient }),
            },
            owned,
        );

        this.registerOutputs({
            headlessDns: this.headlessDns,
            servers: this.servers,
            connectionString: this.connectionString,
        });
    }
}
