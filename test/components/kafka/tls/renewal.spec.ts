import assert from "node:assert/strict";
import { X509Certificate } from "node:crypto";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { connect, createServer } from "node:tls";
import { renewed } from "../../../../components/kafka/tls/renewal";
import type { Generated, Held, Names } from "../../../../components/kafka/tls/renewal";
import { endsSoon, trustEachOther, unfitness } from "../../../../components/kafka/tls/secret";

const nothing: Held = { authorities: [], texts: {} };
const names: Names = {
    certified: { dnsNames: ["*.kafka-headless.apps", "kafka"], ipAddresses: ["192.0.2.1"] },
    reached: ["kafka-0.kafka-headless.apps", "kafka", "192.0.2.1"],
};
const start = new Date("2026-01-01T00:00:00Z");
const after = (days: number): Date => new Date(start.getTime() + days * 86_400_000);
const shown = ({ texts }: Generated): string => texts.certificate;
const authoritiesOf = ({ authorities }: Generated): readonly string[] =>
    authorities.map(({ certificate }) => certificate);

describe("the certificate that the program makes", () => {
    let first: Generated;
    before(async () => {
        first = await renewed(nothing, names, start);
    });

    it("is good for the brokers, of an authority that may only sign", () => {
        assert.deepEqual(unfitness(first.texts, names.reached, start), []);
        const authority = new X509Certificate(first.texts.authority);
        const certificate = new X509Certificate(first.texts.certificate);
        assert.deepEqual([authority.ca, certificate.ca], [true, false]);
        assert.equal(first.authorities.length, 1);
        assert.ok(!Object.values(first.texts).includes(first.authorities[0]?.privateKey ?? ""));
    });

    it("is one that others connect by, who hold it to its names", async () => {
        const { certificate, privateKey, authority } = first.texts;
        const now = await renewed(nothing, names, new Date());
        const server = createServer({ cert: now.texts.certificate, key: now.texts.privateKey }, (socket) =>
            socket.end("good day"),
        ).listen(0, "127.0.0.1");
        await once(server, "listening");
        const { port } = server.address() as AddressInfo;
        const greeting = async (servername: string, ca: string): Promise<string> => {
            const socket = connect({ port, host: "127.0.0.1", servername, ca });
            try {
                const [greeted] = (await once(socket, "data")) as [Buffer];
                return greeted.toString();
            } finally {
                socket.destroy();
            }
        };
        try {
            assert.equal(await greeting("kafka-0.kafka-headless.apps", now.texts.authority), "good day");
            await assert.rejects(greeting("elsewhere.apps", now.texts.authority), /altnames/);
            await assert.rejects(greeting("kafka-0.kafka-headless.apps", authority), /unable to verify|issuer/);
        } finally {
            server.close();
        }
        assert.notEqual(certificate, privateKey);
    });

    it("stays as it is, with its key and its authority, in every run of its first year", async () => {
        for (const days of [0, 1, 100, 364]) {
            assert.deepEqual(await renewed(first, names, after(days)), first, `after ${days} days`);
        }
    });

    it("is renewed in its second year, of the same authority", async () => {
        const second = await renewed(first, names, after(366));
        assert.notEqual(shown(second), shown(first));
        assert.notEqual(second.texts.privateKey, first.texts.privateKey);
        assert.deepEqual(second.authorities, first.authorities);
        assert.deepEqual(unfitness(second.texts, names.reached, after(366 + 729)), []);
    });

    it("is made anew for a name more, and stays for one less", async () => {
        const more = { ...names, reached: [...names.reached, "new.example.com"] };
        const certified = { ...names.certified, dnsNames: [...names.certified.dnsNames, "new.example.com"] };
        const second = await renewed(first, { ...more, certified }, after(1));
        assert.deepEqual(unfitness(second.texts, more.reached, after(1)), []);
        assert.deepEqual(second.authorities, first.authorities);
        assert.deepEqual(await renewed(second, names, after(1)), second);
    });

    for (const [what, spoilt] of [
        ["its certificate is gone", { certificate: undefined }],
        ["its certificate is none", { certificate: "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n" }],
        ["its key is gone", { privateKey: "" }],
    ] as const) {
        it(`is made anew where ${what}, of the same authority`, async () => {
            const texts = { ...first.texts, ...spoilt } as Held["texts"];
            const second = await renewed({ ...first, texts }, names, after(1));
            assert.deepEqual(unfitness(second.texts, names.reached, after(1)), []);
            assert.deepEqual(second.authorities, first.authorities);
        });
    }

    it("tells brokers the authority again that somebody has taken out of their Secret", async () => {
        const second = await renewed({ ...first, texts: { ...first.texts, authority: "" } }, names, after(1));
        assert.deepEqual(second, first);
    });

    it("is of another authority where that is gone, for nobody else can sign", async () => {
        const second = await renewed({ ...first, authorities: [] }, names, after(1));
        assert.notDeepEqual(authoritiesOf(second), authoritiesOf(first));
        assert.deepEqual(unfitness(second.texts, names.reached, after(1)), []);
    });

    describe("over twenty years", () => {
        for (const [every, notice] of [
            [30, 335],
            [300, 60],
        ] as const) {
            it(`never ends, and a client's file is good for ${notice} days more, with a run every ${every} days`, async () => {
                let now = first;
                /** The last day on which clients got this authority. */
                const files = new Map<string, number>();
                for (let day = 0; day < 20 * 365; day += every) {
                    const then = now;
                    now = await renewed(then, names, after(day));
                    files.set(now.texts.authority, day);
                    const next = after(day + every);
                    assert.deepEqual(unfitness(now.texts, names.reached, next), [], `until the run after day ${day}`);
                    assert.equal(endsSoon(now.texts, next), undefined, `until the run after day ${day}`);
                    if (shown(now) !== shown(then)) {
                        assert.deepEqual(await renewed(now, names, after(day)), now, "a second run changes nothing");
                        for (const [authority, last] of files) {
                            const isOld = last < day - notice;
                            const isTrusted = trustEachOther(now.texts, { ...now.texts, authority });
                            assert.ok(isOld || isTrusted, `a file of day ${last} on day ${day}`);
                        }
                    }
                }
                assert.ok(files.size >= 4, `authorities and pairs of them: ${files.size}`);
            });
        }
    });
});
