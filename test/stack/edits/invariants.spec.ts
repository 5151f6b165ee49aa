import * as fc from "fast-check";
import assert from "node:assert/strict";
import { stopsWriters } from "../../../components/kafka/edits/minInSync";
import { nameOf } from "../../../edits/edit";
import type { Edit } from "../../../edits/edit";
import { refusals, staleAllowances } from "../../../edits/refusals";
import { effectiveNumber } from "../../../model/brokerProperties/effective";
import { brokerHeap, heapMiB, kafkaManagerHeap, zookeeperHeap } from "../../../model/heap";
import { quantity } from "../../../model/quantity";
import { judge } from "../../../stack/judge";
import type { Settings } from "../../../stack/settings";
import { manyPairs } from "./arbitrary";
import type { Pair } from "./arbitrary";

const amounts = new Set(["cpu", "cpuLimit", "memory", "heap", "disk"]);
const whole = new Set([
    "labels",
    "parameters",
    "nodeAffinity",
    "nodeSelector",
    "annotations",
    "tolerations",
    "mountOptions",
    "pullSecrets",
    "features",
    "clients",
    "console",
    "metrics",
    "annotations",
    "sourceRanges",
    "tls",
]);

/** Every single setting by its key; maps and lists that are edited as one count as one. */
function* leaves(value: object, key = ""): Generator<readonly [string, string]> {
    for (const [name, inner] of Object.entries(value) as readonly [string, unknown][]) {
        const path = key === "" ? name : `${key}.${name}`;
        if (path === "users" && Array.isArray(inner)) {
            // One setting for each of them, wherever in the list.
            yield* (inner as Settings["users"]).map((user) => [`users.${user.name}`, sorted(user)] as const);
            continue;
        }
        if (path === "topics" && Array.isArray(inner)) {
            yield* (inner as Settings["topics"]).flatMap(topicLeaves);
            continue;
        }
        if (typeof inner === "object" && inner !== null && !whole.has(name)) {
            if (path === "zookeeper.backup") {
                yield [path, ""];
            }
            yield* leaves(inner, path);
        } else if (amounts.has(name) && (typeof inner === "string" || typeof inner === "number")) {
            yield [path, String(quantity(inner))];
        } else {
            yield [path, path.startsWith("brokers.config.") ? String(inner) : canonical(inner)];
        }
    }
}

/** A topic as such, and each setting of it, wherever in the list. */
function topicLeaves({ name, partitions, replication, config }: Settings["topics"][number]) {
    const fields = Object.entries({ partitions, replication }).filter(([, value]) => value !== undefined);
    const properties = Object.entries(config).map(([property, value]) => [
        `config.${property}`,
        String(value).replace(", ", ","),
    ]);
    return [
        [`topics.${name}`, ""] as const,
        ...[...fields, ...properties].map(([field, value]) => [`topics.${name}.${field}`, String(value)] as const),
    ];
}

/** Grants have fields in an order of their own. */
function sorted({ name, passwordVersion, grants }: Settings["users"][number]): string {
    return JSON.stringify([name, passwordVersion, grants.map((grant) => Object.entries(grant).sort())]);
}

function canonical(value: unknown): string {
    const isMap = typeof value === "object" && value !== null && !Array.isArray(value);
    return JSON.stringify(isMap ? Object.entries(value).sort() : value);
}

function differing(old: Settings, wanted: Settings): string[] {
    const [before, after] = [new Map(leaves(old)), new Map(leaves(wanted))];
    const keys = [...new Set([...before.keys(), ...after.keys()])].filter((key) => before.get(key) !== after.get(key));
    // A topic that comes or goes is one edit, and so are backups.
    const isPartOf = (key: string, other: string) =>
        (other.startsWith("topics.") || other === "zookeeper.backup") && key.startsWith(`${other}.`);
    return keys.filter((key) => !keys.some((other) => isPartOf(key, other))).sort();
}

/** Of these and no others: what fails is printed, but not made smaller. */
let some: fc.Arbitrary<Pair>;

before(() => {
    some = fc.constantFrom(...manyPairs(400));
});

type Check = (old: Settings, wanted: Settings, edits: readonly Edit[]) => number | undefined;

/** Checks every pair. A check may say how much of what it is about a pair holds: some pair must hold some. */
function everyPair(check: Check): void {
    let [counts, seen] = [false, 0];
    fc.assert(
        fc.property(some, ([old, wanted]) => {
            const found = check(old, wanted, judge(old, wanted));
            counts ||= found !== undefined;
            seen += found ?? 0;
        }),
        { numRuns: 400 },
    );
    assert.ok(!counts || seen > 0, "no pair shows what is checked");
}

function isRefused(edits: readonly Edit[], key: string): boolean {
    return edits.some((edit) => edit.key === key && edit.refusal !== undefined);
}

