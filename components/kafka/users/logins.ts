import type * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import { loginSecret, systemUser } from "../../../model/names";
import { rememberedSecret } from "../../kubernetes/secret";
import type { RememberedSecret } from "../../kubernetes/secret";
import type { BrokerSecurity } from "../../security/authentication";
import { clientFile, clientProperties, jaasConfig } from "../logins";
import type { ToolUser } from "../logins";
import { inlineTrust, mountedTrust } from "../tls/pod";
import type { UserSettings } from "./settings";

/** Key of the console's login: a file of Java's own (JAAS), for what CMAK is told otherwise it writes to ZooKeeper and to its log. */
export const jaasFile = "jaas.conf";

/** Name of the Secret with the login of a user. */
export function userSecret(name: string): string {
    return `kafka-user-${name}`;
}

/** A login that brokers are to know. */
export interface Login {
    /** Who logs in. */
    readonly username: string;
    /** The password, a secret. */
    readonly password: pulumi.Output<string>;
    /** Has the password, and the files with which whoever has this name logs in. */
    readonly secret: k8s.core.v1.Secret;
}

/** What logins are made from. */
export interface LoginArgs extends Pick<RememberedSecret<string>, "metadata" | "namespace" | "ownership"> {
    /** `host:port` of the listener that takes logins, for clients. */
    readonly bootstrapServers: pulumi.Input<string>;
    /** How the brokers are secured. */
    readonly security: BrokerSecurity;
    /** The certificates of the authority that brokers have theirs from (PEM); undefined where they have none. */
    readonly authority: pulumi.Output<string> | undefined;
}

/** The login of the brokers and of their Jobs, or of what asks for the lag of consumers: they know the address otherwise. */
export function toolLogin(parent: pulumi.Resource, name: string, args: LoginArgs, who: ToolUser): Login {
    const { passwordVersion } = args.security;
    const username = systemUser(who, passwordVersion);
    return login(parent, `${name}-${who.replace("kafka-", "")}`, args, {
        username,
        secretName: loginSecret(username),
        passwordVersion,
        files: (password) => ({
            [clientFile]: password.apply((plain) =>
                clientProperties(args.security, username, plain, mountedTrust(args.security)),
            ),
        }),
    });
}

/** The login of the console, to the ensemble too: a JVM has one such file. */
export function managerLogin(
    parent: pulumi.Resource,
    name: string,
    args: LoginArgs,
    zookeeperSection: pulumi.Input<string>,
): Login {
    const { passwordVersion } = args.security;
    const username = systemUser("kafka-manager", passwordVersion);
    return login(parent, `${name}-manager`, args, {
        username,
        secretName: loginSecret(username),
        passwordVersion,
        files: (password) => ({
            [jaasFile]: pulumi
                .all([password, zookeeperSection])
                .apply(([plain, section]) => `KafkaClient {\n  ${jaasConfig(username, plain)}\n};\n${section}`),
        }),
    });
}

/** The login of a user of `kafka:users`, with the file that a client of Kafka's needs; `given` is a password that is not to be generated. */
export function userLogin(
    parent: pulumi.Resource,
    name: string,
    args: LoginArgs,
    user: UserSettings,
    given: pulumi.Output<string> | undefined,
): Login {
    const { name: username, passwordVersion } = user;
    return login(parent, `${name}-${username}`, args, {
        username,
        secretName: userSecret(username),
        passwordVersion,
        given,
        files: (password) => ({
            [clientFile]: pulumi
                .all([password, args.bootstrapServers, args.authority])
                .apply(([plain, servers, authority]) =>
                    clientProperties(args.security, username, plain, {
                        "bootstrap.servers": servers,
                        ...(authority === undefined ? {} : inlineTrust(authority)),
                    }),
                ),
        }),
    });
}

/** One login. What is generated has no special characters, because JAAS and properties files give some of them a meaning. */
function login(
    parent: pulumi.Resource,
    name: string,
    args: LoginArgs,
    made: {
        readonly username: string;
        readonly secretName: string;
        readonly passwordVersion: number;
        readonly given?: pulumi.Output<string> | undefined;
        readonly files: (password: pulumi.Output<string>) => Readonly<Record<string, pulumi.Input<string>>>;
    },
): Login {
    const version = String(made.passwordVersion);
    const password =
        made.given ??
        new random.RandomPassword(`${name}-password`, { length: 32, special: false, keepers: { version } }, { parent })
            .result;
    const { secret, values } = rememberedSecret(parent, `${name}-login`, {
        ...args,
        secretName: made.secretName,
        generation: made.given === undefined ? `${made.username} ${version}` : undefined,
        made: { username: made.username, password },
        derived: ({ password }) => made.files(password),
    });
    return { username: made.username, password: values.password, secret };
}
