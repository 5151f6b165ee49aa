import { createPrivateKey, X509Certificate } from "node:crypto";
import { isIP } from "node:net";
import { plainValues } from "../../kubernetes/secret";
import type { LiveObject } from "../../live/object";
import { keys } from "./pod";

/** What a Secret with a certificate has, each a text (PEM); undefined where it has not. */
export type CertificateTexts = Readonly<Partial<Record<keyof typeof keys, string>>>;

/** The texts of a Secret as the API server has it. */
export function textsOf(secret: LiveObject | undefined): CertificateTexts {
    const values = plainValues(secret);
    return Object.fromEntries(
        Object.entries(keys).flatMap(([part, key]) => {
            const text = values[key] ?? "";
            return text.trim() === "" ? [] : [[part, text]];
        }),
    );
}

/** What to type in order to have such a Secret. */
export function howToMake(namespace: string, name: string): string {
    const files = Object.values(keys).map((key) => `--from-file=${key}`);
    return `kubectl -n ${namespace} create secret generic ${name} ${files.join(" ")}; then run pulumi up again`;
}

/** Whether brokers that are called by these names may have it. */
export function isFit(
    texts: CertificateTexts,
    names: readonly string[],
    now: Date,
): texts is Required<CertificateTexts> {
    return unfitness(texts, names, now).length === 0;
}

/** Days before its end from which a certificate is warned of. */
const warningDays = 14;

/** What is wrong with a certificate that brokers are to have, who are called by these names: clauses; none where it will do. */
export function unfitness(texts: CertificateTexts, names: readonly string[], now: Date): readonly string[] {
    const missing = Object.entries(keys).flatMap(([part, key]) => (part in texts ? [] : [key]));
    const { certificate = "", privateKey = "", authority = "" } = texts;
    if (missing.length > 0) {
        return [`it has no ${missing.join(", ")}`];
    }
    const [chain, trusted] = [certificatesIn(certificate), certificatesIn(authority)];
    const [leaf] = chain ?? [];
    if (chain === undefined || leaf === undefined || trusted === undefined || trusted.length === 0) {
        return [
            `${leaf === undefined ? keys.certificate : keys.authority} holds no certificate (-----BEGIN CERTIFICATE-----)`,
        ];
    }
    const unnamed = names.filter((name) => !isFor(leaf, name));
    const expired = chain.slice(1).find((one) => now > endOf(one));
    return [
        ...keyProblems(privateKey, leaf),
        ...(expired === undefined
            ? []
            : [`the certificate of ${expired.subject} in tls.crt has expired: it was valid until ${expired.validTo}`]),
        ...(now < startOf(leaf) ? [`it is valid from ${leaf.validFrom} on only`] : []),
        ...(now > endOf(leaf) ? [`it has expired: it was valid until ${leaf.validTo}`] : []),
        ...(isTrusted(chain, trusted) ? [] : ["no certificate in ca.crt has signed it (tls.crt needs those between)"]),
        ...(unnamed.length > 0 ? [`it is not for ${unnamed.join(", ")}`] : []),
    ];
}

/** A clause about a certificate that ends soon; undefined where it does not. */
export function endsSoon({ certificate = "" }: CertificateTexts, now: Date): string | undefined {
    const [leaf] = certificatesIn(certificate) ?? [];
    const days = leaf === undefined ? Infinity : (endOf(leaf).getTime() - now.getTime()) / 86_400_000;
    return days <= warningDays ? `it is valid until ${String(leaf?.validTo)}` : undefined;
}

/** Whether brokers with the one and brokers with the other certificate trust each other. */
export function trustEachOther(one: CertificateTexts, other: CertificateTexts): boolean {
    return trusts(one, other) && trusts(other, one);
}

function trusts(who: CertificateTexts, whom: CertificateTexts): boolean {
    const [trusted, chain] = [certificatesIn(who.authority ?? ""), certificatesIn(whom.certificate ?? "")];
    return trusted !== undefined && chain !== undefined && isTrusted(chain, trusted);
}

/** The certificates of a text; undefined where one cannot be read. */
function certificatesIn(pem: string): readonly X509Certificate[] | undefined {
    try {
        return (pem.match(/-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g) ?? []).map(
            (text) => new X509Certificate(text),
        );
    } catch {
        return undefined;
    }
}

/** Kafka reads keys of PKCS #8 only (DefaultSslEngineFactory, PemStore), and no password can be given for one. */
function keyProblems(privateKey: string, leaf: X509Certificate): readonly string[] {
    if (!privateKey.includes("-----BEGIN PRIVATE KEY-----")) {
        return [
            "tls.key must be PKCS #8 without a password (-----BEGIN PRIVATE KEY-----): openssl pkcs8 -topk8 -nocrypt -in tls.key",
        ];
    }
    try {
        return leaf.checkPrivateKey(createPrivateKey(privateKey)) ? [] : ["tls.key is not the key of tls.crt"];
    } catch {
        return ["tls.key cannot be read"];
    }
}

function isFor(leaf: X509Certificate, name: string): boolean {
    // The subject's common name counts for nobody who heeds alternative names (RFC 2818; Java).
    return (isIP(name) === 0 ? leaf.checkHost(name, { subject: "never" }) : leaf.checkIP(name)) !== undefined;
}

/** Whether the certificates lead, one to the next, to one that is trusted. */
function isTrusted(chain: readonly X509Certificate[], trusted: readonly X509Certificate[]): boolean {
    const [first, ...rest] = chain;
    if (first === undefined) {
        return false;
    }
    const isSigned = trusted.some((authority) => first.checkIssued(authority) && first.verify(authority.publicKey));
    const [next] = rest;
    return (
        isSigned ||
        trusted.some((authority) => authority.fingerprint256 === first.fingerprint256) ||
        (next !== undefined && first.checkIssued(next) && first.verify(next.publicKey) && isTrusted(rest, trusted))
    );
}

/** From when on it is valid. */
export function startOf({ validFrom }: X509Certificate): Date {
    return new Date(validFrom);
}

/** Until when it is valid. */
export function endOf({ validTo }: X509Certificate): Date {
    return new Date(validTo);
}
