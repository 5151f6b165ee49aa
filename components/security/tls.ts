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
            generated: z
                .literal(true, { error: "must be true, or be left out" })
                .optional()
                .describe(
                    "`true`: the program makes an authority and a certificate, in Secrets of the namespace. A `pulumi up` renews them, once a year at least (docs/tls.md).",
                ),
        },
        { error: "must be a map with secret, issuer or generated" },
    )
    .describe(
        "Encrypts the connections of whoever logs in (9093), and of clients outside (9094): docs/tls.md. Default: plain text.",
    );

/** `kafka:security.tls`, checked. */
export type TlsSettings = z.output<typeof tls>;

/** Name of the Secret into which cert-manager puts the brokers' certificate; the Certificate has the same one. */
export const ownCertificate = "kafka-tls";

/** Name of the Secret with the certificate that the program has made. */
export const generatedCertificate = "kafka-generated-tls";

/** Name of the Secret with the authority that the program has made, which no pod mounts. */
export const authoritySecret = "kafka-authority";

/** Name of the Secret with the brokers' certificate. */
export function tlsSecret({ secret, generated }: TlsSettings): string {
    return secret ?? (generated === true ? generatedCertificate : ownCertificate);
}
