import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import { loginSecret, systemUser } from "../../model/names";
import { noMounts, rememberedSecret, secretVolume } from "../kubernetes/secret";
import type { SecretMounts, RememberedSecret } from "../kubernetes/secret";
import { brokersLogIn, isOpen, takesLogins } from "../security/authentication";
import type { Authentication, BrokerSecurity } from "../security/authentication";
import { clientSection, serverJaas } from "./jaas";

/** As much of how the brokers are secured as decides how the ensemble is. */
export type EnsembleSecurity = Pick<BrokerSecurity, "authentication" | "passwordVersion">;

/** Key of the file in the Secrets of clients and servers. */
const jaasFile = "jaas.conf";

/** Where it is mounted, in the containers of both. */
const loginDirectory = "/etc/zookeeper-login";

/** Name of the Secret with what every password is made out of. */
const seedSecret = "zookeeper-logins";

/** The variable by which a server's pod is known to run with a step. */
const stepVariable = "AUTHENTICATION";

/** What a server's pod is known by to run with this step; nothing where nobody logs in, as in pods of earlier versions. */
export function stepEnvironment(
    authentication: Authentication,
): readonly { readonly name: string; readonly value: string }[] {
    return takesLogins(authentication) ? [{ name: stepVariable, value: authentication }] : [];
}

/**
 * The lines of zoo.cfg by which servers take logins. Each step is one roll away from the next, in both directions: a server that logs in to others
 * (learner) needs all of them to understand it, and one that lets in nobody without a login needs all of them to log in (SaslQuorumAuthServer,
 * SaslQuorumAuthLearner). Clients log in where brokers do, so by then every server understands them. ACLs are not used: whoever has logged in
 * may do everything, and nobody else anything (AuthenticationHelper; the four-letter words are no requests and go on as before).
 */
export function loginProperties(authentication: Authentication): Readonly<Record<string, string | boolean>> {
    if (!takesLogins(authentication)) {
        return {};
    }
    return {
        "authProvider.sasl": "org.apache.zookeeper.server.auth.SASLAuthenticationProvider",
        "quorum.auth.enableSasl": true,
        "quorum.auth.learnerRequireSasl": brokersLogIn(authentication),
        "quorum.auth.serverRequireSasl": !isOpen(authentication),
        ...(isOpen(authentication) ? {} : { "enforce.auth.enabled": true, "enforce.auth.schemes": "sasl" }),
    };
}

/** The login of a server, and of the shell in its container; nothing where nobody logs in. */
export function serverLogin({ authentication, passwordVersion }: EnsembleSecurity): SecretMounts {
    return takesLogins(authentication) ? mounted(systemUser("zookeeper-server", passwordVersion)) : noMounts;
}

/** The login of a client of the ensemble: brokers, and the tools of Jobs; nothing where these do not log in. */
export function clientLogin({ authentication, passwordVersion }: EnsembleSecurity): SecretMounts {
    return brokersLogIn(authentication) ? mounted(systemUser("zookeeper-client", passwordVersion)) : noMounts;
}

/**
 * By the variable that every JVM reads by itself, broker and server and whatever tool runs beside them: their scripts stay as they are, also where
 * nobody logs in. Java tells its options on its error output.
 */
function mounted(user: string): SecretMounts {
    return {
        volumes: [secretVolume("zookeeper-login", loginSecret(user), [jaasFile])],
        volumeMounts: [{ name: "zookeeper-login", mountPath: loginDirectory, readOnly: true }],
        env: [
            {
                name: "JAVA_TOOL_OPTIONS",
                value: `-Djava.security.auth.login.config=${loginDirectory}/${jaasFile} ${digests}`,
            },
        ],
    };
}

/** From 3.9 on ZooKeeper does not log in by digests unless it is told to (X509Util.FIPS_MODE_DEFAULT, SecurityUtils.createSaslClient). */
export const digests = "-Dzookeeper.fips-mode=false";

/** The logins of an ensemble. */
export interface EnsembleLogins {
    /** Has the file by which clients log in. */
    readonly client: k8s.core.v1.Secret;
    /** Has the file of the servers. */
    readonly server: k8s.core.v1.Secret;
    /** The section `Client` of a JAAS file, for clients that have others in theirs; a secret. */
    readonly clientSection: pulumi.Output<string>;
}

/** Makes up what passwords are made out of, and the Secrets with the files of clients and servers; undefined where nobody logs in. */
export function createLogins(
    parent: pulumi.Resource,
    name: string,
    args: Pick<RememberedSecret<string>, "metadata" | "namespace" | "ownership">,
    { authentication, passwordVersion }: EnsembleSecurity,
): EnsembleLogins | undefined {
    if (!takesLogins(authentication)) {
        return undefined;
    }
    const made = new random.RandomPassword(`${name}-logins-seed`, { length: 64, special: false }, { parent }).result;
    const { seed } = rememberedSecret(parent, `${name}-logins`, {
        ...args,
        secretName: seedSecret,
        generation: "1",
        made: { seed: made },
    }).values;
    const secret = (user: "zookeeper-client" | "zookeeper-server", text: pulumi.Output<string>) =>
        new k8s.core.v1.Secret(
            `${name}-${user}-login`,
            {
                metadata: args.metadata(loginSecret(systemUser(user, passwordVersion))),
                type: "Opaque",
                stringData: { [jaasFile]: text },
            },
            { parent, hooks: args.ownership.hooks },
        );
    const client = seed.apply((plain) => clientSection(plain, passwordVersion));
    return {
        client: secret("zookeeper-client", client),
        server: secret(
            "zookeeper-server",
            seed.apply((plain) => serverJaas(plain, passwordVersion)),
        ),
        clientSection: client,
    };
}
