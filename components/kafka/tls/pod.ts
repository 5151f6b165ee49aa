import { externalListener, saslListener } from "../../../model/names";
import { noMounts, secretVolume } from "../../kubernetes/secret";
import type { SecretMounts } from "../../kubernetes/secret";
import { brokersLogIn } from "../../security/authentication";
import type { ListenerSecurity } from "../../security/authentication";
import { tlsSecret } from "../../security/tls";

/** Keys of a Secret with a certificate: as Kubernetes calls them, and cert-manager. */
export const keys = { certificate: "tls.crt", privateKey: "tls.key", authority: "ca.crt" } as const;

/** Where the Secret with the certificate is mounted, whole or in part. */
const directory = "/etc/kafka-tls";

/** Where a broker keeps what it has made of the Secret: in memory, for a private key has no business on a node's disk. */
const storesDirectory = "/run/kafka-tls";

/** The certificates that tools trust: of a broker all that it trusts itself, in other containers the authority. */
const trustStore = "truststore.pem";

/** Seconds that a certificate of another authority waits: mounted Secrets follow within the kubelet's syncFrequency and its cache, a minute each by default, and some more. */
const trustSeconds = 180;

/** Name of the volume of a broker's pod with its certificate. */
export const certificateVolume = "tls";

/** The certificate in a broker's container; nothing where there is none. */
export function certificateMounts({ tls }: ListenerSecurity): SecretMounts {
    return tls === undefined
        ? noMounts
        : {
              volumes: [
                  secretVolume(certificateVolume, tlsSecret(tls), Object.values(keys)),
                  { name: "stores", emptyDir: { medium: "Memory", sizeLimit: "1Mi" } },
              ],
              volumeMounts: [
                  { name: certificateVolume, mountPath: directory, readOnly: true },
                  { name: "stores", mountPath: storesDirectory },
              ],
              env: [
                  { name: "TLS_DIRECTORY", value: directory },
                  { name: "STORES_DIRECTORY", value: storesDirectory },
                  { name: "TRUST_SECONDS", value: String(trustSeconds) },
              ],
          };
}

/** Whom the tools of a Job trust; nothing where they do not log in, or not by TLS. */
export function authorityMounts({ authentication, tls }: ListenerSecurity): SecretMounts {
    return tls === undefined || !brokersLogIn(authentication)
        ? noMounts
        : {
              volumes: [
                  {
                      name: certificateVolume,
                      secret: { secretName: tlsSecret(tls), items: [{ key: keys.authority, path: trustStore }] },
                  },
              ],
              volumeMounts: [{ name: certificateVolume, mountPath: storesDirectory, readOnly: true }],
              env: [],
          };
}

/**
 * The client properties of whoever has the Secret mounted: Kafka's tools. Beside a broker they trust what it trusts, for it may show the certificate of
 * before while the Secret has that of another authority.
 */
export function mountedTrust({ tls }: Pick<ListenerSecurity, "tls">): Readonly<Record<string, string>> {
    return tls === undefined
        ? {}
        : { "ssl.truststore.type": "PEM", "ssl.truststore.location": `${storesDirectory}/${trustStore}` };
}

/**
 * The client properties of everybody else, with the certificates of the authority in them, in one line. Between lines stands the `\n` of a properties
 * file: of certificates with blanks between them Kafka takes the last one only (DefaultSslEngineFactory, PemParser; measured with 3.9.2).
 * None while the authority is not known, as in a preview without a cluster.
 */
export function inlineTrust(authority: string): Readonly<Record<string, string>> {
    if (authority === "") {
        return {};
    }
    return {
        "ssl.truststore.type": "PEM",
        "ssl.truststore.certificates": authority.trim().split(/\s*\n/).join("\\n"),
    };
}

/** The broker properties of the listeners that are encrypted; none where none is. The files are start.sh's. */
export function tlsProperties({ tls }: Pick<ListenerSecurity, "tls">): Readonly<Record<string, string | boolean>> {
    return tls === undefined
        ? {}
        : {
              ...storesOf(saslListener),
              ...storesOf(externalListener),
              // A renewed certificate may have more names, or others, than the one before (KIP-978).
              "ssl.allow.dn.changes": true,
              "ssl.allow.san.changes": true,
          };
}

function storesOf(listener: string): Readonly<Record<string, string>> {
    const prefix = `listener.name.${listener.toLowerCase()}.ssl`;
    return {
        [`${prefix}.keystore.type`]: "PEM",
        [`${prefix}.keystore.location`]: `${storesDirectory}/keystore.pem`,
        [`${prefix}.truststore.type`]: "PEM",
        [`${prefix}.truststore.location`]: `${storesDirectory}/${trustStore}`,
    };
}
