import assert from "node:assert/strict";
import { first, keyStore, other, own1, quiet, renewed, RenewingBroker, taken, untaken } from "./renewingBroker";
import type { Asked } from "./renewingBroker";

describe("renew-certificate.sh, refused by the broker", () => {
    let beside: RenewingBroker;
    beforeEach(async () => {
        beside = new RenewingBroker();
        await beside.begin();
    });
    afterEach(() => {
        beside.sandbox.remove();
    });

    const why = "Invalid value null for configuration A client SSLEngine can't connect";
    const trace = `java.util.concurrent.ExecutionException: org.apache.kafka.common.errors.InvalidRequestException: ${why}`;
    /** Refuses what adds this store, so many times. */
    const refusing = (store: string, times: number) => {
        let left = times;
        return ({ did }: Asked) => (did === beside.adds(store) && left-- > 0 ? trace : undefined);
    };

    it("says why in Kafka's words, and tries again", async () => {
        beside.refuse = refusing("keystore", 2);
        const ran = await beside.run([renewed, ...quiet]);
        const stdout = untaken("keystore", why).repeat(2) + taken("keystore");
        assert.deepEqual(ran, { code: 0, stdout, stderr: "" });
        assert.deepEqual(beside.done(), [
            [1, beside.adds("keystore")],
            [2, beside.adds("keystore")],
            [3, beside.adds("keystore")],
            [3, beside.deletes("keystore")],
        ]);
    });

    it("says what Kafka's tool says itself, and whether it says anything", async () => {
        const said = `Invalid config(s): listener.name.sasl.ssl.keystore.location`;
        beside.refuse = () => said;
        assert.equal((await beside.run([renewed])).stdout, untaken("keystore", said));
        beside.sandbox.stub("timeout", "exit 124");
        assert.equal((await beside.run([renewed])).stdout, untaken("keystore", "it does not answer"));
    });

    it("shows no certificate of an authority that is not trusted yet, and counts from when it is", async () => {
        beside.refuse = refusing("truststore", 3);
        const ran = await beside.run([other, ...quiet, ...quiet]);
        const stdout = untaken("truststore", why).repeat(3) + taken("truststore") + taken("keystore");
        assert.deepEqual(ran, { code: 0, stdout, stderr: "" });
        assert.deepEqual(beside.done(), [
            [1, beside.adds("truststore")],
            [2, beside.adds("truststore")],
            [3, beside.adds("truststore")],
            [4, beside.adds("truststore")],
            [4, beside.deletes("truststore")],
            [7, beside.adds("keystore")],
            [7, beside.deletes("keystore")],
        ]);
        assert.equal(beside.asked[3]?.trustStore, `authority 2\nauthority 1\n${own1}`);
    });

    it("takes up the Secret as it is corrected", async () => {
        beside.refuse = ({ keyStore: store }) => (store.includes("mistaken") ? trace : undefined);
        await beside.run([{ ...renewed, "tls.crt": "mistaken\n" }, undefined, renewed, ...quiet]);
        assert.deepEqual(beside.done(), [
            [1, beside.adds("keystore")],
            [2, beside.adds("keystore")],
            [3, beside.adds("keystore")],
            [3, beside.deletes("keystore")],
        ]);
        assert.equal(beside.asked.at(-1)?.keyStore, keyStore(renewed));
    });

    it("leaves the stores as the broker has them, which it reads whole whenever one of them changes", async () => {
        beside.refuse = ({ keyStore: store }) => (store.includes("mistaken") ? trace : undefined);
        await beside.run([{ ...renewed, "tls.crt": "mistaken\n" }, first, undefined, { "ca.crt": "authority 2\n" }]);
        assert.deepEqual(beside.done(), [
            [1, beside.adds("keystore")],
            [4, beside.adds("truststore")],
            [4, beside.deletes("truststore")],
        ]);
        assert.equal(beside.asked.at(-1)?.keyStore, keyStore(first));
        assert.equal(beside.asked.at(-1)?.trustStore, `authority 2\nauthority 1\n${own1}`);
    });

    it("shows a certificate that came before its authority no earlier than others", async () => {
        beside.refuse = ({ keyStore: store, trustStore }) =>
            store === keyStore(other) && !trustStore.includes("authority 2") ? trace : undefined;
        await beside.run([{ ...other, "ca.crt": first["ca.crt"] }, other, ...quiet]);
        assert.deepEqual(
            beside.asked.map(({ round, keyStore: store }) => [round, store === keyStore(other)]),
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
        beside.refuse = ({ did }) => (did.startsWith("delete") && left-- > 0 ? trace : undefined);
        const ran = await beside.run([renewed, ...quiet]);
        const stdout = untaken("keystore", why) + taken("keystore");
        assert.deepEqual(ran, { code: 0, stdout, stderr: "" });
        assert.deepEqual(beside.done(), [
            [1, beside.adds("keystore")],
            [1, beside.deletes("keystore")],
            [2, beside.adds("keystore")],
            [2, beside.deletes("keystore")],
        ]);
    });
});
