import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { headlessName, ports, workloadNames, zooServers } from "../../model/names";
import { timeouts, zookeeperGraceSeconds, zookeeperStartupSeconds } from "../../model/timeouts";
import { checkedGroup, unguarded } from "../args";
import type { ReplicatedArgs } from "../args";
import { imageChecks } from "../images/checks";
import { images } from "../images/settings";
import { labels, metadataOf, selectorLabels } from "../kubernetes/metadata";
import { createFiles, filesName } from "../kubernetes/scripts";
import { clientService, headlessService, notAwaited, serviceDns } from "../kubernetes/services";
import { createClaimSizes, createDisruptionBudget, createStatefulSet } from "../kubernetes/statefulSet";
import type { StatefulSetArgs } from "../kubernetes/statefulSet";
import { metricsChecks } from "../metrics/checks";
import { scrapeAnnotations } from "../metrics/monitors";
import { metrics } from "../metrics/settings";
import { defaultClusterDomain } from "../namespace/settings";
import { orEndRun } from "../live/refusal";
import { unowned } from "../ownership";
import { openToAll } from "../security/authentication";
import { createBackups } from "./backup";
import { zookeeperChecks } from "./checks";
import { logbackXml, serverLevelsFile } from "./logLevels";
import { createLogins } from "./logins";
import type { EnsembleSecurity } from "./logins";
import { createEnsemble, createMembersJob, createSuperUser } from "./members";
import type { EnsembleBefore, Members } from "./members";
import { ensembleConfigMap, serverFiles, serverPod } from "./pod";
import { zookeeper } from "./settings";
import type { ZooKeeperInput } from "./settings";

/** The arguments for a {@link ZooKeeper} ensemble. */
export interface ZooKeeperArgs extends ReplicatedArgs {
    /** How many servers, how large and where: the group `kafka:zookeeper` of a stack file. Default: as there (docs/settings.md). */
    readonly settings?: ZooKeeperInput;
    /** Who logs in: of the group `kafka:security`. Default: nobody. */
    readonly security?: EnsembleSecurity;
}

/**
 * A ZooKeeper ensemble: a StatefulSet behind a headless Service, and a Service for clients. Servers are added and taken out by ZooKeeper's own
 * reconfiguration, without a restart of those that stay.
 */
export class ZooKeeper extends pulumi.ComponentResource {
    /** DNS name of the headless Service: the end of every server's name. */
    readonly headlessDns: pulumi.Output<string>;
    /** The `ZOO_SERVERS` string: `server.1=host:2888:3888;2181 …`. */
    readonly servers: pulumi.Output<string>;
    /**
     * `host:2181` of the Service for clients, without a chroot. It leads to the servers that serve, however many there are: a list of servers
     * would be wrong after the next edit, and whoever has it would have to restart. Of an ensemble that runs already, once an edit of it is
     * carried out.
     */
    readonly connectionString: pulumi.Output<string>;
    /** The section `Client` of a JAAS file by which clients log in, a secret; undefined where nobody logs in. */
    readonly clientSection: pulumi.Output<string> | undefined;

    constructor(name: string, args: ZooKeeperArgs, opts?: pulumi.ComponentResourceOptions) {
        super("kafka:index:ZooKeeper", name, {}, opts);
        const { namespace, ownership = unowned, guard = unguarded, clusterDomain = defaultClusterDomain } = args;
        const { security = openToAll } = args;
        const { enabled: withMetrics } = checkedGroup("metrics", metrics, args.metrics, metricsChecks);
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

        const files = serverFiles(settings, security, withMetrics);
        const configMap = filesName(`${workloadNames.zookeeper}-config`, files);
        const config = createFiles(this, `${name}-config`, { configMap, files, metadata: meta, ownership });

        const levels = serverLevelsFile.create(this, name, { text: logbackXml(settings), metadata: meta, ownership });

        const logins = createLogins(this, name, { namespace, metadata: meta, ownership }, security);
        this.clientSection = logins?.clientSection;

        const members: Members = {
            settings,
            security,
            image: pulling.zookeeper,
            pulling,
            runsAs: args.runsAs,
            namespace,
            metadata: meta,
            servers: this.servers,
            ownership,
        };
        const superUser = createSuperUser(this, name, members);
        const before: Promise<EnsembleBefore> = orEndRun(async () => {
            const [was, isTold] = await Promise.all([guard.before(), guard.hasConfigMap(ensembleConfigMap)]);
            return { was, isTold };
        });
        // Servers leave the ensemble before their pods go, and join it when they run.
        const leaves = before.then(({ was }) => (was?.replicas ?? 0) > replicas);
        const job: k8s.batch.v1.Job = createMembersJob(
            this,
            name,
            members,
            leaves.then((first) => (first ? [] : rolledOut)),
        );
        const ensemble = createEnsemble(this, name, members, before, job);

        const servers: StatefulSetArgs = {
            workload: "zookeeper",
            metadata: meta,
            namespace,
            selector,
            labels: labels("zookeeper", workloadNames.zookeeper),
            annotations: scrapeAnnotations(withMetrics, ports.zookeeperMetrics),
            serviceName: headless.metadata.name,
            replicas,
            pod: serverPod({
                settings,
                security,
                image: pulling.zookeeper,
                pulling,
                withMetrics,
                runsAs: args.runsAs,
                selector,
                headlessDns: this.headlessDns,
                configMap,
            }),
            claim: { size: settings.disk, className: args.className, keepOnDestroy: args.keepOnDestroy ?? true },
            timeouts: timeouts(replicas, zookeeperStartupSeconds, zookeeperGraceSeconds),
            ownership,
            guard,
            dependsOn: Promise.all([leaves, before]).then(([first, { isTold }]) => [
                config,
                levels,
                superUser,
                ...(logins === undefined ? [] : [logins.server, logins.client]),
                ...(first ? [job] : []),
                ...(isTold ? [] : [ensemble]),
            ]),
        };
        const { set, rolledOut } = createStatefulSet(this, name, servers);
        createClaimSizes(this, name, servers, rolledOut);
        createDisruptionBudget(this, name, servers);

        if (settings.backup !== undefined) {
            createBackups(this, name, {
                ...members,
                backup: settings.backup,
                headlessDns: this.headlessDns,
                className: args.className,
                keepOnDestroy: args.keepOnDestroy ?? true,
                logins: logins === undefined ? [] : [logins.server],
            });
        }

        const clients = new k8s.core.v1.Service(
            name,
            {
                metadata: meta(workloadNames.zookeeper, notAwaited),
                spec: clientService(selector, { client: ports.zookeeperClient }),
            },
            owned,
        );
        // Brokers that are made together with the ensemble wait for it by themselves. Later they hear of it when its servers have restarted: where
        // those do not come up again, no broker is touched, and a broker that leaves hands its partitions over through ZooKeeper.
        const settled = before.then(({ was }) =>
            was?.replicas === undefined ? undefined : rolledOut.then(() => undefined),
        );
        this.connectionString = pulumi
            .all([serviceDns(clients.metadata, clusterDomain), set.id, settled, logins?.client.id])
            .apply(([dns]) => `${dns}:${ports.zookeeperClient}`);

        this.registerOutputs({
            headlessDns: this.headlessDns,
            servers: this.servers,
            connectionString: this.connectionString,
        });
    }
}
