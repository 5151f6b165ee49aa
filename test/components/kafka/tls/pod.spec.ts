import assert from "node:assert/strict";
import { serverProperties } from "../../../../components/kafka/properties";
import {
    authorityMounts,
    certificateMounts,
    inlineTrust,
    mountedTrust,
    tlsProperties,
} from "../../../../components/kafka/tls/pod";
import { authenticationSteps, brokersLogIn, takesLogins } from "../../../../components/security/authentication";
import { at, text, find, list, named } from "../../../harness";
import { containerOf, environmentOf, kafka, podOf, settingsOf } from "../../parts";

const tls = { secret: "own" };
const nothing = { volumes: [], volumeMounts: [], env: [] };
const steps = authenticationSteps.filter(takesLogins);

describe("what a broker's container has of a certificate", () => {
    it("is nothing where there is none", () => {
        assert.deepEqual(certificateMounts({ authentication: "required" }), nothing);
        assert.deepEqual(tlsProperties({}), {});
        assert.deepEqual(mountedTrust({}), {});
    });

    for (const authentication of steps) {
        it(`is the Secret, and memory for what is made of it, where logins are ${authentication}`, async () => {
            const deployment = await kafka({ security: { authentication, tls } });
            const pod = podOf(find(deployment, "StatefulSet", "kafka"));
            assert.deepEqual(at(named(pod, "tls", "volumes"), "secret"), {
                secretName: "own",
                items: ["tls.crt", "tls.key", "ca.crt"].map((key) => ({ key, path: key })),
            });
            // A private key has no business on a node's disk.
            assert.deepEqual(at(named(pod, "stores", "volumes"), "emptyDir"), { medium: "Memory", sizeLimit: "1Mi" });
            const container = containerOf(deployment, "StatefulSet", "kafka", "kafka");
            const mounts = list(container, "volumeMounts");
            assert.deepEqual(
                mounts.filter((mount) => ["tls", "stores"].includes(text(mount, "name"))),
                [
                    { name: "tls", mountPath: "/etc/kafka-tls", readOnly: true },
                    { name: "stores", mountPath: "/run/kafka-tls" },
                ],
            );
            const { TLS_DIRECTORY, STORES_DIRECTORY, TRUST_SECONDS } = environmentOf(container);
            assert.deepEqual(
                { TLS_DIRECTORY, STORES_DIRECTORY, TRUST_SECONDS },
                { TLS_DIRECTORY: "/etc/kafka-tls", STORES_DIRECTORY: "/run/kafka-tls", TRUST_SECONDS: "180" },
            );
        });
    }

    it("is the Secret into which cert-manager puts it, where an issuer is named", () => {
        const [volume] = certificateMounts({
            authentication: "offered",
            tls: { issuer: { name: "ca", kind: "ClusterIssuer", group: "cert-manager.io" } },
        }).volumes;
        assert.deepEqual(volume?.secret, {
            secretName: "kafka-tls",
            items: ["tls.crt", "tls.key", "ca.crt"].map((key) => ({ key, path: key })),
        });
    });
});

describe("what a Job has of a certificate", () => {
    for (const authentication of steps) {
        const logsIn = brokersLogIn(authentication);
        it(`is ${logsIn ? "the authority and never the key" : "nothing"} where logins are ${authentication}`, async () => {
            const deployment = await kafka({
                brokers: { config: { "min.insync.replicas": 2 } },
                security: { authentication, tls },
            });
            const pod = podOf(find(deployment, "Job", "kafka-settings"));
            const volumes = list(pod, "volumes").map((volume) => at(volume, "name"));
            assert.equal(volumes.includes("tls"), logsIn);
            assert.ok(!volumes.includes("stores"));
            if (logsIn) {
                assert.deepEqual(list(named(pod, "tls", "volumes"), "secret", "items"), [
                    { key: "ca.crt", path: "truststore.pem" },
                ]);
                const [container = null] = list(pod, "containers");
                assert.deepEqual(
                    list(container, "volumeMounts").find((mount) => at(mount, "name") === "tls"),
                    { name: "tls", mountPath: "/run/kafka-tls", readOnly: true },
                );
            }
            const { TLS_DIRECTORY } = environmentOf(list(pod, "containers")[0] ?? null);
            // Its tools go by the brokers' names anyway, and by this own_host would take it for a broker.
            assert.equal(TLS_DIRECTORY, undefined);
        });
    }

    it("is nothing where there is none", () => {
        assert.deepEqual(authorityMounts({ authentication: "required" }), nothing);
    });
});

