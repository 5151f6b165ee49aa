import assert from "node:assert/strict";
import { endsSoon, howToMake, textsOf, trustEachOther, unfitness } from "../../../../components/kafka/tls/secret";
import type { CertificateTexts } from "../../../../components/kafka/tls/secret";
import { authority, selfSigned } from "../../../certificates";
import type { Authority, Issued } from "../../../certificates";

const [from, until] = [new Date("2026-01-01T00:00:00Z"), new Date("2026-07-01T00:00:00Z")];
const now = new Date("2026-03-01T00:00:00Z");
const domain = "kafka-headless.kafka.svc.cluster.local";
const names = [`kafka-0.${domain}`, `kafka-1.${domain}`, "kafka.kafka.svc.cluster.local"];

const notSigned = "no certificate in ca.crt has signed it (tls.crt needs those between)";
const notPkcs8 =
    "tls.key must be PKCS #8 without a password (-----BEGIN PRIVATE KEY-----): openssl pkcs8 -topk8 -nocrypt -in tls.key";

/** What a Secret holds of a certificate. */
function textsWith({ certificate, key }: Issued, ...authorities: readonly { readonly certificate: string }[]) {
    return {
        certificate,
        privateKey: key,
        authority: authorities.map((one) => `${one.certificate}\n`).join(""),
    } satisfies CertificateTexts;
}

