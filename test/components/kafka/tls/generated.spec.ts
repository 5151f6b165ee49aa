import * as pulumi from "@pulumi/pulumi";
import assert from "node:assert/strict";
import { createPrivateKey, X509Certificate } from "node:crypto";
import { createGeneratedCertificate } from "../../../../components/kafka/tls/generated";
import type { GeneratedCertificate } from "../../../../components/kafka/tls/generated";
import type { Names } from "../../../../components/kafka/tls/renewal";
import { unfitness } from "../../../../components/kafka/tls/secret";
import type { LiveObject } from "../../../../components/live/object";
import { metadataOf } from "../../../../components/kubernetes/metadata";
import { unowned } from "../../../../components/ownership";
import { at, deploy, find, secretData, valueOf } from "../../../harness";
import type { Deployment } from "../../../harness";

class Part extends pulumi.ComponentResource {}

const names: Names = {
    certified: { dnsNames: ["*.kafka-headless.apps"], ipAddresses: [] },
    reached: ["kafka-0.kafka-headless.apps"],
};
const now = new Date("2027-01-01T00:00:00Z");

/** What the program writes into its Secrets, where the cluster has these, by name. */
interface Written {
    readonly deployment: Deployment;
    readonly authority: Readonly<Record<string, string>>;
    readonly certificate: Readonly<Record<string, string>>;
    /** Whom clients are told to trust. */
    readonly told: string;
    /** When alerts say that it ends. */
    readonly ends: number;
}

async function write(held: Readonly<Record<string, Readonly<Record<string, string>>>>, when = now): Promise<Written> {
    let told: GeneratedCertificate | undefined;
    const deployment = await deploy(() => {
        told = createGeneratedCertificate(
            new Part("t:index:Part", "part"),
            "kafka-certificate",
            {
                namespace: "apps",
                metadata: metadataOf("kafka", "kafka", "apps", {}),
                ownership: { ...unowned, held: ({ metadata }) => Promise.resolve(secret(held[metadata.name])) },
                names: pulumi.output(names),
            },
            when,
        );
    });
    assert.ok(told);
    const texts = (name: string) =>
        at(find(deployment, "Secret", name).inputs, "stringData", "value") as Readonly<Record<string, string>>;
    return {
        deployment,
        authority: texts("kafka-certificate-authority"),
        certificate: texts("kafka-certificate"),
        told: await valueOf(told.authority),
        ends: await valueOf(told.ends),
    };
}

function secret(texts: Readonly<Record<string, string>> | undefined): LiveObject | undefined {
    return texts === undefined ? undefined : ({ data: secretData(texts) } as unknown as LiveObject);
}

/** As the cluster has them after a run. */
const kept = ({ authority, certificate }: Written) => ({
    "kafka-authority": authority,
    "kafka-generated-tls": certificate,
});

describe("the Secrets of a generated certificate", () => {
    let first: Written;
    before(async () => {
        first = await write({});
    });

    it("are one with the authority, which no broker has, and one with what brokers mount", () => {
        const { authority, certificate, told, deployment } = first;
        assert.deepEqual(Object.keys(authority).sort(), ["ca.crt", "ca.key"]);
        assert.deepEqual(Object.keys(certificate).sort(), ["ca.crt", "tls.crt", "tls.key"]);
        assert.equal(certificate["ca.crt"], authority["ca.crt"]);
        assert.ok(!Object.values(certificate).includes(authority["ca.key"] ?? ""));
        assert.equal(told, authority["ca.crt"]);
        assert.ok(
            new X509Certificate(told).checkPrivateKey(createPrivateKey(authority["ca.key"] ?? "")),
            "the key is the authority's",
        );
        const names = ["kafka-certificate-authority", "kafka-certificate"].map((name) =>
            at(find(deployment, "Secret", name).inputs, "metadata", "name"),
        );
        assert.deepEqual(names, ["kafka-authority", "kafka-generated-tls"]);
    });

    it("are what brokers can start with", () => {
        const { "tls.crt": certificate = "", "tls.key": privateKey = "", "ca.crt": authority = "" } = first.certificate;
        assert.deepEqual(unfitness({ certificate, privateKey, authority }, names.reached, now), []);
    });

    it("stay as the cluster has them, whatever became of the state", async () => {
        const second = await write(kept(first), new Date("2027-06-01T00:00:00Z"));
        assert.deepEqual(kept(second), kept(first));
        assert.equal(second.ends, first.ends);
    });

    it("tell alerts when the certificate ends, and anew once it is another", async () => {
        assert.equal(new Date(first.ends * 1000).toISOString(), "2028-12-31T00:00:00.000Z");
        const renewed = await write(kept(first), new Date("2028-02-01T00:00:00Z"));
        assert.equal(new Date(renewed.ends * 1000).toISOString(), "2030-01-31T00:00:00.000Z");
    });

    it("have two authorities when the first is about to end, and keys for both", async () => {
        const later = await write(kept(first), new Date("2035-06-01T00:00:00Z"));
        const count = (text: string | undefined) => (text ?? "").match(/-----BEGIN/g)?.length;
        assert.deepEqual([later.authority["ca.crt"], later.authority["ca.key"], later.told].map(count), [2, 2, 2]);
        assert.ok(later.told.startsWith(first.told));
        const again = await write(kept(later), new Date("2035-06-02T00:00:00Z"));
        assert.deepEqual(kept(again), kept(later));
    });

    for (const [what, authority] of [
        [
            "the key is another's",
            async () => ({ ...first.authority, "ca.key": (await write({})).authority["ca.key"] ?? "" }),
        ],
        [
            "the key is none",
            () => Promise.resolve({ ...first.authority, "ca.key": "-----BEGIN X-----\nA\n-----END X-----\n" }),
        ],
        ["the certificate is gone", () => Promise.resolve({ "ca.key": first.authority["ca.key"] ?? "" })],
    ] as const) {
        it(`have another authority where of the one ${what}`, async () => {
            const second = await write({ ...kept(first), "kafka-authority": await authority() });
            assert.notEqual(second.told, first.told);
            assert.equal(second.told.match(/-----BEGIN/g)?.length, 1);
        });
    }
});
