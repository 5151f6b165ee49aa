import type * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { keys } from "../kafka/tls/pod";
import { contentHash } from "../kubernetes/job";
import { secretVolume } from "../kubernetes/secret";
import { brokersLogIn } from "../security/authentication";
import type { ListenerSecurity } from "../security/authentication";
import { tlsSecret } from "../security/tls";
import { directories } from "./scripts";

const store = `${directories.trust}/trust.jks`;

const trusted = { name: "trust", mountPath: directories.trust };

/** How the console comes to trust the brokers' certificate: nothing where it does not connect by TLS. */
export interface Trust {
    /** Volumes of the pod. */
    readonly volumes: readonly k8s.types.input.core.v1.Volume[];
    /** What the init container has that makes the store, by its script. */
    readonly making: Pick<k8s.types.input.core.v1.Container, "env"> & {
        readonly volumeMounts: readonly k8s.types.input.core.v1.VolumeMount[];
    };
    /** Where the console has the store. */
    readonly volumeMounts: readonly k8s.types.input.core.v1.VolumeMount[];
    /** Options of its JVM, whose clients of brokers trust what it trusts. */
    readonly options: readonly string[];
}

/** The trust of the console; undefined where it does not connect to the brokers by TLS. */
export function consoleTrust({ authentication, tls }: ListenerSecurity): Trust | undefined {
    return tls === undefined || !brokersLogIn(authentication)
        ? undefined
        : {
              volumes: [
                  secretVolume("authority", tlsSecret(tls), [keys.authority]),
                  { name: trusted.name, emptyDir: { sizeLimit: "1Mi" } },
              ],
              making: {
                  env: [
                      { name: "AUTHORITY", value: `${directories.authority}/${keys.authority}` },
                      { name: "TRUST_STORE", value: store },
                  ],
                  volumeMounts: [{ name: "authority", mountPath: directories.authority, readOnly: true }, trusted],
              },
              volumeMounts: [{ ...trusted, readOnly: true }],
              options: [`-Djavax.net.ssl.trustStore=${store}`, "-Djavax.net.ssl.trustStoreType=JKS"],
          };
}

/** The annotation of the console's pods that tells one authority from another. */
export const authorityAnnotation = "kafka.stack/authority";

/** Restarts the console with another authority, which it reads at its start; nothing where it does not connect by TLS. */
export function trustAnnotations(
    security: ListenerSecurity,
    authority: pulumi.Output<string> | undefined,
): Readonly<Record<string, pulumi.Output<string>>> {
    return consoleTrust(security) === undefined || authority === undefined
        ? {}
        : { [authorityAnnotation]: authority.apply(contentHash) };
}
