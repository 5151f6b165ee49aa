import assert from "node:assert/strict";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { authority } from "../../../certificates";
import { Sandbox, virtualTime } from "../../bash";
import type { Ran } from "../../bash";
import { dns, standIn, start } from "../startScript";

describe("start.sh with a certificate", () => {
    let sandbox: Sandbox;
    beforeEach(() => {
        sandbox = new Sandbox();
        standIn(sandbox);
    });
    afterEach(() => {
        sandbox.remove();
    });

    const store = (name: string): string => readFileSync(sandbox.path(`stores/${name}.pem`), "utf8");

    /** Starts a broker whose Secret has this. What renews the certificate ends in its first pause, and leaves a note. */
    const encrypted = async (key: string, certificate: string, trusted: string): Promise<Ran> => {
        for (const directory of ["secret", "stores"]) {
            mkdirSync(sandbox.path(directory), { recursive: true });
        }
        writeFileSync(sandbox.path("secret/tls.key"), key);
        writeFileSync(sandbox.path("secret/tls.crt"), certificate);
        writeFileSync(sandbox.path("secret/ca.crt"), trusted);
        return start(sandbox, "kafka-2", {
            LISTENER_PORT: "9093",
            TLS_DIRECTORY: sandbox.path("secret"),
            STORES_DIRECTORY: sandbox.path("stores"),
            TRUST_SECONDS: "180",
            ...virtualTime(
                `echo "\${0##*/} \${KAFKA_JMX_OPTS-none} \${EXTRA_ARGS-none}" >> ${sandbox.path("beside")}; exit 0`,
            ),
        });
    };

    it("writes the stores before the broker reads them: the key first, and for nobody else", async () => {
        const root = await authority("root");
        const signer = await root.intermediate("signer");
        const { key, certificate } = await signer.issue({ names: [dns] });
        const chain = certificate + signer.certificate;
        sandbox.stub("kafka-server-start.sh", `cp ${sandbox.path("stores")}/*.pem .`);
        assert.equal((await encrypted(key.trimEnd(), chain, root.certificate)).code, 0);
        assert.equal(readFileSync(sandbox.path("keystore.pem"), "utf8"), `${key}${chain}`);
        assert.equal(readFileSync(sandbox.path("truststore.pem"), "utf8"), `${root.certificate}\n${certificate}`);
        const stores = readdirSync(sandbox.path("stores")).sort();
        assert.deepEqual(stores, ["authority.pem", "keystore.pem", "truststore.pem"]);
        for (const name of stores) {
            assert.equal(statSync(sandbox.path(`stores/${name}`)).mode & 0o777, 0o600);
        }
    });

    it("takes the Secret as it is now: stores outlive a container", async () => {
        const { certificate: root, issue } = await authority("root");
        const [before, now] = [await issue({ names: [dns] }), await issue({ names: [dns] })];
        await encrypted(before.key, before.certificate, "of before");
        writeFileSync(sandbox.path("stores/keystore.pem.before"), "of a container that ended in the middle");
        assert.equal((await encrypted(now.key, now.certificate, root)).code, 0);
        assert.equal(store("keystore"), `${now.key}\n${now.certificate}`);
        assert.equal(store("truststore"), `${root}\n${now.certificate}`);
        assert.equal(store("authority"), root);
        assert.ok(!existsSync(sandbox.path("stores/keystore.pem.before")));
    });

    it("has it renewed beside the broker, without its options, which only who has one does", async () => {
        const { certificate: root, issue } = await authority("root");
        const { key, certificate } = await issue({ names: [dns] });
        sandbox.stub("kafka-server-start.sh", `until [ -e ${sandbox.path("beside")} ]; do /bin/sleep 0.02; done`);
        assert.deepEqual(await encrypted(key, certificate, root), { code: 0, stdout: "", stderr: "" });
        assert.equal(readFileSync(sandbox.path("beside"), "utf8"), "renew-certificate.sh none none\n");
        rmSync(sandbox.path("beside"));
        sandbox.stub("kafka-server-start.sh", "/bin/sleep 0.2");
        await start(sandbox, "kafka-2", virtualTime(`touch ${sandbox.path("beside")}; exit 0`));
        assert.ok(!existsSync(sandbox.path("beside")));
    });

    for (const [name, kind, encoding] of [
        ["PKCS #1, as openssl wrote RSA keys", "rsa", "traditionalKey"],
        ["SEC 1, as openssl writes keys of elliptic curves", "ec", "traditionalKey"],
        ["PKCS #8 with a password", "rsa", "encryptedKey"],
    ] as const) {
        it(`does not start with a key in ${name}, says what to do, and writes nothing`, async () => {
            const { certificate: root, issue } = await authority("root");
            const { certificate, ...keys } = await issue({ names: [dns], kind });
            const stderr =
                "start.sh: tls.key must be PKCS #8 without a password, which Kafka reads: openssl pkcs8 -topk8 -nocrypt -in tls.key\n";
            assert.deepEqual(await encrypted(keys[encoding], certificate, root), { code: 1, stdout: "", stderr });
            assert.deepEqual(readdirSync(sandbox.path("stores")), []);
            assert.ok(!existsSync(sandbox.path("beside")));
        });
    }
});
