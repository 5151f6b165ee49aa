import assert from "node:assert/strict";
import type { KubernetesObject, LiveObject } from "../../../../components/live/object";
import { BrokerCertificate, requiredSecret } from "../../../../components/kafka/tls";
import { all, at, deploy, secretData, texts } from "../../../harness";
import type { Deployment, Json } from "../../../harness";
import { common, settingsOf } from "../../parts";
import type { Groups } from "../../parts";

const authority = "-----BEGIN CERTIFICATE-----\nof the authority\n-----END CERTIFICATE-----\n";

/** A Secret as the API server has it, with these texts. */
function secret(texts: Readonly<Record<string, string>>): LiveObject {
    return {
        apiVersion: "v1",
        kind: "Secret",
        metadata: { name: "own", namespace: "apps" },
        data: secretData(texts),
    } as LiveObject;
}

/** What a run comes to in which the certificate is made. */
interface Run {
    readonly deployment: Deployment;
    /** The authority; empty where it is not known. */
    readonly authority: string;
    readonly asked: readonly KubernetesObject[];
}

/** Makes the certificate beside a Secret, or where there is none. */
async function run(
    groups: Groups,
    live: LiveObject | undefined,
    { preview = false }: { readonly preview?: boolean } = {},
): Promise<Run> {
    const settings = settingsOf(groups);
    const { tls } = settings.security;
    assert.ok(tls);
    const asked: KubernetesObject[] = [];
    let known = "";
    const deployment = await deploy(
        async () => {
            const { namespace, clusterDomain, ownership } = common(settings);
            const certificate = new BrokerCertificate("kafka-certificate", {
                namespace,
                ...(clusterDomain === undefined ? {} : { clusterDomain }),
                ...(ownership === undefined ? {} : { ownership }),
                tls,
                brokers: settings.brokers,
                read: (object) => {
                    asked.push(object);
                    return Promise.resolve(live);
                },
            });
            certificate.authority.apply((text) => {
                known = text;
            });
            // What it fails with is told by this promise of the SDK's own.
            await (certificate.authority as unknown as { readonly isKnown: Promise<boolean> }).isKnown;
        },
        {},
        "test",
        preview,
    );
    return { deployment, authority: known, asked };
}

const given: Groups = { security: { authentication: "offered", tls: { secret: "own" } } };
const issued = (issuer: object, brokers: object = {}): Groups => ({
    security: { authentication: "offered", tls: { issuer } },
    brokers,
});

