import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { ports, zooServers, zookeeperConnect } from "../../model/names";
import type { ZooKeeperSettings } from "./settings";
import { timeouts, zookeeperGrace, zookeeperStartup } from "../../model/timeouts";
import { labels, selectorLabels } from "../kubernetes/labels";
import { metadataOf } from "../kubernetes/metadata";
import { clientService, headlessService, notAwaited, serviceDns } from "../kubernetes/services";
import type { ReplicatedPartArgs } from "../kubernetes/part";
import { replicatedSet } from "../kubernetes/statefulSet";
import { serverPod } from "./pod";

/** The arguments for a {@link ZooKeeper} ensemble. */
export type ZooKeeperArgs = ReplicatedPartArgs<ZooKeeperSettings>;

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
        const { namespace, ownership, settings } = args;
        const { replicas } = settings;

        const selector = selectorLabels("zookeeper", name);
        const meta = metadataOf("zookeeper", name, namespace, ownership.annotations);
        const owned = { parent: this, hooks: ownership.hooks };

        const headless = new k8s.core.v1.Service(
            `${name}-headless`,
            {
                metadata: meta(`${name}-headless`),
                spec: headlessService(selector, {
                    client: ports.zookeeperClient,
                    follower: ports.zookeeperFollower,
                    election: ports.zookeeperElection,
                }),
            },
            owned,
        );
        this.headlessDns = serviceDns(headless.metadata, args.clusterDomain);
        this.servers = this.headlessDns.apply((dns) => zooServers(dns, replicas));

        const set = replicatedSet(this, name, {
            ...args,
            workload: "zookeeper",
            metadata: meta,
            selector,
            labels: labels("zookeeper", name),
            serviceName: headless.metadata.name,
            replicas,
            pod: serverPod({ ...args, selector, servers: this.servers }),
            claim: { ...args, size: settings.disk },
            timeouts: timeouts(replicas, zookeeperStartup, zookeeperGrace),
        });
        // Brokers that are made together with the ensemble wait for it by themselves. Later they hear of it when its servers have restarted: where
        // those do not come up again, no broker is touched, and a broker that leaves hands its partitions over through ZooKeeper.
        const settled = pulumi.output(args.guard.isRunning()).apply((running) => (running ? set.id : ""));
        this.connectionString = pulumi
            .all([this.headlessDns, settled])
            .apply(([dns]) => zookeeperConnect(dns, replicas));

        new k8s.core.v1.Service(
            name,
            { metadata: meta(name, notAwaited), spec: clientService(selector, { client: ports.zookeeperClient }) },
            owned,
        );

        this.registerOutputs({
            headlessDns: this.headlessDns,
            servers: this.servers,
            connectionString: this.connectionString,
        });
    }
}
