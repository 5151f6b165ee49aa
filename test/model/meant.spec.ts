import * as fc from "fast-check";
import assert from "node:assert/strict";
import { brokerProperties, isKnownProperty } from "../../model/brokerProperties/definitions";
import { meantProperty, meantTopicProperty } from "../../model/brokerProperties/meant";
import type { Meant } from "../../model/brokerProperties/meant";
import { topicProperties } from "../../model/brokerProperties/topics";

describe("broker properties", () => {
    it("are those of a Kafka 3.9 broker", () => {
        assert.equal(Object.keys(brokerProperties).length, 329);
        assert.deepEqual(brokerProperties["num.partitions"], { type: "int", min: 1, default: 1 });
    });

    it("are recognised with any one letter missing", () => {
        const names = Object.keys(brokerProperties);
        fc.assert(
            fc.property(fc.constantFrom(...names), fc.nat(), (name, at) => {
                const index = at % name.length;
                const typo = name.slice(0, index) + name.slice(index + 1);
                assert(isKnownProperty(typo) || meantProperty(typo) !== undefined, typo);
            }),
        );
    });

    it("do not claim the names of plug-ins", () => {
        for (const name of [
            "cruise.control.metrics.reporter.bootstrap.servers",
            "opa.authorizer.url",
            "confluent.support.id",
        ]) {
            assert.equal(meantProperty(name), undefined, name);
        }
    });

    it("are found by the name that a topic's have", () => {
        const entries = Object.entries(topicProperties);
        assert.equal(entries.length, 36);
        for (const [name, { broker }] of entries) {
            assert.deepEqual(
                meantProperty(name),
                broker === undefined ? { kind: "topic" } : { kind: "property", name: broker },
            );
            assert(broker === undefined || Object.hasOwn(brokerProperties, broker), name);
        }
    });

    it("of topics are recognised with any one letter missing, and by the name of the brokers' default", () => {
        for (const [name, { broker }] of Object.entries(topicProperties)) {
            for (let index = 0; index < name.length; index++) {
                const typo = name.slice(0, index) + name.slice(index + 1);
                const [meant, at] = [meantTopicProperty(typo), `${typo} of ${name}`];
                // Two that differ by one letter may be meant.
                assert.ok(meant !== undefined && (meant === name || meant.length === name.length), at);
            }
            assert.ok(broker === undefined || meantTopicProperty(broker) === name, name);
        }
        assert.equal(meantTopicProperty("retention.days"), undefined);
        assert.equal(meantTopicProperty("num.partitions"), undefined);
    });

    it("are found by the variables that images take, whatever their name", () => {
        for (const name of Object.keys(brokerProperties)) {
            const variable = name
                .replace(/[._-]/g, (sign) => ({ ".": "_", _: "__", "-": "___" })[sign] ?? sign)
                .toUpperCase();
            // Some have capitals, which a variable loses.
            const found = ["KAFKA_", "KAFKA_CFG_"].map((prefix) => meantProperty(prefix + variable));
            assert.deepEqual(
                found,
                [0, 1].map(() => ({ kind: "property", name })),
                name,
            );
        }
    });

    const variables: readonly (readonly [variable: string, meant: Meant | undefined])[] = [
        ["KAFKA_HEAP_OPTS", { kind: "heap" }],
        ["KAFKA_CFG_LOG_RETENTION_HOUR", { kind: "property", name: "log.retention.hours" }],
        ["KAFKA_RETENTION_MS", { kind: "property", name: "log.retention.ms" }],
        ["LOG_RETENTION_HOURS", { kind: "property", name: "log.retention.hours" }],
        ["kafka_super_users", { kind: "property", name: "super.users" }],
        ["KAFKA_HOST_NAME", { kind: "property", name: "host.name" }],
        ["KAFKA_MY__PLUGIN___A_B", { kind: "variable", property: "my_plugin-a.b" }],
        ["JMX_PORT", { kind: "variable", property: "jmx.port" }],
        ["KAFKA_OPTS", { kind: "variable", property: "opts" }],
        ["KAFKA_", undefined],
        ["TOKEN", undefined],
    ];
    for (const [variable, meant] of variables) {
        it(`${variable} means ${JSON.stringify(meant)}`, () => {
            assert.deepEqual(meantProperty(variable), meant);
        });
    }
});
