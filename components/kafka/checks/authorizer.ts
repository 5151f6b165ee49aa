import { userValue } from "../../../model/brokerProperties/effective";
import { isReference } from "../../../model/brokerProperties/value";
import type { BrokerConfig } from "../../../model/brokerProperties/value";
import { internalListener } from "../../../model/names";
import { keyOf } from "../../../schema/problems";
import type { Path, Problem } from "../../../schema/problems";
import type { BrokerSettings } from "../settings";

const authorizerClass = "authorizer.class.name";
const superUsers = "super.users";
const openToAll = "allow.everyone.if.no.acl.found";

/** The one listener has no logins: whoever comes in by it, brokers and clients, is this one (KafkaPrincipal.ANONYMOUS). */
export const anonymous = "User:ANONYMOUS";

/** Kafka's own authorizer for brokers with ZooKeeper. */
const aclAuthorizer = "kafka.security.authorizer.AclAuthorizer";

/** The builder of principals that makes {@link anonymous} of those without a login; Kafka's default. */
const defaultBuilder = "org.apache.kafka.common.security.authenticator.DefaultKafkaPrincipalBuilder";

/** Rules of an authorizer: one that does not let the brokers in stops their requests to each other, and those of every client. */
export function authorization({ config }: BrokerSettings): Problem[] {
    const name = authorizerOf(config);
    if (name === undefined || isReference(name)) {
        return [];
    }
    if (name === aclAuthorizer) {
        const unread = malformed(config);
        return unread.length > 0 ? unread : lockedOut(config);
    }
    return /^(org\.apache\.)?kafka\./.test(name)
        ? [
              {
                  path: at(authorizerClass),
                  value: name,
                  // StandardAuthorizer.start waits for KRaft's metadata, and requests wait for it; SimpleAclAuthorizer went with Kafka 3.0.
                  rule: `must be ${aclAuthorizer}, the only one of Kafka 3 that works with ZooKeeper, or a plug-in's`,
              },
          ]
        : [];
}

/** Whether somebody else's authorizer decides by rules of its own, which may leave the brokers out. */
export function asksPlugin({ config }: BrokerSettings): boolean {
    const name = authorizerOf(config);
    return name !== undefined && name !== aclAuthorizer && !principalsOf(config).includes(anonymous);
}

/** The class that is set; undefined for none. */
function authorizerOf(config: BrokerConfig): string | undefined {
    const name = String(userValue(config, authorizerClass) ?? "").trim();
    return name === "" ? undefined : name;
}

/** The principals of `super.users`, as AclAuthorizer reads them: an empty one at the end is dropped. */
function principalsOf(config: BrokerConfig): string[] {
    return String(userValue(config, superUsers) ?? "")
        .replace(/[;\s]+$/, "")
        .split(";")
        .map((principal) => principal.trim());
}

/** What AclAuthorizer cannot read, and no broker starts with (SecurityUtils.parseKafkaPrincipal, toBoolean). */
function malformed(config: BrokerConfig): Problem[] {
    const [users, open] = [userValue(config, superUsers), userValue(config, openToAll)];
    const unread =
        users !== undefined && String(users) !== "" && !principalsOf(config).every((one) => /^[^:]*:/.test(one));
    return [
        ...(unread && !isReference(users)
            ? [
                  {
                      path: at(superUsers),
                      value: users,
                      rule: `must be principals with their type, such as ${anonymous}, with ';' between two`,
                  },
              ]
            : []),
        ...(open !== undefined && !isReference(open) && !/^(true|false)$/i.test(String(open).trim())
            ? [{ path: at(openToAll), value: open, rule: "must be true or false" }]
            : []),
    ];
}

function lockedOut(config: BrokerConfig): Problem[] {
    const [users, open] = [userValue(config, superUsers), userValue(config, openToAll)];
    const builder = builderOf(config);
    const principals = principalsOf(config);
    const letIn = builder === undefined ? principals.includes(anonymous) : principals.some((one) => one !== "");
    if (letIn || isReference(users) || isReference(open) || String(open).trim().toLowerCase() === "true") {
        return [];
    }
    const who = builder === undefined ? anonymous : `the principal that ${builder} makes of brokers`;
    const which = builder === undefined ? `${who}, which every broker and client is on the one listener` : who;
    const otherwise = "AclAuthorizer would let no broker talk to another";
    const about = [superUsers, openToAll, authorizerClass].map(at);
    return users === undefined
        ? [
              {
                  path: at(authorizerClass),
                  value: aclAuthorizer,
                  rule: `must let in ${which}: ${otherwise}`,
                  advice: `set ${keyOf(at(superUsers))} to ${who}, or ${openToAll} to true`,
                  about,
              },
          ]
        : [
              {
                  path: at(superUsers),
                  value: users,
                  rule: `must hold ${which}: ${otherwise}`,
                  advice: `add it after a ';', or set ${openToAll} to true`,
                  about,
              },
          ];
}

/** The property that names another builder of principals, for the one listener or for all; undefined where Kafka's own works. */
function builderOf(config: BrokerConfig): string | undefined {
    const general = "principal.builder.class";
    const ofListener = `listener.name.${internalListener.toLowerCase()}.${general}`;
    const name = [ofListener, general].find((one) => userValue(config, one) !== undefined) ?? general;
    return String(userValue(config, name) ?? defaultBuilder).trim() === defaultBuilder ? undefined : name;
}

function at(property: string): Path {
    return ["brokers", "config", property];
}
