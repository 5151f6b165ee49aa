import { X509Certificate } from "node:crypto";
import { endOf, isFit, startOf } from "./secret";
import type { CertificateTexts } from "./secret";
import { selfSignedAuthority, signedBy } from "./signing";
import type { Signed, Validity } from "./signing";

const day = 24 * 3600 * 1000;

/** Days that an authority is valid. Clients have it in files that nobody renews, so they are many. */
const authorityDays = 3650;

/** Days before the end of an authority from which on clients are told of the next one. */
const successorDays = 730;

/** Days before its end from which on an authority signs no more. */
const handOverDays = 365;

/** Days for clients to hear of a new authority, before anything is signed by it. */
const noticeDays = 30;

/** Days that a certificate is valid. Only `pulumi up` renews it, in the second half of them: so there is a year for it. */
const certificateDays = 730;

/** What clocks may differ by. */
const skew = 3600 * 1000;

/** The brokers' names. */
export interface Names {
    /** Those that a new certificate is for. */
    readonly certified: { readonly dnsNames: readonly string[]; readonly ipAddresses: readonly string[] };
    /** Those by which brokers are reached: one that is not for all of them is replaced. */
    readonly reached: readonly string[];
}

/** What the program has made: the authorities, oldest first, and the certificate that one of them has signed. */
export interface Generated {
    /** The authorities. */
    readonly authorities: readonly Signed[];
    /** What brokers are to have. */
    readonly texts: Required<CertificateTexts>;
}

/** What was made before, each where there is something. */
export interface Held {
    /** The authorities, as {@link Generated} has them. */
    readonly authorities: readonly Signed[];
    /** What brokers have. */
    readonly texts: CertificateTexts;
}

/**
 * What was made before, and what of it must be made anew: nothing in most runs. The successor of an authority stands in `client.properties` for a year before it
 * signs, where `pulumi up` runs now and then; for a month in any case but that in which the first one has ended.
 */
export async function renewed(held: Held, { certified, reached }: Names, now: Date): Promise<Generated> {
    const authorities = await withSuccessor(
        held.authorities.filter(({ certificate }) => left(certificate, now) > 0),
        now,
    );
    const authority = authorities.map(({ certificate }) => certificate).join("");
    const texts = { ...held.texts, authority };
    const signer = signerOf(authorities, now);
    if (isFit(texts, reached, now) && isSignedBy(signer, texts.certificate) && !isHalfOver(texts.certificate, now)) {
        return { authorities, texts };
    }
    const days = Math.min(left(signer.certificate, now) / day, certificateDays);
    const { certificate, privateKey } = await signedBy(signer, certified, validity(now, days));
    return { authorities, texts: { authority, certificate, privateKey } };
}

async function withSuccessor(authorities: readonly Signed[], now: Date): Promise<readonly [Signed, ...Signed[]]> {
    const [first, ...rest] = authorities;
    const newest = authorities.at(-1);
    if (first !== undefined && newest !== undefined && left(newest.certificate, now) > successorDays * day) {
        return [first, ...rest];
    }
    const made = await selfSignedAuthority(validity(now, authorityDays));
    return first === undefined ? [made] : [first, ...rest, made];
}

/** The oldest, until it hands over to one that clients have heard of; at its end in any case. */
function signerOf([first, ...rest]: readonly [Signed, ...Signed[]], now: Date): Signed {
    const [next] = rest;
    const remaining = left(first.certificate, now);
    const isHeardOf = next !== undefined && age(next.certificate, now) >= noticeDays * day;
    return next !== undefined && remaining < (isHeardOf ? handOverDays : noticeDays) * day ? next : first;
}

function isSignedBy(signer: Signed, certificate: string): boolean {
    return new X509Certificate(certificate).verify(new X509Certificate(signer.certificate).publicKey);
}

function isHalfOver(certificate: string, now: Date): boolean {
    return age(certificate, now) > left(certificate, now);
}

function validity(now: Date, days: number): Validity {
    return { from: new Date(now.getTime() - skew), until: new Date(now.getTime() + days * day) };
}

function left(certificate: string, now: Date): number {
    return endOf(new X509Certificate(certificate)).getTime() - now.getTime();
}

function age(certificate: string, now: Date): number {
    return now.getTime() - startOf(new X509Certificate(certificate)).getTime();
}
