import fc from "fast-check";
import assert from "node:assert/strict";
import {
    brokerGraceLimitSeconds,
    brokerGraceSeconds,
    brokerStartupLimitSeconds,
    brokerStartupSeconds,
    kafkaManagerGraceSeconds,
    kafkaManagerStartupSeconds,
    preStopSeconds,
    recoveryThreads,
    startupFailures,
    startupPeriodSeconds,
    timeouts,
    zookeeperGraceSeconds,
    zookeeperPreStopSeconds,
} from "../../model/timeouts";

const gibibytes = fc.integer({ min: 1, max: 64 * 1024 });
const seconds = fc.integer({ min: 1, max: 6 * 3600 });

describe("brokerStartupSeconds", () => {
    const cases = [
        { disk: "1Gi", minutes: 12 },
        { disk: "100Gi", minutes: 12 },
        { disk: "101Gi", minutes: 14 },
        { disk: "200Gi", minutes: 14 },
        { disk: "1Ti", minutes: 32 },
        { disk: "64Ti", minutes: 360 },
    ];
    for (const { disk, minutes } of cases) {
        it(`gives a broker with ${disk} ${minutes} minutes`, () => {
            assert.equal(brokerStartupSeconds(disk), minutes * 60);
        });
    }

    it("never shrinks as the disk grows, and stays between ten minutes and six hours", () => {
        fc.assert(
            fc.property(gibibytes, gibibytes, (a, b) => {
                const [small, large] = [
                    brokerStartupSeconds(`${Math.min(a, b)}Gi`),
                    brokerStartupSeconds(`${Math.max(a, b)}Gi`),
                ];
                assert.ok(600 <= small && small <= large && large <= 6 * 3600);
            }),
        );
    });
});

describe("brokerGraceSeconds", () => {
    it("leaves a broker at least two minutes for the stop itself, after all the time in which it may wait for others", () => {
        fc.assert(
            fc.property(gibibytes, (size) => {
                assert.ok(brokerGraceSeconds(`${size}Gi`) - preStopSeconds >= 120);
            }),
        );
    });

    it("never shrinks as the disk grows", () => {
        fc.assert(
            fc.property(gibibytes, gibibytes, (a, b) => {
                assert.ok(brokerGraceSeconds(`${Math.min(a, b)}Gi`) <= brokerGraceSeconds(`${Math.max(a, b)}Gi`));
            }),
        );
        assert.ok(brokerGraceSeconds("1Gi") < brokerGraceSeconds("400Gi"));
    });
});

describe("the limits of a broker's pod", () => {
    it("are the same for all disks, and as large as the largest of them needs", () => {
        assert.equal(brokerStartupLimitSeconds, brokerStartupSeconds("64Ti"));
        assert.equal(brokerGraceLimitSeconds, brokerGraceSeconds("64Ti"));
    });

    it("leave no stop longer than Pulumi waits for a delete, whatever the disk", () => {
        fc.assert(
            fc.property(gibibytes, (size) => {
                const disk = `${size}Gi`;
                assert.ok(
                    timeouts(3, brokerStartupSeconds(disk), brokerGraceSeconds(disk)).deleteSeconds >=
                        brokerGraceLimitSeconds,
                );
            }),
        );
    });
});

describe("the budgets that no setting changes", () => {
    it("let Kafka Manager outlast what was measured: 350 s until its main actor gives up, 30.1 s to stop while it waits", () => {
        assert.ok(kafkaManagerStartupSeconds > 350);
        assert.ok(Math.ceil(30.1) < kafkaManagerGraceSeconds);
    });

    it("leave a ZooKeeper server as much time for its stop as for the wait before it", () => {
        assert.ok(zookeeperGraceSeconds >= 2 * zookeeperPreStopSeconds);
    });
});

describe("startupFailures", () => {
    it("covers the budget, and wastes less than one period", () => {
        fc.assert(
            fc.property(seconds, (budget) => {
                const covered = startupFailures(budget) * startupPeriodSeconds;
                assert.ok(budget <= covered && covered < budget + startupPeriodSeconds);
            }),
        );
    });
});

describe("timeouts", () => {
    it("outlasts what Kubernetes itself allows: all starts at once, all restarts in turn, one stop", () => {
        fc.assert(
            fc.property(fc.integer({ min: 1, max: 99 }), seconds, seconds, (replicas, startup, grace) => {
                const all = timeouts(replicas, startup, grace);
                assert.ok(all.updateSeconds > startupFailures(startup) * startupPeriodSeconds);
                assert.ok(all.updateSeconds > replicas * (startup + grace));
                assert.ok(all.deleteSeconds > grace);
            }),
        );
    });
});

describe("recoveryThreads", () => {
    it("gives a broker one thread for each core or part of one, and two at the least", () => {
        assert.deepEqual(["10m", "500m", "2", "2500m", 4, "16"].map(recoveryThreads), [2, 2, 2, 3, 4, 16]);
    });
});
