import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { workloadNames } from "../../../model/names";
import { checkedGroup } from "../../args";
import type { WorkloadArgs } from "../../args";
import { imageChecks } from "../../images/checks";
import { images } from "../../images/settings";
import { metadataOf } from "../../kubernetes/metadata";
import { createFiles, filesName } from "../../kubernetes/scripts";
import { defaultClusterDomain } from "../../namespace/settings";
import { unowned } from "../../ownership";
import type { BrokerSecurity } from "../../security/authentication";
import { clientLogin } from "../../zookeeper/logins";
import { sasl } from "../listeners";
import { clientFile } from "../logins";
import { userScripts } from "../scripts";
import type { BrokerSettings } from "../settings";
import { userChecks } from "./checks";
import { grantLines, lagGrants } from "./grants";
import { zookeeperAddress } from "../toolJob";
import { createUserJob } from "./jobs";
import type { UserJobs } from "./jobs";
import { managerLogin, toolLogin, userLogin } from "./logins";
import type { Login, LoginArgs } from "./logins";
import { givenPasswords } from "./passwords";
import type { Passwords } from "./passwords";
import { users } from "./settings";
import type { UsersInput } from "./settings";

/** What the name of the Secret with everybody's password begins with. */
export const passwordsSecret = `${workloadNames.brokers}-passwords`;

/** The arguments for {@link KafkaUsers}. */
export interface KafkaUsersArgs extends WorkloadArgs {
    /** Who logs in beside the brokers and the console: the list `kafka:users` of a stack file. Default: nobody. */
    readonly users?: UsersInput;
    /** Passwords that are not to be generated, by the name of the user. Default: none. */
    readonly passwords?: Passwords;
    /** How the brokers are secured. */
    readonly security: BrokerSecurity;
    /** The certificates of the authority that brokers have theirs from (PEM). Default: they have none. */
    readonly authority?: pulumi.Output<string> | undefined;
    /** Whether the lag of consumers is asked for, by somebody who logs in. */
    readonly withLag: boolean;
    /** The brokers' settings: the Jobs run where the brokers may. */
    readonly brokers: BrokerSettings;
    /** Where the ensemble serves clients, `host:2181`, without a chroot. */
    readonly zookeeperConnect: pulumi.Input<string>;
    /** The section `Client` of a JAAS file by which clients log in to the ensemble, a secret. */
    readonly zookeeperSection: pulumi.Input<string>;
}

/** Who logs in to the brokers: a Secret for each, and the Jobs that let Kafka know of them, and of what they may do. */
export class KafkaUsers extends pulumi.ComponentResource {
    /** What must be there before a broker starts, or a console, that logs in. */
    readonly written: readonly pulumi.Resource[];
    /** The file by which each user of `kafka:users` logs in, by the user's name; a secret. */
    readonly clientProperties: pulumi.Output<Readonly<Record<string, string>>>;
    readonly #name: string;
    readonly #jobs: UserJobs;

    constructor(name: string, args: KafkaUsersArgs, opts?: pulumi.ComponentResourceOptions) {
        super("kafka:index:KafkaUsers", name, {}, opts);
        const { namespace, ownership = unowned, clusterDomain = defaultClusterDomain, security, brokers } = args;
        const listed = checkedGroup("users", users, args.users ?? [], userChecks);
        const pulling = checkedGroup("images", images, args.images, imageChecks);
        const metadata = metadataOf("kafka", workloadNames.brokers, namespace, ownership.annotations);
        // The Service comes with the brokers, which come later.
        const host = pulumi.interpolate`${workloadNames.brokers}.${namespace}.svc.${clusterDomain}`;
        const made = {
            namespace,
            metadata,
            ownership,
            bootstrapServers: pulumi.interpolate`${host}:${sasl.port}`,
            security,
            authority: args.authority,
        };

        const given = givenPasswords(
            args.passwords ?? {},
            listed.map((user) => user.name),
        );
        const own = listed.map((user) => userLogin(this, name, made, user, given[user.name]));
        const logins = [
            toolLogin(this, name, made, "kafka-broker"),
            managerLogin(this, name, made, args.zookeeperSection),
            ...(args.withLag ? [toolLogin(this, name, made, "kafka-lag")] : []),
            ...own,
        ];
        const passwords = createPasswords(this, name, logins, made);
        const scripts = filesName(`${workloadNames.brokers}-users`, userScripts);
        const tools = createFiles(this, `${name}-tools`, {
            configMap: scripts,
            files: userScripts,
            metadata,
            ownership,
        });

        this.#name = name;
        this.#jobs = {
            settings: brokers,
            image: pulling.kafka,
            pulling,
            runsAs: args.runsAs,
            scripts,
            logins,
            passwords: passwords.metadata.name,
            zookeeperLogin: clientLogin(security),
            address: zookeeperAddress(args.zookeeperConnect),
            grants:
                security.authorization === "acl"
                    ? grantLines([...listed, ...(args.withLag ? [lagGrants(security.passwordVersion)] : [])])
                    : undefined,
            metadata,
            ownership,
        };
        const written = createUserJob(this, name, "users", this.#jobs, [tools, passwords]);

        this.written = [written, ...logins.map(({ secret }) => secret)];
        this.clientProperties = pulumi
            .all(
                own.map(({ username, secret }) =>
                    secret.stringData.apply((texts) => [username, texts[clientFile] ?? ""]),
                ),
            )
            .apply((files) => Object.fromEntries(files) as Readonly<Record<string, string>>);
        this.registerOutputs({});
    }

    /** Removes who is not listed any more, once nobody needs him: `after` the brokers and whoever else logs in have restarted. */
    removeOthers(after: readonly pulumi.Resource[]): void {
        createUserJob(this, this.#name, "removal", this.#jobs, [...this.written, ...after]);
    }
}

/**
 * The Secret with everybody's password, by the user's name. It is named after them, so that a Job never reads what a kubelet still remembers of
 * others. Nobody finds a password by its name: it covers the brokers', which is too long to be tried.
 */
function createPasswords(
    parent: pulumi.Resource,
    name: string,
    logins: readonly Login[],
    { metadata, ownership }: Pick<LoginArgs, "metadata" | "ownership">,
): k8s.core.v1.Secret {
    const byUser = pulumi.all(Object.fromEntries(logins.map(({ username, password }) => [username, password])));
    const secretName = pulumi.unsecret(byUser.apply((plain) => filesName(passwordsSecret, plain)));
    return new k8s.core.v1.Secret(
        `${name}-passwords`,
        { metadata: metadata(secretName), type: "Opaque", stringData: byUser },
        { parent, hooks: ownership.hooks },
    );
}
