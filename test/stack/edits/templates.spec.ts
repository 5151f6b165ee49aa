import assert from "node:assert/strict";
import { isDeepStrictEqual } from "node:util";
import { zooServers, zookeeperConnect } from "../../../model/names";
import { leaveScript } from "../../../components/kafka/preStop";
import { brokerPod } from "../../../components/kafka/pod";
import { serverProperties } from "../../../components/kafka/properties";
import { startScript } from "../../../components/kafka/scripts";
import { consolePod } from "../../../components/kafkaManager/pod";
import { serverPod } from "../../../components/zookeeper/pod";
import type { Settings } from "../../../stack";
import { brokerProperties } from "../../../model/brokerProperties/definitions";
import { reservedBecause } from "../../../model/brokerProperties/reserved";
import { quantity } from "../../../model/quantity";
import { judge, nameOf } from "../../../stack/edits";
import type { Edit } from "../../../stack/edits";
import type { Workload } from "../../../model/names";
import dynamic from "../../../model/brokerProperties/dynamic-properties.json";
import { heapMiB, kafkaHeap } from "../../../model/heap";
import { manyPairs } from "./arbitrary";
import { settings } from "./cases";

/** Everything that a workload's pods are made from, with quantities as Kubernetes stores them. */
function template(workload: Workload, { images, zookeeper, brokers, kafkaManager }: Settings): string {
    const connect = zookeeperConnect("dns", zookeeper.replicas);
    const shared = { pulling: images, selector: {}, zookeeperConnect: connect };
    const parts: Readonly<Record<Workload, () => unknown>> = {
        zookeeper: () =>
            serverPod({
                ...shared,
                settings: zookeeper,
                image: images.zookeeper,
                servers: zooServers("dns", zookeeper.replicas),
            }),
        brokers: () => [
            brokerPod({ ...shared, settings: brokers, image: images.kafka, configMap: "config" }),
            serverProperties(brokers, connect),
            startScript("dns", heapMiB(kafkaHeap, brokers.memory, brokers.heap)),
            leaveScript("dns"),
        ],
        kafkaManager: () =>
            kafkaManager.enabled &&
            consolePod({
                ...shared,
                settings: kafkaManager,
                image: images.kafkaManager,
                zookeeperImage: images.zookeeper,
                // The Secret is named after its content.
                secret: `${kafkaManager.username} ${kafkaManager.passwordVersion}`,
            }),
    };
    return JSON.stringify(parts[workload](), (key, value: unknown) =>
        (key === "cpu" || key === "memory") && (typeof value === "string" || typeof value === "number")
            ? quantity(value)
            : value,
    );
}

/** A map's order is the stack file's, and Kubernetes' own in the stored pod. */
function ordered(json: string): unknown {
    return JSON.parse(json);
}

function differs(workload: Workload, old: Settings, wanted: Settings): boolean {
    return !isDeepStrictEqual(ordered(template(workload, old)), ordered(template(workload, wanted)));
}

function rolls(edits: readonly Edit[], workload: Workload): boolean {
    return edits.some((edit) => edit.rolls.includes(workload));
}

function isForbidden(edits: readonly Edit[]): boolean {
    return edits.some((edit) => edit.refusal?.overridable === false);
}

/** Settings with one broker property, valid or not: where it is kept depends on its name alone. */
function withProperty(name: string, value: number): Settings {
    const plain = settings();
    return { ...plain, brokers: { ...plain.brokers, config: { [name]: value } } };
}

describe("what an edit restarts", () => {
    it("is what the pods are made from, no more and no less", () => {
        const counts = { restarted: 0, untouched: 0 };
        for (const [old, wanted] of manyPairs(400)) {
            const edits = judge(old, wanted);
            if (isForbidden(edits)) {
                continue;
            }
            for (const workload of ["zookeeper", "brokers", "kafkaManager"] as const) {
                if (workload === "kafkaManager" && !(old.kafkaManager.enabled && wanted.kafkaManager.enabled)) {
                    continue;
                }
                const restarts = differs(workload, old, wanted);
                const names = edits.map(nameOf).join(", ");
                assert.equal(
                    rolls(edits, workload),
                    restarts,
                    `${workload} ${restarts ? "restarts" : "does not restart"}: ${names}`,
                );
                counts[restarts ? "restarted" : "untouched"]++;
            }
        }
        assert.ok(counts.restarted > 30 && counts.untouched > 30, JSON.stringify(counts));
    });

    it("is no broker for a property that running brokers can change, and every broker for all others", () => {
        const names = Object.keys(brokerProperties).filter((name) => reservedBecause(name) === undefined);
        assert.deepEqual(
            dynamic.names.filter((name) => !names.includes(name)),
            [],
        );
        for (const name of names) {
            const [none, one, another] = [settings(), withProperty(name, 7), withProperty(name, 8)];
            for (const [old, wanted] of [
                [none, one],
                [one, another],
                [another, none],
            ] as const) {
                const edits = judge(old, wanted);
                const restarts = differs("brokers", old, wanted);
                assert.equal(restarts, !dynamic.names.includes(name), edits.map(nameOf).join());
                assert.ok(isForbidden(edits) || rolls(edits, "brokers") === restarts, edits.map(nameOf).join());
            }
        }
    });
});
