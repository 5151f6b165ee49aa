import "reflect-metadata";
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
    BasicConstraintsExtension,
    ExtendedKeyUsage,
    ExtendedKeyUsageExtension,
    type Extension,
    KeyUsageFlags,
    KeyUsagesExtension,
    PemConverter,
    SubjectAlternativeNameExtension,
    X509CertificateGenerator,
} from "@peculiar/x509";
import { paths } from "../paths";
import { LocalError } from "../progress";
import { clients, servers } from "./identities";
import { cluster } from "./layout";

/** A certificate and its key, PEM. */
interface Identity {
    readonly certificate: string;
    readonly key: string;
}

const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
const year = 365 * 24 * 3600 * 1000;

/**
 * Makes the cluster's certificate authority and every certificate below it, once: all of them appear together or not at all. Valid for ten years.
 * Throws a LocalError where an earlier version made fewer of them.
 */
export async function ensureCertificates(): Promise<void> {
    if (existsSync(paths.pki)) {
        refuseOlderKeys();
        return;
    }
    const notBefore = new Date(Date.now() - 60_000);
    const validity = { notBefore, notAfter: new Date(notBefore.getTime() + 10 * year) };
    const authority = await keyPair();
    const ca = await X509CertificateGenerator.createSelfSigned({
        ...validity,
        name: `CN=${cluster.name}`,
        keys: authority,
        signingAlgorithm: algorithm,
        extensions: [
            new BasicConstraintsExtension(true, undefined, true),
            new KeyUsagesExtension(
                KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign | KeyUsageFlags.digitalSignature,
                true,
            ),
        ],
    });

    async function issue(subject: string, usage: ExtendedKeyUsage, more: Extension[]): Promise<Identity> {
        const keys = await keyPair();
        const certificate = await X509CertificateGenerator.create({
            ...validity,
            subject,
            issuer: ca.subject,
            publicKey: keys.publicKey,
            signingKey: authority.privateKey,
            signingAlgorithm: algorithm,
            extensions: [
                new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
                new ExtendedKeyUsageExtension([usage]),
                ...more,
            ],
        });
        return { certificate: certificate.toString("pem"), key: await pem(keys.privateKey, "pkcs8") };
    }

    const issued: [string, Identity][] = [
        ["ca", { certificate: ca.toString("pem"), key: await pem(authority.privateKey, "pkcs8") }],
    ];
    for (const [name, subject] of Object.entries(clients)) {
        issued.push([name, await issue(subject, ExtendedKeyUsage.clientAuth, [])]);
    }
    for (const [name, { dns, ip }] of Object.entries(servers)) {
        const names = [
            ...dns.map((value) => ({ type: "dns" as const, value })),
            ...ip.map((value) => ({ type: "ip" as const, value })),
        ];
        const alternative = new SubjectAlternativeNameExtension(names);
        issued.push([name, await issue(`CN=${name}`, ExtendedKeyUsage.serverAuth, [alternative])]);
    }
    // Not a certificate: the pair that signs and checks service account tokens.
    const tokens = await keyPair();
    issued.push([
        "service-accounts",
        { certificate: await pem(tokens.publicKey, "spki"), key: await pem(tokens.privateKey, "pkcs8") },
    ]);
    writeTogether(issued);
}

function refuseOlderKeys(): void {
    const names = [...Object.keys(clients), ...Object.keys(servers)];
    const lacking = names.find((name) => !existsSync(join(paths.pki, `${name}.crt`)));
    if (lacking !== undefined) {
        throw new LocalError(
            `the cluster in ${paths.state} was made by an older version (it has no key for ${lacking}): \`npm run local -- clean\`, then start again`,
        );
    }
}

function keyPair(): Promise<CryptoKeyPair> {
    return crypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
}

async function pem(key: CryptoKey, format: "pkcs8" | "spki"): Promise<string> {
    const data = await crypto.subtle.exportKey(format, key);
    return PemConverter.encode(data, format === "pkcs8" ? "PRIVATE KEY" : "PUBLIC KEY");
}

function writeTogether(identities: readonly [string, Identity][]): void {
    const unfinished = `${paths.pki}.new`;
    rmSync(unfinished, { recursive: true, force: true });
    mkdirSync(unfinished, { recursive: true, mode: 0o700 });
    for (const [name, { certificate, key }] of identities) {
        writeFileSync(join(unfinished, `${name}.crt`), `${certificate}\n`);
        writeFileSync(join(unfinished, `${name}.key`), `${key}\n`, { mode: 0o600 });
    }
    renameSync(unfinished, paths.pki);
}