describe("the certificate in a Secret", () => {
    let root: Authority;
    let other: Authority;
    let namesake: Authority;
    let good: Issued;
    let others: Issued;
    let fit: Required<CertificateTexts>;
    before(async () => {
        const validity = { from, until };
        root = await authority("root", validity);
        other = await authority("other", validity);
        namesake = await authority("root", validity);
        good = await root.issue({ names, from, until });
        others = await other.issue({ names, from, until });
        fit = textsWith(good, root);
    });

    /** What is wrong with one for such a subject, of the root. */
    const problems = async (
        subject: Parameters<Authority["issue"]>[0],
        wanted: readonly string[] = names,
        at = now,
    ): Promise<readonly string[]> => {
        return unfitness(textsWith(await root.issue({ from, until, ...subject }), root), wanted, at);
    };
    const wrong = (texts: CertificateTexts, at = now) => unfitness(texts, names, at);

    it("is fit where it is for every name, signed by the authority and valid", () => {
        assert.deepEqual(wrong(fit), []);
    });

    describe("and the names", () => {
        it("says for which ones it is not, all of them in one clause", async () => {
            assert.deepEqual(await problems({ names: names.slice(0, 1) }), [
                `it is not for kafka-1.${domain}, kafka.kafka.svc.cluster.local`,
            ]);
        });

        it("takes a wildcard for one label, and not for what stands below or above it", async () => {
            const wildcard = { names: [`*.${domain}`] };
            assert.deepEqual(await problems(wildcard, [`kafka-0.${domain}`, `kafka-11.${domain}`]), []);
            const beside = [`a.kafka-0.${domain}`, domain];
            assert.deepEqual(await problems(wildcard, beside), [`it is not for ${beside.join(", ")}`]);
        });

        it("does not take the namespace's wildcard for the brokers: they are one label below it", async () => {
            assert.deepEqual(await problems({ names: ["*.kafka.svc.cluster.local"] }, [`kafka-0.${domain}`]), [
                `it is not for kafka-0.${domain}`,
            ]);
        });

        it("heeds no capitals", async () => {
            assert.deepEqual(await problems({ names: names.map((name) => name.toUpperCase()) }), []);
        });

        it("holds an address to the addresses, of both families, and not to the names", async () => {
            const addresses = ["192.0.2.7", "2001:db8::7"];
            assert.deepEqual(await problems({ addresses }, [...addresses, "2001:db8:0::7"]), []);
            assert.deepEqual(await problems({ names: addresses }, addresses), [
                `it is not for ${addresses.join(", ")}`,
            ]);
            assert.deepEqual(await problems({ addresses: ["192.0.2.7"] }, ["192.0.2.8"]), ["it is not for 192.0.2.8"]);
        });

        it("does not count the common name, which Java heeds for nobody who has others, and Kafka's clients for nobody", async () => {
            const [name = ""] = names;
            assert.deepEqual(await problems({ commonName: name }, [name]), [`it is not for ${name}`]);
            assert.deepEqual(await problems({ commonName: name, names: ["a.example.com"] }, [name]), [
                `it is not for ${name}`,
            ]);
        });
    });

    describe("and what the Secret lacks", () => {
        for (const [part, key] of [
            ["certificate", "tls.crt"],
            ["privateKey", "tls.key"],
            ["authority", "ca.crt"],
        ] as const) {
            it(`says that it has no ${key}, and nothing else`, () => {
                assert.deepEqual(wrong(Object.fromEntries(Object.entries(fit).filter(([name]) => name !== part))), [
                    `it has no ${key}`,
                ]);
            });
        }

        it("says so of all at once", () => {
            assert.deepEqual(wrong({}), ["it has no tls.crt, tls.key, ca.crt"]);
        });

        it("says where there is something else than a certificate", () => {
            const isNone = (key: string) => [`${key} holds no certificate (-----BEGIN CERTIFICATE-----)`];
            const broken = "-----BEGIN CERTIFICATE-----\nbm90aGluZw==\n-----END CERTIFICATE-----\n";
            for (const garbage of ["garbage", fit.privateKey, broken, fit.certificate.slice(0, 200)]) {
                assert.deepEqual(wrong({ ...fit, certificate: garbage }), isNone("tls.crt"));
                assert.deepEqual(wrong({ ...fit, authority: garbage }), isNone("ca.crt"));
            }
        });

        it("heeds neither words between certificates nor the line ends of another system", () => {
            const commented = (pem: string) => `subject=CN = x\n${pem}`.replaceAll("\n", "\r\n");
            assert.deepEqual(
                wrong({ ...fit, certificate: commented(fit.certificate), authority: commented(fit.authority) }),
                [],
            );
        });
    });

    describe("and its key", () => {
        it("must be of PKCS #8 without a password, whatever its kind", async () => {
            for (const kind of ["ec", "rsa"] as const) {
                const made = await root.issue({ names, from, until, kind });
                const withKey = (privateKey: string) => wrong({ ...fit, certificate: made.certificate, privateKey });
                assert.deepEqual(withKey(made.key), [], kind);
                assert.match(made.traditionalKey, kind === "rsa" ? /BEGIN RSA PRIVATE KEY/ : /BEGIN EC PRIVATE KEY/);
                assert.deepEqual(withKey(made.traditionalKey), [notPkcs8], kind);
                assert.deepEqual(withKey(made.encryptedKey), [notPkcs8], kind);
            }
        });

        it("must be its own", () => {
            assert.deepEqual(wrong({ ...fit, privateKey: others.key }), ["tls.key is not the key of tls.crt"]);
        });

        it("must be readable", () => {
            const broken = "-----BEGIN PRIVATE KEY-----\nbm90aGluZw==\n-----END PRIVATE KEY-----\n";
            assert.deepEqual(wrong({ ...fit, privateKey: broken }), ["tls.key cannot be read"]);
        });

        it("is none of a certificate", () => {
            assert.deepEqual(wrong({ ...fit, privateKey: fit.certificate }), [notPkcs8]);
        });
    });

    describe("and its time", () => {
        it("says until when it was valid, and from when on it will be", () => {
            const after = new Date(until.getTime() + 1000);
            const before = new Date(from.getTime() - 1000);
            assert.deepEqual(wrong(fit, after), ["it has expired: it was valid until Jul  1 00:00:00 2026 GMT"]);
            assert.deepEqual(wrong(fit, before), ["it is valid from Jan  1 00:00:00 2026 GMT on only"]);
            assert.deepEqual(wrong(fit, from), []);
            assert.deepEqual(wrong(fit, until), []);
        });

        it("ends soon 14 days before its end, and not a moment before", () => {
            const days = (count: number) => new Date(until.getTime() - count * 86_400_000);
            assert.equal(endsSoon(fit, days(15)), undefined);
            assert.equal(endsSoon(fit, days(14)), "it is valid until Jul  1 00:00:00 2026 GMT");
            assert.equal(endsSoon(fit, days(1)), "it is valid until Jul  1 00:00:00 2026 GMT");
            assert.equal(endsSoon({}, days(1)), undefined);
            assert.equal(endsSoon({ certificate: "garbage" }, days(1)), undefined);
        });
    });

    describe("and whoever signed it", () => {
        it("must be in ca.crt", () => {
            assert.deepEqual(wrong(textsWith(good, other)), [notSigned]);
        });

        it("is not known by the name alone", () => {
            assert.deepEqual(wrong(textsWith(good, namesake)), [notSigned]);
        });

        it("may stand anywhere in ca.crt, beside others", () => {
            assert.deepEqual(wrong(textsWith(good, other, root)), []);
            assert.deepEqual(wrong(textsWith(good, namesake, other, root)), []);
        });

        it("may be the certificate itself, where ca.crt has it", async () => {
            const alone = await selfSigned({ names, from, until });
            assert.deepEqual(wrong(textsWith(alone, alone)), []);
            assert.deepEqual(wrong(textsWith(alone, root)), [notSigned]);
        });

        it("may be one between, which must then stand in tls.crt, or be trusted itself", async () => {
            const between = await root.intermediate("between", { from, until });
            const leaf = await between.issue({ names, from, until });
            const chain = { ...leaf, certificate: `${leaf.certificate}${between.certificate}\n` };
            assert.deepEqual(wrong(textsWith(chain, root)), []);
            assert.deepEqual(wrong(textsWith(leaf, root)), [notSigned]);
            assert.deepEqual(wrong(textsWith(leaf, between)), []);
        });

        it("may be two between, in their order: Kafka's own clients follow it", async () => {
            const upper = await root.intermediate("upper", { from, until });
            const lower = await upper.intermediate("lower", { from, until });
            const leaf = await lower.issue({ names, from, until });
            const chain = (...links: readonly Authority[]) => ({
                ...leaf,
                certificate: [leaf, ...links].map(({ certificate }) => certificate.trim()).join("\n"),
            });
            assert.deepEqual(wrong(textsWith(chain(lower, upper), root)), []);
            assert.deepEqual(wrong(textsWith(chain(lower), root)), [notSigned]);
            assert.deepEqual(wrong(textsWith(chain(lower, other), root)), [notSigned]);
        });
    });

    it("is all that is wrong at once", () => {
        assert.deepEqual(
            unfitness({ ...textsWith(others, root), privateKey: good.key }, ["a.example.com"], new Date("2027-01-01")),
            [
                "tls.key is not the key of tls.crt",
                "it has expired: it was valid until Jul  1 00:00:00 2026 GMT",
                notSigned,
                "it is not for a.example.com",
            ],
        );
    });

    describe("and another one", () => {
        it("trust each other with both authorities in both Secrets, or with one authority", () => {
            assert.ok(trustEachOther(textsWith(good, root, other), textsWith(others, other, root)));
            assert.ok(trustEachOther(fit, fit));
        });

        it("do not where one of them does not trust the other, whichever it is", () => {
            const [both, alone] = [textsWith(good, root, other), textsWith(others, other)];
            assert.ok(!trustEachOther(both, alone));
            assert.ok(!trustEachOther(alone, both));
            assert.ok(!trustEachOther(fit, alone));
        });

        it("do not where one is not there, or unreadable", () => {
            for (const unknown of [{}, { ...fit, certificate: "garbage" }, { ...fit, authority: "garbage" }]) {
                assert.ok(!trustEachOther(fit, unknown));
                assert.ok(!trustEachOther(unknown, fit));
            }
            assert.ok(!trustEachOther({}, {}));
        });
    });
});

