import assert from "node:assert/strict";
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { Sandbox, scriptFile, virtualTime } from "../../bash";
import type { Ran } from "../../bash";
import { fakeTools, option } from "../tools";
import type { Answer } from "../tools";

const dns = "kafka-headless.apps.svc.example.internal";

/** A Secret with a certificate; the texts stand for PEM. */
interface Certificate {
    readonly "tls.key": string;
    readonly "tls.crt": string;
    readonly "ca.crt": string;
}

const pem = (body: string): string => `-----BEGIN CERTIFICATE-----\n${body}\n-----END CERTIFICATE-----\n`;

const [own1, own2, own3] = [pem("certificate 1"), pem("certificate 2"), pem("certificate 3")] as const;

const first: Certificate = { "tls.key": "key 1\n", "tls.crt": own1, "ca.crt": "authority 1\n" };
const renewed: Certificate = { ...first, "tls.key": "key 2\n", "tls.crt": own2 };
const other: Certificate = { "tls.key": "key 3\n", "tls.crt": `${own3}${pem("between")}`, "ca.crt": "authority 2\n" };

/** The store of a key: it stands before its certificate. */
function keyStore(certificate: Certificate): string {
    return `${certificate["tls.key"]}\n${certificate["tls.crt"]}`;
}

/** What a broker was asked to do, when, and what it read then; its stores are its whole answer. */
interface Asked {
    /** How many pauses there had been. */
    readonly round: number;
    readonly did: string;
    readonly keyStore: string;
    readonly trustStore: string;
}

