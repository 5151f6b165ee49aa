import type * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import { rememberedSecret } from "../kubernetes/secret";
import type { RememberedSecret } from "../kubernetes/secret";
import type { KafkaManagerSettings } from "./settings";

/** Name of the Secret with username, password, application-secret and the console's file of them. */
export const consoleSecret = "kafka-manager-credentials";

/** Key of the console's file. Not `application.conf`: what it includes would be the file itself. */
export const consoleConf = "console.conf";

/** Which credentials the console has; with others it restarts, which it would not by itself, for it reads them only then. */
export function credentialsGeneration({ username, passwordVersion }: KafkaManagerSettings): string {
    return `${username} ${passwordVersion}`;
}

/** CMAK's configuration file (HOCON, of which JSON's texts are a part): its own (conf/application.conf), with the credentials instead of the public ones. */
function consoleConfiguration([username, password, applicationSecret]: readonly [string, string, string]): string {
    const set = {
        "basicAuthentication.username": username,
        "basicAuthentication.password": password,
        "play.crypto.secret": applicationSecret,
    };
    const lines = Object.entries(set).map(([key, value]) => `${key}=${JSON.stringify(value)}\n`);
    return ['include "application"\n', ...lines].join("");
}

/** The generated credentials of the console. */
export interface Credentials {
    /** The password, a secret. */
    readonly password: pulumi.Output<string>;
    /** Has the keys username, password, application-secret and {@link consoleConf}. */
    readonly secret: k8s.core.v1.Secret;
}

/**
 * A password and an application secret, made up once; raising `passwordVersion` makes a new password. Without special characters, because
 * CMAK's configuration files give some of them a meaning.
 */
export function credentials(
    parent: pulumi.Resource,
    name: string,
    args: Pick<RememberedSecret<string>, "metadata" | "namespace" | "ownership">,
    settings: KafkaManagerSettings,
): Credentials {
    const password = new random.RandomPassword(
        `${name}-password`,
        { length: 24, special: false, keepers: { version: String(settings.passwordVersion) } },
        { parent },
    );
    const application = new random.RandomPassword(
        `${name}-application-secret`,
        { length: 64, special: false },
        { parent },
    );
    const { secret, values } = rememberedSecret(parent, `${name}-credentials`, {
        ...args,
        secretName: consoleSecret,
        generation: credentialsGeneration(settings),
        made: {
            username: settings.username,
            password: password.result,
            "application-secret": application.result,
        },
        derived: ({ username, password: plain, "application-secret": secretKey }) => ({
            [consoleConf]: pulumi.all([username, plain, secretKey]).apply(consoleConfiguration),
        }),
    });
    return { password: values.password, secret };
}
