import assert from "node:assert/strict";
import { nameOf } from "../../../edits/edit";
import type { Edit } from "../../../edits/edit";
import { authorityAnnotation } from "../../../components/kafkaManager/trust";
import { brokerProperties } from "../../../model/brokerProperties/definitions";
import dynamic from "../../../model/brokerProperties/dynamic-properties.json";
import { reservedBecause } from "../../../model/brokerProperties/reserved";
import type { Workload } from "../../../model/names";
import { quantity } from "../../../model/quantity";
import { Cluster } from "../../../stack/cluster";
import { judge } from "../../../stack/judge";
import { restartsBetween } from "../../../stack/restarts";
import type { Settings } from "../../../stack/settings";
import { warnings } from "../../../stack/warnings";
import { all, at, deploy, find } from "../../harness";
import type { Deployment, Json } from "../../harness";
import { manyPairs } from "./arbitrary";
import { settings } from "./cases";

const workloads = ["zookeeper", "brokers", "kafkaManager"] as const satisfies readonly Workload[];

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

/** A cluster's registrations under these settings. */
async function deployed(groups: Settings): Promise<Deployment> {
    return deploy(() => new Cluster("cluster", groups));
}

/**
 * Pairs of settings between which nothing moves to another namespace, and of which the program has nothing to say: as many that restart
 * something as such that do not, for of all pairs few do.
 */
function quietPairs(): (readonly [Settings, Settings])[] {
    const quiet = manyPairs(400)
        .map(([old, wanted]) => [old, { ...wanted, namespace: old.namespace }] as const)
        .filter((pair) => pair.every((one) => warnings(one).length === 0));
    const restarts = ([old, wanted]: readonly [Settings, Settings]) =>
        restartsBetween(old, wanted).workloads.length > 0;
    return [true, false].flatMap((some) => quiet.filter((pair) => restarts(pair) === some).slice(0, 10));
}

/** What the API server keeps of a workload's pods: the template, quantities as it stores them, and the content of what is mounted by a made-up name. */
function pods(deployment: Deployment, workload: Workload): string {
    const [kind, name] = {
        zookeeper: ["StatefulSet", "zookeeper"],
        brokers: ["StatefulSet", "kafka"],
        kafkaManager: ["Deployment", "kafka-manager"],
    }[workload] as [string, string];
    const found = all(deployment, kind).find((registration) => registration.name === name);
    const mounted: Readonly<Record<Workload, () => Json | undefined>> = {
        zookeeper: () => undefined,
        brokers: () => at(find(deployment, "ConfigMap", "kafka-config").inputs, "data"),
        kafkaManager: () => found && at(find(deployment, "Secret", "kafka-manager-credentials").inputs, "stringData"),
    };
    const template = [at(found?.inputs, "spec", "template"), mounted[workload]()];
    return JSON.stringify(template, (key, value: unknown) => {
        // An authority that the program makes is another one in each of these clusters: neither has one yet.
        if (key === authorityAnnotation) {
            return "some";
        }
        if ((key === "cpu" || key === "memory") && typeof value === "string") {
            return quantity(value);
        }
        return typeof value === "object" && value !== null && !Array.isArray(value)
            ? Object.fromEntries(Object.entries(value).sort())
            : value;
    });
}

describe("restartsBetween", () => {
    it("names exactly the workloads that the edits say they roll", () => {
        const counts = { restarted: 0, untouched: 0 };
        for (const [old, wanted] of manyPairs(400)) {
            const edits = judge(old, wanted);
            if (isForbidden(edits)) {
                continue;
            }
            const restarting = restartsBetween(old, wanted).workloads;
            for (const workload of workloads) {
                const restarts = restarting.includes(workload);
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

    it("names exactly the workloads for which the program registers another pod template", async () => {
        const counts = { restarted: 0, untouched: 0 };
        for (const [old, target] of quietPairs()) {
            const [before, after] = [await deployed(old), await deployed(target)];
            const restarting = restartsBetween(old, target).workloads;
            for (const workload of workloads) {
                if (workload === "kafkaManager" && !(old.kafkaManager.enabled && target.kafkaManager.enabled)) {
                    continue;
                }
                const restarts = pods(before, workload) !== pods(after, workload);
                assert.equal(
                    restarting.includes(workload),
                    restarts,
                    `${workload}: ${judge(old, target).map(nameOf).join(", ")}`,
                );
                counts[restarts ? "restarted" : "untouched"]++;
            }
        }
        assert.ok(counts.restarted > 5 && counts.untouched > 5, JSON.stringify(counts));
    });

    it("names the brokers for every property but those that running brokers can change", () => {
        const names = Object.keys(brokerProperties).filter((name) => reservedBecause(name) === undefined);
        assert.deepEqual(
            dynamic.names.filter((name) => !names.includes(name)),
            [],
        );
        assert.ok(names.length > 200 && dynamic.names.length > 50, `${names.length}, ${dynamic.names.length}`);
        for (const name of names) {
            const [none, one, another] = [settings(), withProperty(name, 7), withProperty(name, 8)];
            for (const [old, wanted] of [
                [none, one],
                [one, another],
                [another, none],
            ] as const) {
                const edits = judge(old, wanted);
                const restarts = restartsBetween(old, wanted).workloads.includes("brokers");
                assert.equal(restarts, !dynamic.names.includes(name), edits.map(nameOf).join());
                assert.ok(isForbidden(edits) || rolls(edits, "brokers") === restarts, edits.map(nameOf).join());
            }
        }
    });
});
