import "reflect-metadata";
import { KeyObject } from "node:crypto";
import {
    BasicConstraintsExtension,
    ExtendedKeyUsage,
    ExtendedKeyUsageExtension,
    KeyUsageFlags,
    KeyUsagesExtension,
    SubjectAlternativeNameExtension,
    X509CertificateGenerator,
} from "@peculiar/x509";
import type { Extension } from "@peculiar/x509";

/** Kinds of keys: elliptic curve as cert-manager makes them, and RSA, whose keys have an encoding of their own. */
const algorithms = {
    ec: { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" },
    rsa: {
        name: "RSASSA-PKCS1-v1_5",
        hash: "SHA-256",
        modulusLength: 2048,
        publicExponent: new Uint8Array([1, 0, 1]),
    },
} as const;

const day = 24 * 3600 * 1000;

/** From when to when a certificate is valid. Default: from a minute ago, for 90 days. */
export interface Validity {
    readonly from?: Date;
    readonly until?: Date;
}

/** Whose certificate it is to be. */
export interface Subject extends Validity {
    /** Names in DNS for which it is, `*.…` too. Default: none. */
    readonly names?: readonly string[];
    /** IP addresses for which it is. Default: none. */
    readonly addresses?: readonly string[];
    /** Its common name. Default: `broker`. */
    readonly commonName?: string;
    /** The kind of its key. Default: `ec`. */
    readonly kind?: keyof typeof algorithms;
}

/** A certificate, and its key. */
export interface Issued {
    /** PEM, one certificate. */
    readonly certificate: string;
    /** PEM, in the encoding that Kafka reads. */
    readonly key: string;
    /** The key in the encoding of its kind, PKCS #1 or SEC 1: what openssl makes by itself. */
    readonly traditionalKey: string;
    /** The key of PKCS #8 with a password. */
    readonly encryptedKey: string;
}

/** Whoever signs certificates. */
export interface Authority {
    /** Its own certificate, PEM. */
    readonly certificate: string;
    /** Makes a certificate that is good for a broker. */
    readonly issue: (subject: Subject) => Promise<Issued>;
    /** Makes an authority whose certificate this one has signed. */
    readonly intermediate: (name: string, validity?: Validity) => Promise<Authority>;
}

/** An authority that has signed its own certificate. */
export async function authority(name: string, validity: Validity = {}): Promise<Authority> {
    const keys = await keyPair("ec");
    const certificate = await X509CertificateGenerator.createSelfSigned({
        ...dates(validity),
        name: `CN=${name}`,
        keys,
        signingAlgorithm: algorithms.ec,
        extensions: ofAuthority(),
    });
    return signer(name, certificate.toString("pem"), keys);
}

/** A certificate that nobody but itself has signed. */
export async function selfSigned(subject: Subject): Promise<Issued> {
    const { kind = "ec", commonName = "broker" } = subject;
    const keys = await keyPair(kind);
    const certificate = await X509CertificateGenerator.createSelfSigned({
        ...dates(subject),
        name: `CN=${commonName}`,
        keys,
        signingAlgorithm: algorithms[kind],
        extensions: ofBroker(subject),
    });
    return issued(certificate.toString("pem"), keys);
}

function signer(name: string, own: string, keys: CryptoKeyPair): Authority {
    const signed = async (
        commonName: string,
        publicKey: CryptoKey,
        validity: Validity,
        extensions: Extension[],
    ): Promise<string> => {
        const certificate = await X509CertificateGenerator.create({
            ...dates(validity),
            subject: `CN=${commonName}`,
            issuer: `CN=${name}`,
            publicKey,
            signingKey: keys.privateKey,
            signingAlgorithm: algorithms.ec,
            extensions,
        });
        return certificate.toString("pem");
    };
    return {
        certificate: own,
        issue: async (subject) => {
            const { kind = "ec", commonName = "broker" } = subject;
            const theirs = await keyPair(kind);
            return issued(await signed(commonName, theirs.publicKey, subject, ofBroker(subject)), theirs);
        },
        intermediate: async (theirName, validity = {}) => {
            const theirs = await keyPair("ec");
            const certificate = await signed(theirName, theirs.publicKey, validity, ofAuthority());
            return signer(theirName, certificate, theirs);
        },
    };
}

function dates({ from = new Date(Date.now() - 60_000), until }: Validity): {
    readonly notBefore: Date;
    readonly notAfter: Date;
} {
    return { notBefore: from, notAfter: until ?? new Date(from.getTime() + 90 * day) };
}

function ofAuthority(): Extension[] {
    return [
        new BasicConstraintsExtension(true, undefined, true),
        new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
    ];
}

/** Brokers are each other's clients. */
function ofBroker({ names = [], addresses = [] }: Subject): Extension[] {
    const alternative = [
        ...names.map((value) => ({ type: "dns" as const, value })),
        ...addresses.map((value) => ({ type: "ip" as const, value })),
    ];
    return [
        new KeyUsagesExtension(KeyUsageFlags.digitalSignature | KeyUsageFlags.keyEncipherment, true),
        new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth, ExtendedKeyUsage.clientAuth]),
        ...(alternative.length === 0 ? [] : [new SubjectAlternativeNameExtension(alternative)]),
    ];
}

function keyPair(kind: keyof typeof algorithms): Promise<CryptoKeyPair> {
    return crypto.subtle.generateKey(algorithms[kind], true, ["sign", "verify"]);
}

function issued(certificate: string, { privateKey }: CryptoKeyPair): Issued {
    const key = KeyObject.from(privateKey);
    const isRsa = key.asymmetricKeyType === "rsa";
    return {
        certificate: `${certificate}\n`,
        key: key.export({ type: "pkcs8", format: "pem" }).toString(),
        traditionalKey: key.export({ type: isRsa ? "pkcs1" : "sec1", format: "pem" }).toString(),
        encryptedKey: key
            .export({ type: "pkcs8", format: "pem", cipher: "aes-256-cbc", passphrase: "changeit" })
            .toString(),
    };
}
