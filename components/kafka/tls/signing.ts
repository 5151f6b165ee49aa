import type { Extension } from "@peculiar/x509";
import type * as X509 from "@peculiar/x509";
import { KeyObject, createPrivateKey, randomBytes, webcrypto } from "node:crypto";

/** A certificate and its key. */
export interface Signed {
    /** PEM, one certificate. */
    readonly certificate: string;
    /** PEM, PKCS #8: Kafka reads no other encoding. */
    readonly privateKey: string;
}

/** From when to when a certificate is valid. */
export interface Validity {
    readonly from: Date;
    readonly until: Date;
}

const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" } as const;

/** An authority that has signed its own certificate. Each has a name of its own, for a client that trusts two looks for the signer by its name. */
export async function selfSignedAuthority({ from, until }: Validity): Promise<Signed> {
    const x509 = await library();
    const keys = await keyPair();
    const certificate = await x509.X509CertificateGenerator.createSelfSigned({
        name: `CN=kafka authority ${randomBytes(8).toString("hex")}`,
        notBefore: from,
        notAfter: until,
        keys,
        signingAlgorithm: algorithm,
        extensions: [
            new x509.BasicConstraintsExtension(true, 0, true),
            new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
            await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
        ],
    });
    return signed(certificate.toString("pem"), keys.privateKey);
}

/** A certificate of an authority for whoever has these names. Throws where the authority's own cannot be read. */
export async function signedBy(
    authority: Signed,
    { dnsNames, ipAddresses }: { readonly dnsNames: readonly string[]; readonly ipAddresses: readonly string[] },
    { from, until }: Validity,
): Promise<Signed> {
    const x509 = await library();
    const keys = await keyPair();
    const issuer = new x509.X509Certificate(authority.certificate);
    const pkcs8 = createPrivateKey(authority.privateKey).export({ type: "pkcs8", format: "der" });
    const extensions: Extension[] = [
        new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature | x509.KeyUsageFlags.keyEncipherment, true),
        // Brokers are each other's clients.
        new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth, x509.ExtendedKeyUsage.clientAuth]),
        new x509.SubjectAlternativeNameExtension([
            ...dnsNames.map((value) => ({ type: "dns" as const, value })),
            ...ipAddresses.map((value) => ({ type: "ip" as const, value })),
        ]),
        await x509.AuthorityKeyIdentifierExtension.create(issuer),
    ];
    const certificate = await x509.X509CertificateGenerator.create({
        subject: "CN=kafka",
        issuer: issuer.subject,
        notBefore: from,
        notAfter: until,
        publicKey: keys.publicKey,
        signingKey: await webcrypto.subtle.importKey("pkcs8", pkcs8, algorithm, false, ["sign"]),
        signingAlgorithm: algorithm,
        extensions,
    });
    return signed(certificate.toString("pem"), keys.privateKey);
}

/** Loaded only where a certificate is made: it takes a tenth of a second, and most runs make none. */
async function library(): Promise<typeof X509> {
    await import("reflect-metadata");
    return import("@peculiar/x509");
}

function keyPair(): Promise<webcrypto.CryptoKeyPair> {
    return webcrypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
}

function signed(certificate: string, key: webcrypto.CryptoKey): Signed {
    return {
        certificate: `${certificate.trim()}\n`,
        privateKey: KeyObject.from(key).export({ type: "pkcs8", format: "pem" }).toString(),
    };
}
