import assert from "node:assert/strict";
import stringWidth from "string-width";
import type { Status } from "../../../stack/status/model";
import { text } from "../../../stack/status/view/text";
import type { Shown } from "../../../stack/status/view/text";
import { ago, bytes } from "../../../stack/status/view/units";
import { broker, cluster, now, partitions, server } from "./models";

const shown = (status: Status, how: Partial<Shown> = {}): string =>
    text(status, { width: 80, color: false, now, ...how });

/** Lines that are wider than the terminal, but for single words, which are to be copied whole. */
function tooWide(screen: string, width: number): readonly string[] {
    return screen.split("\n").filter((line) => stringWidth(line) > width && line.trim().includes(" "));
}

describe("the screen of status", () => {
    it("of a healthy cluster", () => {
        assert.equal(
            shown(cluster()),
            `stack dev, namespace kafka at https://kube.test:6443, 2026-01-02T12:00:00Z
HEALTHY

BROKERS  3 of 3 ready, version 3.9.2, controller 1
ID  STATE  LEADS  COPIES   DISK  FULL  RESTARTS  AGE  NODE    ZONE
 0  ready     12      36  2 GiB   50%         0   3h  node-1  a
 1  ready     12      36  2 GiB   50%         0   3h  node-1  a
 2  ready     12      36  2 GiB   50%         0   3h  node-1  a

TOPICS  2 with 36 partitions, 3 GiB, all copies in sync
LARGEST TOPICS  PARTITIONS  COPIES   SIZE
orders                  30       3  3 GiB
payments                 6       3    0 B

ENSEMBLE  3 of 3 ready, version 3.8.6, leader zookeeper-1, 2 of 2 followers in
          sync
SERVER       ROLE      WAITING  BEHIND   DISK  FULL  RESTARTS  AGE  NODE    ZONE
zookeeper-0  follower        0       0  2 GiB   50%         0   3h  node-1  a
zookeeper-1  leader          0       0  2 GiB   50%         0   3h  node-1  a
zookeeper-2  follower        0       0  2 GiB   50%         0   3h  node-1  a

CONSOLE  ready  http://kafka-manager.kafka.svc.cluster.local:9000
JOBS  none runs, none has failed
LAST UP  update succeeded 3h ago, resources: 2 update, 1 create`,
        );
    });

    it("begins with what is wrong and what to do, the worst first", () => {
        const down = broker(1, {
            state: "not ready",
            reason: "CrashLoopBackOff: exit code 1, restarted 4 times",
            restarts: 4,
        });
        const screen = shown(
            cluster({
                health: "unhealthy",
                brokers: [broker(0), down, broker(2)],
                partitions: partitions({
                    underReplicated: { count: 36, first: ["orders-0", "orders-1", "orders-2", "orders-3"] },
                }),
            }),
        );
        const lines = screen.split("\n");
        assert.equal(lines[1], "NOT HEALTHY: 2 problems");
        assert.match(
            screen,
            /✗ kafka-1 is not ready: CrashLoopBackOff: exit code 1, restarted 4 times\n {4}→ kubectl -n kafka logs kafka-1 --previous\n!/,
        );
        assert.match(screen, /! 36 partitions with a copy that is not in sync: orders-0, orders-1, orders-2, …\n/);
        assert.match(screen, /TOPICS {2}2 with 36 partitions, 3 GiB, 36 not in sync/);
        assert.ok(screen.indexOf("✗") < screen.indexOf("BROKERS"));
    });

    it("of an ensemble without a quorum", () => {
        const lost = {
            state: "not ready",
            reason: "Pending: no node",
            role: { unknown: "its container does not run" },
        } as const;
        const screen = shown(
            cluster({
                health: "unhealthy",
                controller: null,
                ensemble: {
                    leader: null,
                    followersInSync: null,
                    observers: null,
                    servers: [server(0, { role: "none" }), server(1, lost), server(2, lost)],
                },
            }),
        );
        assert.match(screen, /✗ the ensemble has no leader, and serves nobody/);
        assert.match(screen, /✗ no broker is the controller/);
        assert.match(screen, /ENSEMBLE {2}1 of 3 ready, version 3\.8\.6, no leader known/);
    });

    it("says what is unknown, and why", () => {
        const unknown = { unknown: "no right to create pods/exec" };
        const screen = shown(
            cluster({
                health: "unknown",
                partitions: unknown,
                topics: unknown,
                controller: unknown,
                lastUpdate: { unknown: "pulumi is not installed" },
            }),
        );
        assert.match(screen, /^UNKNOWN: not everything that matters could be asked$/m);
        assert.match(screen, /\? the partitions: no right to create pods\/exec/);
        assert.match(screen, /^TOPICS {2}unknown: no right to create pods\/exec$/m);
        assert.match(screen, /^LAST UP {2}unknown: pulumi is not installed$/m);
    });

    it("of a cluster that has stopped answering is marked as old, with its age", () => {
        const screen = shown(cluster(), { now: now + 65_000, stale: "connect ECONNREFUSED" });
        assert.match(screen, /^NO ANSWER: what stands below is 1m old \(connect ECONNREFUSED\)$/m);
        assert.ok(!screen.includes("HEALTHY"));
    });

    it("fits 99 brokers, long names and Chinese ones into 80 columns", () => {
        const brokers = Array.from({ length: 99 }, (_, id) =>
            broker(id, { node: `ip-10-0-${id}-77.eu-central-1.compute.internal`, zone: "eu-central-1a" }),
        );
        const name = "订单".repeat(30);
        const largest = [{ name, partitions: 1, replicationFactor: 3, bytes: 1 }];
        const screen = shown(cluster({ brokers, topics: { count: 1, bytes: 1, largest } }));
        assert.deepEqual(tooWide(screen, 80), []);
        assert.equal(screen.split("\n").filter((line) => /^ ?\d+ {2}ready/.test(line)).length, 99);
        assert.match(screen, /订单订单…/);
    });

    it("cuts 99 brokers to the height of a terminal: those that are not ready stay", () => {
        const brokers = Array.from({ length: 99 }, (_, id) =>
            id === 77 ? broker(id, { state: "not ready", reason: "Pending" }) : broker(id),
        );
        const screen = shown(cluster({ health: "unhealthy", brokers }), { height: 40 });
        assert.match(screen, /^77 {2}not ready/m);
        assert.match(screen, /^… and 91 more, all ready$/m);
        assert.ok(screen.split("\n").length <= 40, screen);
    });

    it("has colours only where they are asked for", () => {
        assert.ok(!shown(cluster()).includes("\u001b"));
        assert.ok(shown(cluster(), { color: true }).includes("\u001b[32mHEALTHY\u001b[39m"));
    });
});

describe("units", () => {
    it("are a person's", () => {
        assert.deepEqual([0, 1023, 1024, 1.5 * 2 ** 30, 200 * 2 ** 30].map(bytes), [
            "0 B",
            "1023 B",
            "1 KiB",
            "1.5 GiB",
            "200 GiB",
        ]);
        const before = (seconds: number) => ago(new Date(now - seconds * 1000).toISOString(), now);
        assert.deepEqual([-5, 0, 59, 60, 3600, 200_000].map(before), ["0s", "0s", "59s", "1m", "1h", "2d"]);
    });
});