describe("trust in the authority", () => {
    it("is by a file that both brokers and Jobs have: of the former it is what they trust themselves", () => {
        assert.deepEqual(mountedTrust({ tls }), {
            "ssl.truststore.type": "PEM",
            "ssl.truststore.location": "/run/kafka-tls/truststore.pem",
        });
    });

    const pem = (body: string) => `-----BEGIN CERTIFICATE-----\n${body}\n-----END CERTIFICATE-----\n`;
    const line = String.raw`-----BEGIN CERTIFICATE-----\nMIIB\nCQ==\n-----END CERTIFICATE-----`;

    it("is otherwise in the file itself, all in one line: a properties file ends a value with it", () => {
        assert.deepEqual(inlineTrust(pem("MIIB\nCQ==")), {
            "ssl.truststore.type": "PEM",
            "ssl.truststore.certificates": line,
        });
    });

    it("keeps every certificate of several apart: with blanks between them Kafka would take the last one only", () => {
        const two = `\n${pem("MIIB\nCQ==")}\n\n${pem("MIIB\nCQ==").replaceAll("\n", "\r\n")}\n`;
        assert.equal(inlineTrust(two)["ssl.truststore.certificates"], `${line}\\n${line}`);
    });

    it("say nothing of an authority that is not known", () => {
        assert.deepEqual(inlineTrust(""), {});
    });
});

describe("the properties of encrypted listeners", () => {
    const properties = (security: object) => {
        const { brokers, security: checked } = settingsOf({
            brokers: { external: { type: "nodePort", host: "kafka.example.com" } },
            security,
        });
        return serverProperties(brokers, checked, "zookeeper:2181").split("\n");
    };
    const aboutTls = (security: object) => properties(security).filter((line) => /(^|\.)ssl\./.test(line));

    it("are stores that start.sh makes, for those inside and outside, and leave to renew", () => {
        assert.deepEqual(aboutTls({ authentication: "required", tls }).sort(), [
            ...["external", "sasl"].flatMap((listener) => [
                `listener.name.${listener}.ssl.keystore.location=/run/kafka-tls/keystore.pem`,
                `listener.name.${listener}.ssl.keystore.type=PEM`,
                `listener.name.${listener}.ssl.truststore.location=/run/kafka-tls/truststore.pem`,
                `listener.name.${listener}.ssl.truststore.type=PEM`,
            ]),
            "ssl.allow.dn.changes=true",
            "ssl.allow.san.changes=true",
        ]);
    });

    it("are none where nothing is encrypted", () => {
        assert.deepEqual(aboutTls({ authentication: "required" }), []);
    });

    for (const [authentication, map] of [
        ["offered", "INTERNAL:PLAINTEXT,SASL:SASL_SSL,EXTERNAL:SASL_SSL"],
        ["preferred", "INTERNAL:PLAINTEXT,SASL:SASL_SSL,EXTERNAL:SASL_SSL"],
        ["required", "SASL:SASL_SSL,EXTERNAL:SASL_SSL"],
    ] as const) {
        it(`encrypt every listener that takes logins, where they are ${authentication}`, () => {
            assert.ok(
                properties({ authentication, tls }).includes(`listener.security.protocol.map=${map}`),
                properties({ authentication, tls }).join("\n"),
            );
        });
    }
});
