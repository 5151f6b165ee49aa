import { userValue } from "../../model/brokerProperties/effective";
import { externalListener, loginSecret, systemUser } from "../../model/names";
import type { SystemUser } from "../../model/names";
import { noMounts, secretVolume } from "../kubernetes/secret";
import type { SecretMounts } from "../kubernetes/secret";
import { brokersLogIn, takesLogins, versionsLetIn } from "../security/authentication";
import type { BrokerSecurity } from "../security/authentication";
import { protocolOfLogins, sasl } from "./listeners";
import type { BrokerSettings } from "./settings";

/** How everybody logs in. */
export const mechanism = "SCRAM-SHA-512";

/** Key of the file by which a client of Kafka's own, or a tool, logs in. */
export const clientFile = "client.properties";

/** Those of the program's own that log in with a file for Kafka's tools. */
export type ToolUser = Extract<SystemUser, "kafka-broker" | "kafka-lag">;

const loginModule = "org.apache.kafka.common.security.scram.ScramLoginModule";

/** Where the login is mounted, in the brokers' containers and in all others in which Kafka's tools run. */
const loginDirectory = "/etc/kafka-login";

/** The file by which Kafka's tools log in. */
export const commandConfig = `${loginDirectory}/${clientFile}`;

/** The value of `sasl.jaas.config` of a client. Names and passwords have no quotes in them. */
export function jaasConfig(username: string, password: string): string {
    return `${loginModule} required username="${username}" password="${password}";`;
}

/** The text of a file by which a client logs in; `further` says where it finds the brokers, and whom it trusts. */
export function clientProperties(
    { tls }: Pick<BrokerSecurity, "tls">,
    username: string,
    password: string,
    further: Readonly<Record<string, string>>,
): string {
    const properties = {
        ...further,
        "security.protocol": protocolOfLogins({ tls }),
        "sasl.mechanism": mechanism,
        "sasl.jaas.config": jaasConfig(username, password),
    };
    return Object.entries(properties)
        .map(([name, value]) => `${name}=${value}\n`)
        .join("");
}

const reauthentication = "connections.max.reauth.ms";

/** The property with the names of providers, from which values are taken that a file has. */
export const providers = "config.providers";

/** The name of the program's own. */
export const ownProvider = "login";

/** The properties with which brokers take logins, and log in themselves; none where nobody does. The login comes from the mounted file. */
export function loginProperties(
    { config }: Pick<BrokerSettings, "config">,
    { authentication, authorization, passwordVersion }: BrokerSecurity,
): Readonly<Record<string, string | number | boolean>> {
    if (!takesLogins(authentication)) {
        return {};
    }
    const jaas = (listener: string) =>
        `listener.name.${listener.toLowerCase()}.${mechanism.toLowerCase()}.sasl.jaas.config`;
    const others = userValue(config, providers);
    return {
        "sasl.enabled.mechanisms": mechanism,
        "sasl.mechanism.inter.broker.protocol": mechanism,
        [providers]: [...(others === undefined ? [] : [String(others)]), ownProvider].join(","),
        [`${providers}.${ownProvider}.class`]: "org.apache.kafka.common.config.provider.FileConfigProvider",
        [jaas(sasl.name)]: `\${${ownProvider}:${commandConfig}:sasl.jaas.config}`,
        [jaas(externalListener)]: `${loginModule} required;`,
        // Whoever has logged in stays so while the connection lives, also when the user is removed: an hour at the most.
        [reauthentication]: userValue(config, reauthentication) ?? 3_600_000,
        ...(authorization === "acl" ? authorizerProperties(passwordVersion) : {}),
    };
}

/**
 * Brokers and console may do everything, those with the password before and with the next one too: while passwords are replaced, a broker that has
 * restarted and one that has not send each other what only brokers may.
 */
function authorizerProperties(passwordVersion: number): Readonly<Record<string, string | boolean>> {
    const superUsers = versionsLetIn(passwordVersion).flatMap((version) => [
        `User:${systemUser("kafka-broker", version)}`,
        `User:${systemUser("kafka-manager", version)}`,
    ]);
    return {
        "authorizer.class.name": "kafka.security.authorizer.AclAuthorizer",
        "allow.everyone.if.no.acl.found": false,
        "super.users": superUsers.join(";"),
    };
}

/** The login of the brokers in their containers, and in those in which their tools run, or that of another who runs tools; nothing where nobody logs in. */
export function loginMount(
    { authentication, passwordVersion }: BrokerSecurity,
    who: ToolUser = "kafka-broker",
): SecretMounts {
    return takesLogins(authentication)
        ? {
              volumes: [secretVolume("login", loginSecret(systemUser(who, passwordVersion)), [clientFile])],
              volumeMounts: [{ name: "login", mountPath: loginDirectory, readOnly: true }],
              env: brokersLogIn(authentication) ? [{ name: "COMMAND_CONFIG", value: commandConfig }] : [],
          }
        : noMounts;
}