describe("judging any edit", () => {
    it("finds nothing where nothing differs", () => {
        everyPair((old, wanted) => {
            assert.deepEqual(judge(old, old), []);
            assert.deepEqual(judge(wanted, structuredClone(wanted)), []);
        });
    });

    it("covers every setting that differs by exactly one edit, and no other", () => {
        everyPair((old, wanted, edits) => {
            assert.deepEqual(edits.map((edit) => edit.key).sort(), differing(old, wanted));
            return edits.length;
        });
    });

    it("says the same of settings that have been through JSON", () => {
        everyPair((old, wanted, edits) => {
            const through = (settings: Settings) => JSON.parse(JSON.stringify(settings)) as Settings;
            assert.deepEqual(judge(through(old), through(wanted)), edits);
            return edits.length;
        });
    });

    it("refuses in one line that begins with the key", () => {
        everyPair((_old, _wanted, edits) => {
            const refused = edits.filter((edit) => edit.refusal !== undefined);
            const lines = refusals(edits);
            assert.equal(lines.length, refused.length);
            refused.forEach((edit, index) => {
                const line = lines[index] ?? "";
                assert.ok(line.startsWith(`kafka:${nameOf(edit)}: `), line);
                assert.match(line, /^[^\n\r\u2028]+$/);
                assert.equal(line.endsWith(" to kafka:allow"), edit.refusal?.overridable === true, line);
            });
            return refused.length;
        });
    });

    it("names every edit by a name of its own", () => {
        everyPair((_old, _wanted, edits) => {
            assert.equal(new Set(edits.map(nameOf)).size, edits.length);
            return edits.length;
        });
    });

    it("lifts by an allowance exactly the edit it names", () => {
        everyPair((old, wanted, edits) => {
            const refused = edits.filter(({ refusal }) => refusal !== undefined);
            for (const edit of refused) {
                const name = nameOf(edit);
                const after = judge(old, wanted, [name, "kafka", edit.key, `${name} `]);
                const lifted = after.filter((one, index) => one.refusal !== edits[index]?.refusal).map(nameOf);
                assert.deepEqual(
                    after
                        .map(nameOf)
                        .filter(
                            (_, index) =>
                                (after[index]?.refusal === undefined) !== (edits[index]?.refusal === undefined),
                        ),
                    edit.refusal?.overridable === true ? [name] : [],
                    lifted.join(),
                );
                const stale = staleAllowances(after, [name, "no such edit"]);
                assert.equal(stale.length, edit.refusal?.overridable === true ? 1 : 2);
            }
            return refused.length;
        });
    });
});

