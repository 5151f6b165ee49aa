import assert from "node:assert/strict";
import { registration } from "../../../components/kafkaManager/registration";
import { settingsOf } from "../parts";
import type { Groups } from "../parts";

function text(groups: Groups = {}): string {
    const { kafkaManager, security } = settingsOf(groups);
    return registration(kafkaManager, security, "zk-0:2181,zk-1:2181/kafka", "3.1.0");
}

function registered(cluster: object = {}, security: object = {}): unknown {
    return JSON.parse(text({ kafkaManager: { cluster }, security }));
}

const byDefault = {
    name: "kafka",
    curatorConfig: {
        zkConnect: "zk-0:2181,zk-1:2181/kafka",
        zkMaxRetry: 100,
        baseSleepTimeMs: 100,
        maxSleepTimeMs: 1000,
    },
    enabled: true,
    kafkaVersion: "3.1.0",
    jmxEnabled: true,
    jmxUser: null,
    jmxPass: null,
    jmxSsl: false,
    pollConsumers: true,
    filterConsumers: false,
    logkafkaEnabled: false,
    activeOffsetCacheEnabled: false,
    displaySizeEnabled: false,
    tuning: null,
    securityProtocol: "PLAINTEXT",
    saslMechanism: null,
    jaasConfig: null,
};

describe("registration", () => {
    it("is exactly this by default: what is left out means something else to CMAK", () => {
        assert.deepEqual(registered(), byDefault);
    });

    const options: Readonly<Record<string, object>> = {
        jmx: { jmxEnabled: false },
        pollConsumers: { pollConsumers: false },
        filterConsumers: { filterConsumers: true },
        activeOffsetCache: { activeOffsetCacheEnabled: true },
        displaySizes: { displaySizeEnabled: true },
    };
    for (const [option, changed] of Object.entries(options)) {
        it(`follows the option ${option}`, () => {
            const value = Object.values(changed)[0] as boolean;
            assert.deepEqual(registered({ [option]: value }), { ...byDefault, ...changed });
        });
    }

    it("carries the tuning that is set, and leaves the rest to CMAK", () => {
        const tuning = { brokerViewThreadPoolSize: 30, brokerViewThreadPoolQueueSize: 3000 };
        assert.deepEqual(JSON.parse(text({ kafkaManager: { tuning } })), {
            ...byDefault,
            tuning,
        });
    });

    it("carries the cluster's name", () => {
        assert.deepEqual(registered({ name: "orders" }), { ...byDefault, name: "orders" });
    });

    const encrypted = { tls: { secret: "certificate" } };
    for (const [authentication, tls, securityProtocol, saslMechanism] of [
        ["offered", {}, "PLAINTEXT", null],
        ["offered", encrypted, "PLAINTEXT", null],
        ["preferred", {}, "SASL_PLAINTEXT", "SCRAM-SHA-512"],
        ["preferred", encrypted, "SASL_SSL", "SCRAM-SHA-512"],
        ["required", {}, "SASL_PLAINTEXT", "SCRAM-SHA-512"],
        ["required", encrypted, "SASL_SSL", "SCRAM-SHA-512"],
    ] as const) {
        const how = tls === encrypted ? "encrypted" : "in plain text";
        it(`says how brokers take logins that are ${authentication}, ${how}, and never the login`, () => {
            assert.deepEqual(registered({}, { authentication, ...tls }), {
                ...byDefault,
                securityProtocol,
                saslMechanism,
            });
        });
    }

    it("has no blank: zkCli.sh splits its line at blanks", () => {
        assert.doesNotMatch(text(), /\s/);
    });
});
