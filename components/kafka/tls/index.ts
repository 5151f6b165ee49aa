import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { workloadNames } from "../../../model/names";
import type { WorkloadArgs } from "../../args";
import { metadataOf } from "../../kubernetes/metadata";
import { secretAt } from "../../kubernetes/secret";
import { readLive } from "../../live/object";
import { orEndRun } from "../../live/refusal";
import { defaultClusterDomain } from "../../namespace/settings";
import { unowned } from "../../ownership";
import { ownCertificate, tlsSecret } from "../../security/tls";
import type { TlsSettings } from "../../security/tls";
import type { BrokerSettings } from "../settings";
import { createGeneratedCertificate } from "./generated";
import type { MadeCertificateArgs } from "./generated";
import { certifiedNames, reachedNames } from "./names";
import { howToMake, textsOf } from "./secret";

/** The arguments for {@link BrokerCertificate}. */
export interface BrokerCertificateArgs extends Pick<WorkloadArgs, "namespace" | "clusterDomain" | "ownership"> {
    /** Whose certificate it is. */
    readonly tls: TlsSettings;
    /** The brokers' settings: how many there are, and what they are called outside. */
    readonly brokers: BrokerSettings;
    /** Looks the Secret up. Default: in the cluster that is changed. */
    readonly read?: typeof readLive;
}

/** Longer than an issuer takes that answers at once; one that waits for a person keeps the run from going on in vain. */
const issueTimeout = "3m";

/**
 * The brokers' certificate: cert-manager's, the program's own, or none but that of a given Secret. What it is for may change while the brokers run, for they take
 * up what stands in its Secret by themselves.
 */
export class BrokerCertificate extends pulumi.ComponentResource {
    /** The certificates of the authority (PEM): whom clients trust. The brokers start once they are known. */
    readonly authority: pulumi.Output<string>;
    /** When a certificate ends that only `pulumi up` renews, in seconds since 1970; undefined where somebody else renews it. */
    readonly ends: pulumi.Output<number> | undefined;

    constructor(name: string, args: BrokerCertificateArgs, opts?: pulumi.ComponentResourceOptions) {
        const { namespace, ownership = unowned, clusterDomain = defaultClusterDomain, tls, brokers } = args;
        const { read = readLive } = args;
        const { issuer, secret } = tls;
        const required = requiredSecret(`${name}-is-there`, read);
        super(
            "kafka:index:BrokerCertificate",
            name,
            secret === undefined ? {} : { secret: { namespace, name: secret } },
            { ...opts, hooks: { beforeCreate: [required], beforeUpdate: [required] } },
        );
        const meta = metadataOf("kafka", workloadNames.brokers, namespace, ownership.annotations);
        const names = pulumi.output(namespace).apply((place) => {
            const where = { namespace: place, clusterDomain };
            return { certified: certifiedNames(brokers, where), reached: reachedNames(brokers, where) };
        });
        const made = { namespace, metadata: meta, ownership, names };
        if (tls.generated === true) {
            ({ authority: this.authority, ends: this.ends } = createGeneratedCertificate(this, name, made));
        } else {
            const issued = issuer && createIssuedCertificate(this, name, made, issuer);
            this.authority = pulumi
                .all([namespace, this.urn, issued?.id])
                .apply(async ([place]) =>
                    orEndRun(async () => textsOf(await read(secretAt(place, tlsSecret(tls)))).authority ?? ""),
                );
        }
        this.registerOutputs({ authority: this.authority });
    }
}

/** What cert-manager makes a certificate from, and the Secret that brokers mount. */
function createIssuedCertificate(
    parent: pulumi.Resource,
    name: string,
    { metadata, ownership: { hooks }, names: { certified } }: MadeCertificateArgs,
    issuer: NonNullable<TlsSettings["issuer"]>,
): pulumi.CustomResource {
    return new k8s.apiextensions.CustomResource(
        name,
        {
            apiVersion: "cert-manager.io/v1",
            kind: "Certificate",
            metadata: metadata(ownCertificate, { "pulumi.com/waitFor": "condition=Ready" }),
            spec: {
                secretName: ownCertificate,
                issuerRef: issuer,
                dnsNames: certified.dnsNames,
                ipAddresses: certified.ipAddresses,
                // Kafka reads no other encoding of a key.
                privateKey: { algorithm: "ECDSA", size: 256, encoding: "PKCS8", rotationPolicy: "Always" },
                // Brokers are each other's clients.
                usages: ["digital signature", "key encipherment", "server auth", "client auth"],
            },
        },
        { parent, hooks, customTimeouts: { create: issueTimeout, update: issueTimeout } },
    );
}

interface Place {
    readonly namespace: string;
    readonly name: string;
}

/** Ends a run for whose brokers there is no Secret, before anything waits for what stands in it. */
export function requiredSecret(name: string, read: typeof readLive): pulumi.ResourceHook {
    return new pulumi.ResourceHook(name, async ({ newInputs }) => {
        const { secret } = newInputs as { readonly secret?: Place };
        const problem = secret === undefined ? undefined : await whatIsMissing(secret, read);
        if (problem !== undefined) {
            throw new Error(problem);
        }
    });
}

/** Why brokers could not start with a Secret: it is not there, or nobody knows whom to trust; undefined where they could. */
async function whatIsMissing({ namespace, name }: Place, read: typeof readLive): Promise<string | undefined> {
    const secret = await read(secretAt(namespace, name));
    const { authority } = textsOf(secret);
    if (authority !== undefined) {
        return undefined;
    }
    return secret === undefined
        ? `there is no Secret ${name} in namespace ${namespace}: ${howToMake(namespace, name)}`
        : `Secret ${name} in namespace ${namespace} has no ca.crt, without which nobody knows whom to trust: ${howToMake(namespace, name)}`;
}
