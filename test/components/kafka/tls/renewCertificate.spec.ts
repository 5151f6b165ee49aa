import assert from "node:assert/strict";
import { readdirSync, statSync } from "node:fs";
import { dns, first, keyStore, other, own1, own2, own3, quiet, renewed, RenewingBroker, taken } from "./renewingBroker";

describe("renew-certificate.sh", () => {
    let beside: RenewingBroker;
    beforeEach(async () => {
        beside = new RenewingBroker();
        await beside.begin();
    });
    afterEach(() => {
        beside.sandbox.remove();
    });

    it("asks nothing of the broker, and says nothing, while nothing has changed", async () => {
        assert.deepEqual(await beside.run([...quiet, first, ...quiet]), { code: 0, stdout: "", stderr: "" });
        assert.deepEqual(beside.asked, []);
        assert.equal(beside.text("stores/keystore.pem"), keyStore(first));
    });

    it("brings a renewed certificate to the broker at once, and once", async () => {
        const ran = await beside.run([undefined, renewed, ...quiet]);
        assert.deepEqual(ran, { code: 0, stdout: taken("keystore"), stderr: "" });
        assert.deepEqual(beside.done(), [
            [2, beside.adds("keystore")],
            [2, beside.deletes("keystore")],
        ]);
        assert.equal(beside.asked[0]?.keyStore, keyStore(renewed));
    });

    it("trusts its own certificate and the one before, so that one that has ended is no end", async () => {
        await beside.run([renewed, ...quiet, { "tls.key": "key 3\n", "tls.crt": own3 }]);
        assert.equal(beside.asked[0]?.trustStore, `authority 1\n${own2}${own1}`);
        assert.equal(beside.asked.at(-1)?.trustStore, `authority 1\n${own3}${own2}`);
    });

    it("takes up what has changed while the broker started", async () => {
        assert.equal((await beside.run([], {}, renewed)).stdout, "");
        await beside.run([undefined], {}, renewed);
        assert.equal(beside.asked[0]?.keyStore, keyStore(renewed));
    });

    it("asks the broker itself, by the name that its certificate is for, as the brokers log in", async () => {
        await beside.run([renewed]);
        assert.deepEqual(
            beside.asked.map(({ args }) => args.slice(0, -1)),
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
        await beside.run([renewed], { EXTERNAL_LISTENER: "EXTERNAL" });
        const location = (listener: string) => `listener.name.${listener}.ssl.keystore.location`;
        const file = beside.sandbox.path("stores/keystore.pem");
        assert.deepEqual(beside.done(), [
            [1, `add ${location("sasl")}=${file},${location("external")}=${file}`],
            [1, `delete ${location("sasl")},${location("external")}`],
        ]);
    });

    it("leaves keys to nobody else on the node, and nothing but the stores", async () => {
        await beside.run([other, ...quiet]);
        const stores = readdirSync(beside.sandbox.path("stores")).sort();
        assert.deepEqual(stores, ["authority.pem", "keystore.pem", "truststore.pem"]);
        for (const store of stores) {
            assert.equal(statSync(beside.sandbox.path(`stores/${store}`)).mode & 0o777, 0o600);
        }
    });

    describe("of another authority", () => {
        it("trusts it at once, beside the one before, and shows its certificate when every broker trusts it", async () => {
            const ran = await beside.run([other, ...quiet]);
            assert.deepEqual(ran, { code: 0, stdout: taken("truststore") + taken("keystore"), stderr: "" });
            // Trusted after 5 s; 12 s later is in the pause that ends after 20 s.
            assert.deepEqual(beside.done(), [
                [1, beside.adds("truststore")],
                [1, beside.deletes("truststore")],
                [4, beside.adds("keystore")],
                [4, beside.deletes("keystore")],
            ]);
            const [trusts, , shows] = beside.asked;
            assert.equal(trusts?.keyStore, keyStore(first));
            assert.equal(trusts.trustStore, `authority 2\nauthority 1\n${own1}`);
            assert.equal(shows?.keyStore, keyStore(other));
            // Without those between: whom they have signed else is nobody that a broker trusts.
            assert.equal(shows.trustStore, `authority 2\nauthority 1\n${own3}${own1}`);
        });

        it("waits as long where the certificate comes after its authority", async () => {
            await beside.run([{ "ca.crt": other["ca.crt"] }, undefined, other, ...quiet]);
            assert.deepEqual(
                beside.done().map(([round]) => round),
                [1, 1, 4, 4],
            );
        });

        it("is trusted beside the last one, not beside all there ever were", async () => {
            await beside.run([other, ...quiet, { "ca.crt": "authority 3\n" }]);
            assert.equal(beside.asked.at(-1)?.trustStore, `authority 3\nauthority 2\n${own3}`);
        });

        it("takes a certificate of before back as one more authority", async () => {
            await beside.run([other, ...quiet, first, ...quiet]);
            assert.equal(beside.asked.at(-1)?.trustStore, `authority 1\nauthority 2\n${own1}${own3}`);
            assert.equal(beside.asked.at(-1)?.keyStore, keyStore(first));
            assert.deepEqual(beside.done().slice(4), [
                [8, beside.adds("truststore")],
                [8, beside.deletes("truststore")],
                [11, beside.adds("keystore")],
                [11, beside.deletes("keystore")],
            ]);
        });

        it("is not lost to a Secret that has none for a while", async () => {
            await beside.run([{ "ca.crt": "" }, ...quiet, other, ...quiet]);
            assert.equal(beside.asked[0]?.round, 8);
            assert.equal(beside.asked[0].trustStore, `authority 2\nauthority 1\n${own1}`);
        });
    });
});
