import type { Value } from "../../../model/brokerProperties/value";
import { keyOf } from "../../../schema/problems";
import type { Path, Problem } from "../../../schema/problems";
import { brokersLogIn, takesLogins } from "../../security/authentication";
import type { BrokerSecurity } from "../../security/authentication";
import { ownProvider, providers } from "../logins";
import type { BrokerSettings } from "../settings";

type Finding = Pick<Problem, "rule" | "advice" | "about">;
type Check = (property: string, value: Value, security: BrokerSecurity) => Finding | undefined;

const checks: readonly Check[] = [logins, provider, certificates, grants, principals];

/** Rules of what `kafka:brokers.config` may not set where users log in: the program sets it, or relies on Kafka's default. */
export function ownedProperties({ config }: Pick<BrokerSettings, "config">, security: BrokerSecurity): Problem[] {
    return Object.entries(config).flatMap(([property, value]) => {
        const found = checks.map((check) => check(property, value, security)).find((one) => one !== undefined);
        return found === undefined ? [] : [{ path: ["brokers", "config", property], value, ...found }];
    });
}

const authenticationPath: Path = ["security", "authentication"];
const authorizationPath: Path = ["security", "authorization"];
const tlsPath: Path = ["security", "tls"];

function whileLoggingIn(authentication: BrokerSecurity["authentication"]): string {
    return `while ${keyOf(authenticationPath)} is ${authentication}`;
}

/** How somebody logs in, at any listener. */
const ofLogins =
    /^(sasl\.(enabled\.mechanisms|mechanism\.inter\.broker\.protocol|login\.class|((client|server|login)\.)?callback\.handler\.class)$|listener\.name\.[^.]+\.([^.]+\.)?sasl\.)/;

function logins(property: string, _value: Value, { authentication }: BrokerSecurity): Finding | undefined {
    return takesLogins(authentication) && ofLogins.test(property)
        ? {
              rule: `must not be set ${whileLoggingIn(authentication)}: the program sets it`,
              advice: "remove it",
              about: [authenticationPath],
          }
        : undefined;
}

/** The brokers' login is read from a file by a provider that others may stand beside. */
function provider(property: string, value: Value, { authentication }: BrokerSecurity): Finding | undefined {
    const names = property === providers ? String(value).split(",") : [];
    const isNamed = names.some((name) => name.trim() === ownProvider);
    return takesLogins(authentication) && (isNamed || property.startsWith(`${providers}.${ownProvider}.`))
        ? {
              rule: `must not ${isNamed ? `name ${ownProvider}` : "be set"} ${whileLoggingIn(authentication)}: the program has a provider of this name`,
              advice: "give yours another name, also where values refer to it",
              about: [authenticationPath],
          }
        : undefined;
}

const ofCertificates =
    /^(listener\.name\.[^.]+\.)?ssl\.(keystore|truststore|key|client\.auth|engine\.factory|endpoint\.identification|allow)\b/;

/** Certificates come from the program's own Secret, and only brokers have one of their own. */
function certificates(property: string, _value: Value, { tls }: BrokerSecurity): Finding | undefined {
    return tls !== undefined && ofCertificates.test(property)
        ? {
              rule: `must not be set with ${keyOf(tlsPath)}: the program sets it, or relies on Kafka's default`,
              advice: "remove it",
              about: [tlsPath],
          }
        : undefined;
}

const ofGrants = /^(authorizer\.class\.name|super\.users|allow\.everyone\.if\.no\.acl\.found)$/;

/** With the names by which brokers log in comes an authorizer that knows them. */
function grants(property: string, _value: Value, security: BrokerSecurity): Finding | undefined {
    const { authentication, authorization } = security;
    if (!brokersLogIn(authentication) || !ofGrants.test(property)) {
        return undefined;
    }
    const about = [authenticationPath, authorizationPath];
    if (authorization === "acl") {
        return {
            rule: `must not be set while ${keyOf(authorizationPath)} is acl: the program sets it`,
            advice: "remove it",
            about,
        };
    }
    const when = authentication === "required" ? "" : ` once ${keyOf(authenticationPath)} is required,`;
    return {
        rule: `must not be set ${whileLoggingIn(authentication)}: the authorizer comes from the program, which knows by which names brokers log in`,
        advice: `remove it, and${when} set ${keyOf(authorizationPath)} to acl if grants are to be heeded`,
        about,
    };
}

const ofPrincipals = /^(listener\.name\.[^.]+\.)?principal\.builder\.class$/;

/** Another builder makes other principals of them than `super.users` has, and no broker would let another in. */
function principals(property: string, _value: Value, { authorization }: BrokerSecurity): Finding | undefined {
    return authorization === "acl" && ofPrincipals.test(property)
        ? {
              rule: `must not be set while ${keyOf(authorizationPath)} is acl: grants are for the names by which users log in`,
              advice: "remove it",
              about: [authorizationPath],
          }
        : undefined;
}
