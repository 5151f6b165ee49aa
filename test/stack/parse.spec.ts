import * as fc from "fast-check";
import assert from "node:assert/strict";
import { keyOf, render } from "../../schema/problems";
import { parseSettings } from "../../stack/parse";
import { groups } from "../../stack/settings";
import { ownWords, settingsOf } from "./refusal";

function isFrozen(value: unknown): boolean {
    return (
        typeof value !== "object" ||
        value === null ||
        (Object.isFrozen(value) && Object.values(value as Record<string, unknown>).every(isFrozen))
    );
}

/** Keys that hit the schema often, beside any at all. */
const names = [
    "replicas",
    "memory",
    "heap",
    "config",
    "class",
    "nfs",
    "tolerations",
    "spread",
    "name",
    "labels",
    "features",
];
const key = fc.oneof(
    fc.constantFrom(...names),
    fc.string(),
    fc.constantFrom("__proto__", "constructor", "a.b", "a\nb"),
);
const leaf = fc.oneof(fc.jsonValue({ maxDepth: 1 }), fc.constantFrom("1Gi", "500m", 3, 0, true, null, "\u2028", "x:1"));
const field = fc.oneof(
    leaf,
    fc.dictionary(key, leaf, { maxKeys: 3 }),
    fc.array(fc.dictionary(key, leaf), { maxLength: 2 }),
);
const group = fc.oneof(leaf, fc.dictionary(key, field, { maxKeys: 5 }));
const file = fc.dictionary(fc.oneof(fc.constantFrom(...Object.keys(groups)), key), group, { maxKeys: 6 });

describe("parseSettings", () => {
    it("fills in every default for an empty file", () => {
        const settings = settingsOf("{}");
        assert.equal(settings.zookeeper.replicas, 3);
        assert.equal(settings.brokers.memory, "2Gi");
        assert.equal(settings.images.kafka, "apache/kafka:3.9.2");
        assert.equal(settings.kafkaManager.service.type, "ClusterIP");
        assert.deepEqual(settings.brokers.config, {});
    });

    it("keeps the other fields of a group that sets one", () => {
        const { spread, replicas } = settingsOf("kafka:zookeeper: { spread: { zones: required } }").zookeeper;
        assert.deepEqual({ spread, replicas }, { spread: { hosts: "preferred", zones: "required" }, replicas: 3 });
    });

    it("freezes the settings, all the way down", () => {
        const settings = settingsOf("kafka:brokers: { config: { num.partitions: 3 }, tolerations: [{ key: a }] }");
        assert(isFrozen(settings));
        assert(isFrozen(settingsOf("{}")), "defaults too");
    });

    it("leaves the values it was given alone", () => {
        const values = { zookeeper: { replicas: 9, syncLimit: 20 }, brokers: { config: { listeners: "x" } } };
        const before = structuredClone(values);
        parseSettings(values);
        assert.deepEqual(values, before);
    });

    it("never throws, and says each problem in one line that begins with its key", () => {
        const counts = { accepted: 0, refused: 0 };
        fc.assert(
            fc.property(file, (values) => {
                const parsed = parseSettings(values);
                counts["settings" in parsed ? "accepted" : "refused"]++;
                const problems = "problems" in parsed ? parsed.problems : [];
                assert.equal("settings" in parsed, problems.length === 0);
                for (const problem of problems) {
                    const line = render(problem);
                    assert.match(line, /^kafka:/);
                    assert.equal(line.split(/[\r\n\u0085\u2028\u2029]/).length, 1);
                    assert.match(problem.rule, ownWords);
                }
                const lines = problems.map((problem) => render(problem));
                assert.equal(new Set(lines).size, lines.length, "no line twice");
            }),
            { numRuns: 300 },
        );
        assert.ok(counts.accepted > 0 && counts.refused > 0, JSON.stringify(counts));
    });

    it("refuses the same file the same way, whatever the order of its keys, but for the order of the lines", () => {
        fc.assert(
            fc.property(file, (values) => {
                const lines = (given: Readonly<Record<string, unknown>>): string[] => {
                    const parsed = parseSettings(given);
                    return "problems" in parsed ? parsed.problems.map((problem) => render(problem)).sort() : [];
                };
                const reversed = Object.fromEntries(Object.entries(values).reverse());
                assert.deepEqual(lines(reversed), lines(values));
            }),
            { numRuns: 100 },
        );
    });
});

describe("keyOf", () => {
    const cases: readonly (readonly [(string | number)[], string])[] = [
        [["zookeeper", "replicas"], "kafka:zookeeper.replicas"],
        [["brokers", "tolerations", 0, "effect"], "kafka:brokers.tolerations[0].effect"],
        [["brokers", "config", "log.retention.hours"], 'kafka:brokers.config["log.retention.hours"]'],
        [["zookeeper.replicas"], "kafka:zookeeper.replicas"],
        [["a\nb"], "kafka:a\\nb"],
    ];
    for (const [path, text] of cases) {
        it(text, () => {
            assert.equal(keyOf(path), text);
        });
    }
});
