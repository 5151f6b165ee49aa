import assert from "node:assert/strict";
import fc from "fast-check";
import {
    brokerGraceSeconds,
    brokerGraceLimitSeconds,
    brokerStartupSeconds,
    brokerStartupLimitSeconds,
    kafkaManagerGraceSeconds,
    kafkaManagerStartupSeconds,
    zookeeperPreStopSeconds,
    recoveryThreads,
    startupFailures,
    startupPeriodSeconds,
    preStopSeconds,
    timeouts,
    zookeeperGraceSeconds,
    zookeeperStartupSeconds,
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
    it("is the wait before the stop, two minutes, and a quarter of one for every 100 GiB up to five", () => {
        assert.equal(preStopSeconds, 300);
        assert.deepEqual(
            ["1Gi", "99Gi", "100Gi", "400Gi", "1200Gi", "64Ti"].map(
                (disk) => brokerGraceSeconds(disk) - preStopSeconds,
            ),
            [120, 120, 135, 180, 300, 300],
        );
    });

    it("never shrinks as the disk grows", () => {
        fc.assert(
            fc.property(gibibytes, gibibytes, (a, b) => {
                assert.ok(brokerGraceSeconds(`${Math.min(a, b)}Gi`) <= brokerGraceSeconds(`${Math.max(a, b)}Gi`));
            }),
        );
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
                    parseInt(timeouts(3, brokerStartupSeconds(disk), brokerGraceSeconds(disk)).delete) >=
                        brokerGraceLimitSeconds,
                );
            }),
        );
    });
});

describe("fixed budgets", () => {
    it("let Kafka Manager wait for ZooKeeper for ten minutes, and stop in twice the 30.1 s that were measured", () => {
        assert.equal(kafkaManagerStartupSeconds, 600);
        assert.equal(kafkaManagerGraceSeconds, 60);
    });

    it("give a ZooKeeper server minutes to find a quorum", () => {
        assert.equal(zookeeperStartupSeconds, 300);
    });

    it("give it half a minute to stop, after half a minute in which it may wait for the others", () => {
        assert.equal(zookeeperPreStopSeconds, 30);
        assert.equal(zookeeperGraceSeconds - zookeeperPreStopSeconds, 30);
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
    const number = (text: string): number => {
        assert.match(text, /^\d+s$/);
        return Number(text.slice(0, -1));
    };

    it("is exact for three servers", () => {
        assert.deepEqual(timeouts(3, 300, 30), { create: "600s", update: "1290s", delete: "330s" });
    });

    it("outlasts what Kubernetes itself allows: all starts at once, all restarts in turn, one stop", () => {
        fc.assert(
            fc.property(fc.integer({ min: 1, max: 99 }), seconds, seconds, (replicas, startup, grace) => {
                const all = timeouts(replicas, startup, grace);
                assert.ok(number(all.create) > startupFailures(startup) * startupPeriodSeconds);
                assert.ok(number(all.update) > replicas * (startup + grace));
                assert.ok(number(all.delete) > grace);
            }),
        );
    });
});

describe("recoveryThreads", () => {
    it("is one for each core or part of one, and two at the least", () => {
        assert.deepEqual(["10m", "500m", "2", "2500m", 4, "16"].map(recoveryThreads), [2, 2, 2, 3, 4, 16]);
    });
});