describe("textsOf", () => {
    const encoded = (text: string) => Buffer.from(text).toString("base64");
    const secret = (data?: object) => ({
        apiVersion: "v1",
        kind: "Secret",
        metadata: { name: "own" },
        ...(data === undefined ? {} : { data }),
    });

    it("reads the texts of a Secret, and nothing else that is in it", () => {
        const data = { "tls.crt": encoded("a"), "tls.key": encoded("b"), "ca.crt": encoded("c"), other: encoded("d") };
        assert.deepEqual(textsOf(secret(data)), { certificate: "a", privateKey: "b", authority: "c" });
    });

    it("takes an empty value for none: cert-manager leaves ca.crt so where it does not know the authority", () => {
        assert.deepEqual(textsOf(secret({ "tls.crt": encoded("a"), "tls.key": encoded(" \n"), "ca.crt": "" })), {
            certificate: "a",
        });
    });

    it("reads nothing of a Secret that is empty, or not there", () => {
        assert.deepEqual(textsOf(secret()), {});
        assert.deepEqual(textsOf(undefined), {});
    });
});

describe("howToMake", () => {
    it("is a line to type, with every key", () => {
        assert.equal(
            howToMake("apps", "own"),
            "kubectl -n apps create secret generic own --from-file=tls.crt --from-file=tls.key --from-file=ca.crt; then run pulumi up again",
        );
    });
});
