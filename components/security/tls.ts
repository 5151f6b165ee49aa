import { z } from "zod";
import { objectName, oneOf, word } from "../../schema/fields";

const issuer = z.strictObject(
    {
        name: objectName().describe("Name of the issuer."),
        kind: oneOf("ClusterIssuer", "Issuer")
            .default("ClusterIssuer")
            .describe("`Issuer`: one of the namespace itself."),
        group: word("an API group").default("cert-manager.io").describe("API group, of issuers that others have made."),
    },
    { error: "must be a map with name, kind, group" },
);

/** `kafka:security.tls`: whether connections of those who log in are encrypted, and with whose certificate. */
export const tls = z
    .strictObject(
        {
            secret: objectName()
                .optional()
                .describe(
                    "A Secret of the namespace with `tls.crt`, `tls.key` (PKCS #8) and `ca.crt`. A renewed certificate in it reaches the brokers without a restart.",
                ),
            issuer: issuer
                .optional()
                .describe(
                    "An issuer of [cert-manager](https://cert-manager.io), which makes the certificate and renews it.",
                ),
        },
        { error: "must be a map with secret or issuer" },
    )
    .describe(
        "Encrypts the connections of whoever logs in (9093), and of clients outside (9094): docs/tls.md. Default: plain text.",
    );

/** `kafka:security.tls`, checked. */
export type TlsSettings = z.output<typeof tls>;

/** Name of the Secret into which cert-manager puts the brokers' certificate; the Certificate has the same one. */
export const ownCertificate = "kafka-tls";

/** Name of the Secret with the brokers' certificate. */
export function tlsSecret({ secret }: TlsSettings): string {
    return secret ?? ownCertificate;
}
