import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import type { Labels } from "../kubernetes/metadata";
import type { KafkaManagerSettings } from "./settings";

/** The generated credentials of the console. */
export interface Credentials {
    /** The password, a secret. */
    readonly password: pulumi.Output<string>;
    /** Has the keys username, password and application-secret. */
    readonly secret: k8s.core.v1.Secret;
}

/**
 * A password and an application secret, generated once and stable in the encrypted state; raising `passwordVersion` makes a new password.
 * Without special characters, because CMAK's configuration files give some of them a meaning.
 */
export function credentials(
    parent: pulumi.Resource,
    name: string,
    namespace: pulumi.Input<string>,
    labels: Labels,
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
    const secret = new k8s.core.v1.Secret(
        `${name}-credentials`,
        {
            // No name: changed content gets a new one, and the new name rolls the pod.
            metadata: { namespace, labels },
            type: "Opaque",
            immutable: true,
            stringData: {
                username: settings.username,
                password: password.result,
                "application-secret": application.result,
            },
        },
        { parent },
    );
    return { password: password.result, secret };
}