describe("an edit that is not refused", () => {
    it("never shrinks a disk", () => {
        const size = fc.constantFrom(...["1Gi", "5Gi", "10Gi", "99Gi", "100Gi", "150Gi"].map(quantity));
        const disks = fc.record({ zookeeper: size, brokers: size, backups: size }, { requiredKeys: [] });
        let shrinking = 0;
        fc.assert(
            fc.property(some, disks, ([old, wanted], largestDisk) => {
                const edits = judge(old, wanted, [], { largestDisk });
                for (const part of ["zookeeper", "brokers"] as const) {
                    const to = quantity(wanted[part].disk);
                    const smaller = to < quantity(old[part].disk);
                    const shrinks = smaller && to < (largestDisk[part] ?? Infinity);
                    assert.ok(!shrinks || isRefused(edits, `${part}.disk`));
                    shrinking += Number(shrinks);
                }
                const [from, to] = [old, wanted].map(({ zookeeper: { backup } }) => backup && quantity(backup.disk));
                const shrinks = from !== undefined && to !== undefined && to < from;
                assert.ok(
                    !shrinks || to >= (largestDisk.backups ?? Infinity) || isRefused(edits, "zookeeper.backup.disk"),
                );
            }),
            { numRuns: 400 },
        );
        assert.ok(shrinking > 0, "no disk was to shrink");
    });

    it("restarts nothing for another number of ZooKeeper servers", () => {
        everyPair((old, wanted, edits) => {
            const resized = edits.filter(({ key }) => key === "zookeeper.replicas");
            assert.ok(resized.every(({ rolls, refusal }) => rolls.length === 0 && refusal === undefined));
            return Number(old.zookeeper.replicas !== wanted.zookeeper.replicas);
        });
    });

    it("is every one of disks, of their class and of images, where nothing has run and no disk is there", () => {
        const never = { boundDisks: { zookeeper: 0, brokers: 0, backups: 0 }, ran: { zookeeper: [], brokers: [] } };
        let corrected = 0;
        everyPair((old, wanted, edits) => {
            const judged = judge(old, wanted, [], never);
            const about = ({ group, key }: Edit) => ["storage", "images"].includes(group) || key.endsWith(".disk");
            assert.deepEqual(judged.filter((edit) => about(edit) && edit.refusal !== undefined).map(nameOf), []);
            const lifted = edits.filter((edit) => about(edit) && edit.refusal !== undefined).length;
            corrected += lifted;
            return lifted;
        });
        assert.ok(corrected > 0, "nothing was to be corrected");
    });

    it("gives up no disk of another class or image that has run, whatever else is known", () => {
        const disks = fc.record({ zookeeper: fc.integer({ min: 0, max: 3 }), brokers: fc.integer({ min: 0, max: 3 }) });
        fc.assert(
            fc.property(some, disks, ([old, wanted], boundDisks) => {
                const ran = { zookeeper: [old.images.zookeeper], brokers: [old.images.kafka] };
                const judged = judge(old, wanted, [], { boundDisks, ran });
                const unknown = judge(old, wanted);
                const some = boundDisks.zookeeper + boundDisks.brokers > 0;
                for (const edit of unknown.filter(({ refusal }) => refusal !== undefined)) {
                    const stays = edit.group === "images" || (edit.group === "storage" && some);
                    assert.ok(!stays || isRefused(judged, edit.key), nameOf(edit));
                }
            }),
            { numRuns: 400 },
        );
    });

    it("never takes brokers away that nobody has called drained, and none that hold partitions", () => {
        let fewer = 0;
        fc.assert(
            fc.property(
                some,
                fc.subarray([0, 1, 2, 3, 4, 5]),
                fc.dictionary(fc.constantFrom("1", "2", "3", "4", "5"), fc.integer({ min: 0, max: 2 })),
                ([old, wanted], drained, holding) => {
                    const leaving = [0, 1, 2, 3, 4, 5].filter(
                        (id) => id >= wanted.brokers.replicas && id < old.brokers.replicas,
                    );
                    const free = (id: number) => (holding[id] === undefined ? drained.includes(id) : holding[id] === 0);
                    const edits = judge(old, wanted, [], { drained, holding });
                    assert.ok(leaving.every(free) || isRefused(edits, "brokers.replicas"));
                    assert.ok(leaving.length === 0 || isRefused(judge(old, wanted), "brokers.replicas"));
                    fewer += Number(leaving.length > 0);
                },
            ),
            { numRuns: 400 },
        );
        assert.ok(fewer > 0, "no broker was to leave");
    });

    it("leaves no more copies than brokers, and of topics old and new one more than an acknowledgement needs", () => {
        everyPair((old, wanted, edits) => {
            const copies = effectiveNumber(wanted.brokers, "default.replication.factor");
            assert.ok(copies <= wanted.brokers.replicas);
            const carriedOut = edits.every(({ refusal }) => refusal === undefined) && !stopsWriters(old.brokers);
            if (carriedOut) {
                const needed = effectiveNumber(wanted.brokers, "min.insync.replicas");
                const existing = effectiveNumber(old.brokers, "default.replication.factor");
                for (const count of [copies, existing]) {
                    assert.ok(needed < count || count === 1, `${needed} of ${count}`);
                }
            }
            return Number(carriedOut);
        });
    });

    it("is every one of users: none touches a record", () => {
        everyPair((_old, _wanted, edits) => {
            const about = edits.filter(({ group }) => group === "users");
            assert.ok(about.every(({ refusal, rolls }) => refusal === undefined && rolls.length === 0));
            return about.length;
        });
    });

    it("takes no partition from a topic, gives none a single copy, and restarts nothing for one", () => {
        everyPair((old, wanted, edits) => {
            const about = edits.filter(({ group }) => group === "topics");
            assert.ok(about.every(({ rolls }) => rolls.length === 0));
            const staying = wanted.topics.flatMap((to) => {
                const from = old.topics.find(({ name }) => name === to.name);
                return from === undefined ? [] : [[from, to] as const];
            });
            for (const [from, to] of staying) {
                const { partitions = Infinity, replication } = to;
                const fewer = partitions < (from.partitions ?? 0);
                assert.ok(!fewer || isRefused(edits, `topics.${to.name}.partitions`));
                const single = replication === 1 && from.replication !== 1;
                assert.ok(!single || isRefused(edits, `topics.${to.name}.replication`));
            }
            return staying.length;
        });
    });

    it("leaves every JVM room beside its heap", () => {
        // What a JVM takes beside its heap at the least, in MiB (schema/resourceChecks.ts refuses heaps that leave less).
        const parts = [
            ["zookeeper", zookeeperHeap, 64, 192],
            ["brokers", brokerHeap(false), 128, 512],
            ["kafkaManager", kafkaManagerHeap, 96, 384],
        ] as const;
        fc.assert(
            fc.property(
                fc.constantFrom(...parts),
                fc.integer({ min: 0, max: 2 ** 22 }),
                ([, rule, beside, least], more) => {
                    const limit = least + more;
                    assert.ok(heapMiB(rule, `${limit}Mi`) + beside <= limit, `${limit}`);
                },
            ),
        );
        everyPair((_old, wanted) => {
            for (const [part, rule, beside] of parts.filter(
                ([name]) => name !== "kafkaManager" || wanted.kafkaManager.enabled,
            )) {
                const { memory, heap } = wanted[part];
                assert.ok(heapMiB(rule, memory, heap) + beside <= quantity(memory) / 2 ** 20, part);
            }
        });
    });
});