describe("BrokerCertificate", () => {
    describe("of an issuer", () => {
        let made: Run;
        let inputs: Json;
        before(async () => {
            made = await run(issued({ name: "ca" }), secret({ "ca.crt": authority }));
            const [certificate, ...others] = all(made.deployment, "Certificate");
            assert.deepEqual(others, []);
            assert.ok(certificate);
            inputs = certificate.inputs;
        });

        it("asks cert-manager for it, in the Secret that the brokers mount", () => {
            assert.equal(at(inputs, "apiVersion"), "cert-manager.io/v1");
            assert.equal(at(inputs, "metadata", "name"), "kafka-tls");
            assert.equal(at(inputs, "metadata", "namespace"), "apps");
            assert.equal(at(inputs, "spec", "secretName"), "kafka-tls");
            assert.deepEqual(at(inputs, "spec", "issuerRef"), {
                name: "ca",
                kind: "ClusterIssuer",
                group: "cert-manager.io",
            });
        });

        it("has a key in the only encoding that Kafka reads, for servers that are clients too", () => {
            assert.equal(at(inputs, "spec", "privateKey", "encoding"), "PKCS8");
            assert.deepEqual(texts(inputs, "spec", "usages").slice(-2), ["server auth", "client auth"]);
        });

        it("is for every broker by its name, for those that come later too", () => {
            const domain = "kafka-headless.apps.svc.example.internal";
            assert.deepEqual(texts(inputs, "spec", "dnsNames").slice(0, 3), [
                `*.${domain}`,
                domain,
                "kafka.apps.svc.example.internal",
            ]);
            assert.deepEqual(at(inputs, "spec", "ipAddresses"), []);
        });

        it("is for the names and addresses outside", async () => {
            const of = async (host: string) => {
                const external = { type: "nodePort", host };
                const { deployment } = await run(issued({ name: "ca" }, { replicas: 2, external }), secret({}), {
                    preview: true,
                });
                return all(deployment, "Certificate")[0]?.inputs;
            };
            assert.deepEqual(texts(await of("{broker}.example.com"), "spec", "dnsNames").slice(-2), [
                "0.example.com",
                "1.example.com",
            ]);
            assert.deepEqual(at(await of("192.0.2.1"), "spec", "ipAddresses"), ["192.0.2.1"]);
        });

        it("is waited for until it is there, guarded and owned like every object with a name", () => {
            const [certificate] = all(made.deployment, "Certificate");
            assert.equal(at(inputs, "metadata", "annotations", "pulumi.com/waitFor"), "condition=Ready");
            assert.equal(at(inputs, "metadata", "annotations", "kafka.stack/owner"), "organization/kafka/test");
            assert.deepEqual(certificate?.hooks, ["refuse-foreign-objects"]);
            assert.deepEqual(certificate.timeouts, { create: "3m", update: "3m", delete: "" });
        });

        it("may be of an issuer of the namespace, or of somebody else's", async () => {
            const issuer = { name: "vault", kind: "Issuer", group: "issuers.example.com" };
            const { deployment } = await run(issued(issuer), secret({ "ca.crt": authority }));
            assert.deepEqual(at(all(deployment, "Certificate")[0]?.inputs, "spec", "issuerRef"), issuer);
        });

        it("has the authority that cert-manager has written beside it", () => {
            assert.equal(made.authority, authority);
            assert.deepEqual(
                made.asked.map(({ kind, metadata }) => [kind, metadata.namespace, metadata.name]),
                [["Secret", "apps", "kafka-tls"]],
            );
        });
    });

    describe("of a given Secret", () => {
        const text =
            "kubectl -n apps create secret generic own --from-file=tls.crt --from-file=tls.key --from-file=ca.crt; then run pulumi up again";

        /** Asks for the Secret as a run does before anything is made of it. */
        const told = async (live: LiveObject | undefined, place?: object): Promise<void> => {
            let hook: ReturnType<typeof requiredSecret> | undefined;
            await deploy(() => {
                hook = requiredSecret("is-there", () => Promise.resolve(live));
                return Promise.resolve({});
            });
            const newInputs = { secret: { namespace: "apps", name: "own" }, ...place };
            await hook?.callback({ urn: "urn", id: "", name: "certificate", type: "t", newInputs });
        };

        it("goes on where the Secret is there, and where the engine tells no inputs of components", async () => {
            await told(secret({ "ca.crt": authority }));
            await told(undefined, { secret: undefined });
        });

        it("makes nothing, and has the authority that is in it", async () => {
            const made = await run(given, secret({ "ca.crt": authority, "tls.key": "a key" }));
            assert.equal(made.authority, authority);
            assert.deepEqual(
                made.deployment.resources.map(({ type }) => type),
                ["kafka:index:BrokerCertificate"],
            );
            assert.ok(!JSON.stringify(made.deployment).includes("a key"));
        });

        for (const [what, live, line] of [
            ["is not there", undefined, `there is no Secret own in namespace apps: ${text}`],
            [
                "has no authority",
                secret({ "tls.crt": "a certificate" }),
                `Secret own in namespace apps has no ca.crt, without which nobody knows whom to trust: ${text}`,
            ],
            [
                "has an empty authority",
                secret({ "ca.crt": "\n" }),
                `Secret own in namespace apps has no ca.crt, without which nobody knows whom to trust: ${text}`,
            ],
        ] as const) {
            it(`ends the run where it ${what}, and says what to type`, async () => {
                await assert.rejects(told(live), { message: line });
            });

            it(`lets a preview go on where it ${what}, which warns of it`, async () => {
                assert.equal((await run(given, live, { preview: true })).authority, "");
            });
        }
    });
});