describe("renew-certificate.sh", () => {
    let sandbox: Sandbox;
    let asked: (Asked & { readonly args: readonly string[] })[];
    /** Set to refuse; undefined where the broker does as it is told. */
    let refuse: (asked: Asked) => string | undefined;
    beforeEach(async () => {
        sandbox = new Sandbox();
        asked = [];
        refuse = () => undefined;
        for (const directory of ["secret", "stores", "rounds"]) {
            mkdirSync(sandbox.path(directory));
        }
        await fakeTools(sandbox, (tool, args) => answer(tool, args));
    });
    afterEach(() => {
        sandbox.remove();
    });

    const text = (path: string): string => readFileSync(sandbox.path(path), "utf8");

    const answer = (tool: string, args: readonly string[]): Answer => {
        assert.equal(tool, "configs");
        const [added, deleted] = [option(args, "--add-config"), option(args, "--delete-config")];
        const ask: Asked = {
            round: Number(text("round")),
            did: added === undefined ? `delete ${deleted ?? "nothing"}` : `add ${added}`,
            keyStore: text("stores/keystore.pem"),
            trustStore: text("stores/truststore.pem"),
        };
        asked.push({ ...ask, args });
        const why = refuse(ask);
        return why === undefined
            ? [0, "Completed updating config for broker 2.\n"]
            : [1, `Error while executing config command with args '--alter'\n${why}\n\tat java.base/X\n`];
    };

    /** Runs beside a broker that started with the first certificate. Each item is what the Secret becomes in that pause; after the last the pod ends. */
    const run = async (
        secrets: readonly (Partial<Certificate> | undefined)[],
        environment: Readonly<Record<string, string>> = {},
        secret: Certificate = first,
    ): Promise<Ran> => {
        const write = (certificate: Partial<Certificate>): string =>
            Object.entries(certificate)
                .map(([name, content]) => `printf %s '${content}' >${sandbox.path(`secret/${name}`)}\n`)
                .join("");
        await sandbox.run(["/bin/bash", "-c", write(secret)]);
        writeFileSync(sandbox.path("stores/keystore.pem"), keyStore(first), { mode: 0o600 });
        writeFileSync(sandbox.path("stores/authority.pem"), first["ca.crt"], { mode: 0o600 });
        writeFileSync(sandbox.path("stores/truststore.pem"), first["ca.crt"] + own1, { mode: 0o600 });
        for (const [index, certificate = {}] of secrets.entries()) {
            writeFileSync(sandbox.path(`rounds/${index + 1}`), write(certificate));
        }
        // Its clock is that of the pauses alone: unset, SECONDS counts no more by itself.
        const meanwhile = `[ -n "\${round:-}" ] || { unset SECONDS; SECONDS=0 round=0; }
            round=$((round + 1)); echo "$round" >${sandbox.path("round")}
            [ -e ${sandbox.path("rounds")}/$round ] || exit 0
            . ${sandbox.path("rounds")}/$round`;
        return sandbox.run(["/bin/bash", scriptFile("kafka", "renew-certificate.sh")], {
            POD_NAME: "kafka-2",
            HEADLESS_DNS: dns,
            LISTENER_PORT: "9093",
            TLS_DIRECTORY: sandbox.path("secret"),
            STORES_DIRECTORY: sandbox.path("stores"),
            TRUST_SECONDS: "12",
            TOOLS_DIRECTORY: sandbox.directory,
            COMMAND_CONFIG: "/etc/login.properties",
            ...virtualTime(meanwhile),
            ...environment,
        });
    };
    const quiet = Array.from({ length: 6 }, () => undefined);

    const adds = (store: string) =>
        `add listener.name.sasl.ssl.${store}.location=${sandbox.path(`stores/${store}.pem`)}`;
    const deletes = (store: string) => `delete listener.name.sasl.ssl.${store}.location`;
    const done = (): readonly (readonly [round: number, did: string])[] => asked.map(({ round, did }) => [round, did]);
    const taken = (store: string) => `renew-certificate.sh: the broker has taken up the new ${store}.pem\n`;
    const untaken = (store: string, why: string) =>
        `renew-certificate.sh: the broker does not take up ${store}.pem yet: ${why}\n`;

    it("asks nothing of the broker, and says nothing, while nothing has changed", async () => {
        assert.deepEqual(await run([...quiet, first, ...quiet]), { code: 0, stdout: "", stderr: "" });
        assert.deepEqual(asked, []);
        assert.equal(text("stores/keystore.pem"), keyStore(first));
    });

    it("brings a renewed certificate to the broker at once, and once", async () => {
        const ran = await run([undefined, renewed, ...quiet]);
        assert.deepEqual(ran, { code: 0, stdout: taken("keystore"), stderr: "" });
        assert.deepEqual(done(), [
            [2, adds("keystore")],
            [2, deletes("keystore")],
        ]);
        assert.equal(asked[0]?.keyStore, keyStore(renewed));
    });

    it("trusts its own certificate and the one before, so that one that has ended is no end", async () => {
        await run([renewed, ...quiet, { "tls.key": "key 3\n", "tls.crt": own3 }]);
        assert.equal(asked[0]?.trustStore, `authority 1\n${own2}${own1}`);
        assert.equal(asked.at(-1)?.trustStore, `authority 1\n${own3}${own2}`);
    });

    it("takes up what has changed while the broker started", async () => {
        assert.equal((await run([], {}, renewed)).stdout, "");
        await run([undefined], {}, renewed);
        assert.equal(asked[0]?.keyStore, keyStore(renewed));
    });

    it("asks the broker itself, by the name that its certificate is for, as the brokers log in", async () => {
        await run([renewed]);
        assert.deepEqual(
            asked.map(({ args }) => args.slice(0, -1)),
            ["--add-config", "--delete-config"].map((option) => [
                "--bootstrap-server",
                `kafka-2.${dns}:9093`,
                "--command-config",
                "/etc/login.properties",
                "--entity-type",
                "brokers",
                "--entity-name",
                "2",
                "--alter",
                option,
            ]),
        );
    });

    it("gives clients outside the same certificate", async () => {
        await run([renewed], { EXTERNAL_LISTENER: "EXTERNAL" });
        const location = (listener: string) => `listener.name.${listener}.ssl.keystore.location`;
        const file = sandbox.path("stores/keystore.pem");
        assert.deepEqual(done(), [
            [1, `add ${location("sasl")}=${file},${location("external")}=${file}`],
            [1, `delete ${location("sasl")},${location("external")}`],
        ]);
    });

    it("leaves keys to nobody else on the node, and nothing but the stores", async () => {
        await run([other, ...quiet]);
        const stores = readdirSync(sandbox.path("stores")).sort();
        assert.deepEqual(stores, ["authority.pem", "keystore.pem", "truststore.pem"]);
        for (const store of stores) {
            assert.equal(statSync(sandbox.path(`stores/${store}`)).mode & 0o777, 0o600);
        }
    });

    describe("of another authority", () => {
        it("trusts it at once, beside the one before, and shows its certificate when every broker trusts it", async () => {
            const ran = await run([other, ...quiet]);
            assert.deepEqual(ran, { code: 0, stdout: taken("truststore") + taken("keystore"), stderr: "" });
            // Trusted after 5 s; 12 s later is in the pause that ends after 20 s.
            assert.deepEqual(done(), [
                [1, adds("truststore")],
                [1, deletes("truststore")],
                [4, adds("keystore")],
                [4, deletes("keystore")],
            ]);
            const [trusts, , shows] = asked;
            assert.equal(trusts?.keyStore, keyStore(first));
            assert.equal(trusts.trustStore, `authority 2\nauthority 1\n${own1}`);
            assert.equal(shows?.keyStore, keyStore(other));
            // Without those between: whom they have signed else is nobody that a broker trusts.
            assert.equal(shows.trustStore, `authority 2\nauthority 1\n${own3}${own1}`);
        });

        it("waits as long where the certificate comes after its authority", async () => {
            await run([{ "ca.crt": other["ca.crt"] }, undefined, other, ...quiet]);
            assert.deepEqual(
                done().map(([round]) => round),
                [1, 1, 4, 4],
            );
        });

        it("is trusted beside the last one, not beside all there ever were", async () => {
            await run([other, ...quiet, { "ca.crt": "authority 3\n" }]);
            assert.equal(asked.at(-1)?.trustStore, `authority 3\nauthority 2\n${own3}`);
        });

        it("takes a certificate of before back as one more authority", async () => {
            await run([other, ...quiet, first, ...quiet]);
            assert.equal(asked.at(-1)?.trustStore, `authority 1\nauthority 2\n${own1}${own3}`);
            assert.equal(asked.at(-1)?.keyStore, keyStore(first));
            assert.deepEqual(done().slice(4), [
                [8, adds("truststore")],
                [8, deletes("truststore")],
                [11, adds("keystore")],
                [11, deletes("keystore")],
            ]);
        });

        it("is not lost to a Secret that has none for a while", async () => {
            await run([{ "ca.crt": "" }, ...quiet, other, ...quiet]);
            assert.equal(asked[0]?.round, 8);
            assert.equal(asked[0].trustStore, `authority 2\nauthority 1\n${own1}`);
        });
    });

    describe("refused by the broker", () => {
        const why = "Invalid value null for configuration A client SSLEngine can't connect";
        const trace = `java.util.concurrent.ExecutionException: org.apache.kafka.common.errors.InvalidRequestException: ${why}`;
        /** Refuses what adds this store, so many times. */
        const refusing = (store: string, times: number) => {
            let left = times;
            return ({ did }: Asked) => (did === adds(store) && left-- > 0 ? trace : undefined);
        };

        it("says why in Kafka's words, and tries again", async () => {
            refuse = refusing("keystore", 2);
            const ran = await run([renewed, ...quiet]);
            const stdout = untaken("keystore", why).repeat(2) + taken("keystore");
            assert.deepEqual(ran, { code: 0, stdout, stderr: "" });
            assert.deepEqual(done(), [
                [1, adds("keystore")],
                [2, adds("keystore")],
                [3, adds("keystore")],
                [3, deletes("keystore")],
            ]);
        });

        it("says what Kafka's tool says itself, and whether it says anything", async () => {
            const said = `Invalid config(s): listener.name.sasl.ssl.keystore.location`;
            refuse = () => said;
            assert.equal((await run([renewed])).stdout, untaken("keystore", said));
            sandbox.stub("timeout", "exit 124");
            assert.equal((await run([renewed])).stdout, untaken("keystore", "it does not answer"));
        });

        it("shows no certificate of an authority that is not trusted yet, and counts from when it is", async () => {
            refuse = refusing("truststore", 3);
            const ran = await run([other, ...quiet, ...quiet]);
            const stdout = untaken("truststore", why).repeat(3) + taken("truststore") + taken("keystore");
            assert.deepEqual(ran, { code: 0, stdout, stderr: "" });
            assert.deepEqual(done(), [
                [1, adds("truststore")],
                [2, adds("truststore")],
                [3, adds("truststore")],
                [4, adds("truststore")],
                [4, deletes("truststore")],
                [7, adds("keystore")],
                [7, deletes("keystore")],
            ]);
            assert.equal(asked[3]?.trustStore, `authority 2\nauthority 1\n${own1}`);
        });

        it("takes up the Secret as it is corrected", async () => {
            refuse = ({ keyStore: store }) => (store.includes("mistaken") ? trace : undefined);
            await run([{ ...renewed, "tls.crt": "mistaken\n" }, undefined, renewed, ...quiet]);
            assert.deepEqual(done(), [
                [1, adds("keystore")],
                [2, adds("keystore")],
                [3, adds("keystore")],
                [3, deletes("keystore")],
            ]);
            assert.equal(asked.at(-1)?.keyStore, keyStore(renewed));
        });

        it("leaves the stores as the broker has them, which it reads whole whenever one of them changes", async () => {
            refuse = ({ keyStore: store }) => (store.includes("mistaken") ? trace : undefined);
            await run([{ ...renewed, "tls.crt": "mistaken\n" }, first, undefined, { "ca.crt": "authority 2\n" }]);
            assert.deepEqual(done(), [
                [1, adds("keystore")],
                [4, adds("truststore")],
                [4, deletes("truststore")],
            ]);
            assert.equal(asked.at(-1)?.keyStore, keyStore(first));
            assert.equal(asked.at(-1)?.trustStore, `authority 2\nauthority 1\n${own1}`);
        });

        it("shows a certificate that came before its authority no earlier than others", async () => {
            refuse = ({ keyStore: store, trustStore }) =>
                store === keyStore(other) && !trustStore.includes("authority 2") ? trace : undefined;
            await run([{ ...other, "ca.crt": first["ca.crt"] }, other, ...quiet]);
            assert.deepEqual(
                asked.map(({ round, keyStore: store }) => [round, store === keyStore(other)]),
                [
                    [1, true],
                    [2, false],
                    [2, false],
                    [5, true],
                    [5, true],
                ],
            );
        });

        it("goes on until the broker has none of its own left, which would outlive what start.sh says", async () => {
            let left = 1;
            refuse = ({ did }) => (did.startsWith("delete") && left-- > 0 ? trace : undefined);
            const ran = await run([renewed, ...quiet]);
            const stdout = untaken("keystore", why) + taken("keystore");
            assert.deepEqual(ran, { code: 0, stdout, stderr: "" });
            assert.deepEqual(done(), [
                [1, adds("keystore")],
                [1, deletes("keystore")],
                [2, adds("keystore")],
                [2, deletes("keystore")],
            ]);
        });
    });
});
