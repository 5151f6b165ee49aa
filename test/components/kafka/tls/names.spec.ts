import assert from "node:assert/strict";
import { brokerName, certifiedNames, reachedNames } from "../../../../components/kafka/tls/names";
import { unfitness } from "../../../../components/kafka/tls/secret";
import { authority } from "../../../certificates";
import { settingsOf } from "../../parts";

const place = { namespace: "apps", clusterDomain: "example.internal" };
const domain = "kafka-headless.apps.svc.example.internal";

function brokers(external: object = {}, replicas = 2) {
    return settingsOf({ brokers: { replicas, external } }).brokers;
}

const ways: Readonly<Record<string, object>> = {
    "no way in from outside": {},
    "a host for each broker": { type: "nodePort", host: "kafka-{broker}.example.com" },
    "one host for all": { type: "nodePort", host: "kafka.example.com" },
    "an address": { type: "nodePort", host: "192.0.2.7" },
    "load balancers": { type: "loadBalancer", host: "{broker}.kafka.example.com" },
};

describe("brokerName", () => {
    it("is that of a broker at the headless Service", () => {
        assert.equal(brokerName(11, place), `kafka-11.${domain}`);
    });
});

describe("the names by which brokers are reached", () => {
    it("are those of each at the headless Service, its own, by which Jobs ask, and that of the Service to bootstrap from", () => {
        assert.deepEqual(reachedNames(brokers(), place), [
            `kafka-0.${domain}`,
            `kafka-1.${domain}`,
            domain,
            "kafka.apps.svc.example.internal",
        ]);
    });

    it("are also those outside, one for each broker and one to bootstrap from", () => {
        assert.deepEqual(reachedNames(brokers(ways["a host for each broker"]), place).slice(4), [
            "kafka-bootstrap.example.com",
            "kafka-0.example.com",
            "kafka-1.example.com",
        ]);
    });

    it("are not those of a host that nobody is let in by, or that is not known", () => {
        const { external } = brokers(ways["one host for all"]);
        for (const one of [
            { ...external, type: "none" as const },
            { ...external, host: undefined },
        ]) {
            assert.equal(reachedNames({ external: one, replicas: 2 }, place).length, 4);
        }
    });
});

describe("what a certificate of an issuer is for", () => {
    it("is every broker, those to come too, and the Service by each of its names", () => {
        const wanted = {
            dnsNames: [
                `*.${domain}`,
                domain,
                "kafka.apps.svc.example.internal",
                "kafka.apps.svc",
                "kafka.apps",
                "kafka",
            ],
            ipAddresses: [],
        };
        assert.deepEqual(certifiedNames(brokers(), place), wanted);
        assert.deepEqual(certifiedNames(brokers({}, 5), place), wanted);
    });

    it("has the names outside among the names, each once, and addresses among the addresses", () => {
        const { dnsNames, ipAddresses } = certifiedNames(brokers(ways["one host for all"], 3), place);
        assert.deepEqual([dnsNames.slice(6), ipAddresses], [["kafka.example.com"], []]);
        const certified = certifiedNames(brokers(ways["an address"], 3), place);
        assert.deepEqual([certified.dnsNames.length, certified.ipAddresses], [6, ["192.0.2.7"]]);
    });

    for (const [way, external] of Object.entries(ways)) {
        it(`is every name by which brokers are reached, with ${way}`, async () => {
            const settings = brokers(external, 3);
            const { dnsNames, ipAddresses } = certifiedNames(settings, place);
            const root = await authority("root");
            const made = await root.issue({ names: dnsNames, addresses: ipAddresses });
            const texts = { certificate: made.certificate, privateKey: made.key, authority: root.certificate };
            assert.deepEqual(unfitness(texts, reachedNames(settings, place), new Date()), []);
        });
    }
});
