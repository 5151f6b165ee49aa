import assert from "node:assert/strict";
import { findingsOf } from "../../../stack/status/findings";
import type { Status } from "../../../stack/status/model";
import { settings } from "../edits/cases";
import { broker, cluster, partitions, server } from "./models";

/** Findings as `severity what`, without notes about the stack file. */
function found(more: Partial<Status>): readonly string[] {
    return findingsOf(cluster(more), settings({})).map(({ severity, what }) => `${severity} ${what}`);
}

describe("findings", () => {
    it("are none of a healthy cluster", () => {
        assert.deepEqual(found({}), []);
    });

    it("say that nothing is deployed, and name the namespace", () => {
        const nothing = { leader: null, followersInSync: null, observers: null, servers: [] };
        assert.deepEqual(
            found({ brokers: [], ensemble: nothing, controller: { unknown: "x" }, partitions: { unknown: "x" } })[0],
            "critical nothing is deployed in the namespace kafka",
        );
    });

    it("name a StatefulSet that somebody has deleted", () => {
        assert.ok(found({ brokers: [] }).includes("critical StatefulSet kafka is gone"));
    });

    it("name a pod that is missing", () => {
        const missing = broker(2, { state: "missing", reason: "exceeded quota: q" });
        assert.deepEqual(found({ brokers: [broker(0), broker(1), missing] }), [
            "critical kafka-2 is missing: exceeded quota: q",
        ]);
    });

    it("grow with the disk, from the shares of the alerts on", () => {
        const filled = (fill: number) =>
            found({ brokers: [broker(0), broker(1), broker(2, { disk: { size: 100, used: 100 * fill, fill } })] });
        assert.deepEqual(filled(0.84), []);
        assert.deepEqual(filled(0.86), ["warning the disk of kafka-2 is full to 86%"]);
        assert.deepEqual(filled(0.93), ["critical the disk of kafka-2 is full to 93%"]);
    });

    it("put what stops records before what only lacks a copy, and moves last", () => {
        const one = (name: string) => ({ count: 1, first: [name] });
        const kinds = partitions({
            offline: one("a-0"),
            underMinIsr: one("b-0"),
            underReplicated: one("c-0"),
            reassigning: one("d-0"),
        });
        assert.deepEqual(found({ partitions: kinds }), [
            "critical 1 partition without a leader take and give no records: a-0",
            "critical 1 partition with too few copies in sync take no records with acks=all: b-0",
            "warning 1 partition with a copy that is not in sync: c-0",
            "note 1 partition being moved: d-0",
        ]);
    });

    it("tell an ensemble without a leader from one that nobody could ask", () => {
        const of = (role: "none" | { unknown: string }) => {
            const servers = [server(0, { role }), server(1, { role }), server(2, { role })];
            return found({ ensemble: { leader: null, followersInSync: null, observers: null, servers } })[0];
        };
        assert.match(of("none") ?? "", /^critical the ensemble has no leader/);
        assert.match(
            of({ unknown: "no right to create pods/exec" }) ?? "",
            /^unknown no server of the ensemble could be asked/,
        );
    });

    it("name a follower that is not in sync", () => {
        const ensemble = {
            leader: "zookeeper-1",
            followersInSync: 1,
            observers: 0,
            servers: [server(0), server(1, { role: "leader" }), server(2)],
        };
        assert.deepEqual(found({ ensemble }), ["warning 1 of 2 followers are not in sync with zookeeper-1"]);
    });

    it("name Jobs that failed, and note those at work", () => {
        const jobs = [
            { name: "kafka-moves-1", state: "running", since: null, reason: null },
            { name: "kafka-topics-1", state: "failed", since: null, reason: "BackoffLimitExceeded" },
        ] as const;
        assert.deepEqual(found({ jobs }), [
            "warning Job kafka-topics-1 has failed: BackoffLimitExceeded",
            "note Job kafka-moves-1 is at work",
        ]);
    });

    it("note what the stack file wants and nobody has deployed", () => {
        const wanted = findingsOf(cluster(), settings({ brokers: { replicas: 5 } }));
        assert.deepEqual(wanted, [
            {
                severity: "note",
                what: "the stack file wants 5 brokers, and 3 are deployed",
                advice: "pulumi up -s dev",
            },
        ]);
    });
});
