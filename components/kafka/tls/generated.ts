import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { X509Certificate, createPrivateKey } from "node:crypto";
import type { NamedMetadata } from "../../kubernetes/metadata";
import { plainValues, secretAt } from "../../kubernetes/secret";
import { orEndRun } from "../../live/refusal";
import type { Ownership } from "../../ownership";
import { authoritySecret, generatedCertificate } from "../../security/tls";
import { keys } from "./pod";
import { renewed } from "./renewal";
import type { Held, Names } from "./renewal";
import { endOf, textsOf } from "./secret";
import type { Signed } from "./signing";

/** Keys of the Secret with the authorities: of each text there are as many as authorities, oldest first. */
const authorityKeys = { certificate: "ca.crt", privateKey: "ca.key" } as const;

/** What a certificate is made from, by the program or for it. */
export interface MadeCertificateArgs {
    /** Name of an existing namespace. */
    readonly namespace: pulumi.Input<string>;
    /** Metadata of the brokers' objects, by name. */
    readonly metadata: NamedMetadata;
    /** Marks the Secrets, and reads what they hold already. */
    readonly ownership: Ownership;
    /** What the brokers are called. */
    readonly names: pulumi.Output<Names>;
}

/** What others are to know of a certificate that the program makes. */
export interface GeneratedCertificate {
    /** The certificates of its authority (PEM). */
    readonly authority: pulumi.Output<string>;
    /** When it ends, in seconds since 1970. */
    readonly ends: pulumi.Output<number>;
}

/**
 * An authority, and the brokers' certificate of it, each in a Secret. What the cluster holds of them stays, whatever the state says, until it is time for
 * another (renewal.ts).
 */
export function createGeneratedCertificate(
    parent: pulumi.Resource,
    name: string,
    { namespace, metadata, ownership, names }: MadeCertificateArgs,
    now: Date = new Date(),
): GeneratedCertificate {
    const generated = pulumi.secret(
        pulumi
            .all([namespace, names])
            .apply(([place, called]) => orEndRun(async () => renewed(await heldIn(ownership, place), called, now))),
    );
    const authority = new k8s.core.v1.Secret(
        `${name}-authority`,
        {
            metadata: metadata(authoritySecret),
            type: "Opaque",
            stringData: Object.fromEntries(
                (["certificate", "privateKey"] as const).map((part) => [
                    authorityKeys[part],
                    generated.apply(({ authorities }) => authorities.map((one) => one[part]).join("")),
                ]),
            ),
        },
        { parent, hooks: ownership.hooks },
    );
    const certificate = new k8s.core.v1.Secret(
        name,
        {
            metadata: metadata(generatedCertificate),
            type: "Opaque",
            stringData: Object.fromEntries(
                (["certificate", "privateKey", "authority"] as const).map((part) => [
                    keys[part],
                    generated.apply(({ texts }) => texts[part]),
                ]),
            ),
        },
        // A certificate whose authority a run could not write would be of none for the next one.
        { parent, hooks: ownership.hooks, dependsOn: [authority] },
    );
    // What is public of it, and no more.
    const { authority: told, ends } = pulumi.unsecret(
        pulumi.all([generated, certificate.urn]).apply(([{ texts }]) => ({
            authority: texts.authority,
            ends: endOf(new X509Certificate(texts.certificate)).getTime() / 1000,
        })),
    );
    return { authority: told, ends };
}

async function heldIn({ held }: Ownership, namespace: string): Promise<Held> {
    const [authority, certificate] = await Promise.all(
        [authoritySecret, generatedCertificate].map((name) => held(secretAt(namespace, name))),
    );
    const values = plainValues(authority);
    return { authorities: authoritiesIn(values), texts: textsOf(certificate) };
}

/** The authorities that can sign; of what somebody has spoilt, none. */
function authoritiesIn(values: Readonly<Record<string, string>>): readonly Signed[] {
    const [certificates = [], privateKeys = []] = Object.values(authorityKeys).map(
        (key) => (values[key] ?? "").match(/-----BEGIN [^-]*-----[^-]*-----END [^-]*-----\n/g) ?? [],
    );
    return certificates.flatMap((certificate, index) => {
        const privateKey = privateKeys[index] ?? "";
        return isPair(certificate, privateKey) ? [{ certificate, privateKey }] : [];
    });
}

function isPair(certificate: string, privateKey: string): boolean {
    try {
        return new X509Certificate(certificate).checkPrivateKey(createPrivateKey(privateKey));
    } catch {
        return false;
    }
}
