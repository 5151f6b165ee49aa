import type * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import { rememberedSecret } from "../kubernetes/secret";
import type { RememberedSecret } from "../kubernetes/secret";
import { consoleSecret, credentialsGeneration } from "./pod";
import type { KafkaManagerSettings } from "./settings";

/** The generated credentials of the console. */
export interface Credentials {
    /** The password, a secret. */
    readonly password: pulumi.Output<string>;
    /** Has the keys username, password and application-secret. */
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
    });
    return { password: values.password, secret };
}
