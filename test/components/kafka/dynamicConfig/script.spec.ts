import assert from "node:assert/strict";
import { dynamicConfigTask } from "../../../../components/kafka/dynamicConfig";
import { closedPort, Sandbox, scriptFile, virtualTime } from "../../bash";
import type { Ran } from "../../bash";
import type { Settings } from "../../../../stack/settings";
import { settingsOf } from "../../parts";
import { FakeLoggers } from "../logLevels/loggers";
import { fakeTools, option } from "../tools";
import { FakeBrokers } from "./brokers";

type Config = Readonly<Record<string, string | number | boolean>>;

const defaults = {
    "num.io.threads": "8",
    "num.recovery.threads.per.data.dir": "1",
    "log.retention.ms": "604800000",
    "compression.type": "producer",
    "max.connections.per.ip.overrides": "",
};

describe("the script that sets broker properties", () => {
    let sandbox: Sandbox;
    let brokers: FakeBrokers;
    let loggers: FakeLoggers;
    let open: number;
    beforeEach(async () => {
        sandbox = new Sandbox();
        brokers = new FakeBrokers(defaults, {}, {}, {});
        loggers = new FakeLoggers({ "0": {}, "1": {}, "2": {} });
        await fakeTools(sandbox, (_tool, args) =>
            option(args, "--entity-type") === "broker-loggers" ? loggers.answer(args) : brokers.answer(args),
        );
        open = await sandbox.listen((socket) => socket.end());
    });
    afterEach(() => {
        sandbox.remove();
    });

    const run = async (
        config: Config,
        changes: Readonly<Record<string, string>> = {},
        enough?: (said: string) => boolean,
        port = open,
        logLevels: Settings["brokers"]["logLevels"] = {},
    ): Promise<Ran> => {
        const { brokers: settings } = settingsOf({ brokers: { config: {} } });
        const { environment } = dynamicConfigTask({ ...settings, config, logLevels });
        return sandbox.run(
            ["/bin/bash", scriptFile("kafka", "apply-dynamic-config.sh")],
            {
                ...environment,
                HOPELESS: "3",
                LOG_DIR: sandbox.path("logs"),
                TMPDIR: sandbox.directory,
                TOOLS_DIRECTORY: sandbox.directory,
                BOOTSTRAP: `127.0.0.1:${port}`,
                ...virtualTime(),
                ...changes,
            },
            enough,
        );
    };

    it("asks once where nothing is to be done", async () => {
        brokers.start({ "log.retention.ms": "1000", "not.ours": "1" });
        const { code, stdout, stderr } = await run({ "log.retention.ms": 1000, "log.retention.hours": 5 });
        assert.deepEqual([code, stderr], [0, ""]);
        assert.match(stdout, /^\d\d:\d\d:\d\d every broker has the wanted properties\n/);
        assert.deepEqual(brokers.asked, ["?"]);
    });

    it("then sets the levels of every broker's loggers", async () => {
        loggers = new FakeLoggers({ "0": { root: "INFO" }, "1": { root: "INFO" }, "2": { root: "INFO" } });
        assert.equal((await run({}, {}, undefined, open, { root: "WARN" })).code, 0);
        assert.deepEqual(brokers.asked, ["?"]);
        assert.deepEqual(loggers.asked, ["0?", "0 root=WARN", "1?", "1 root=WARN", "2?", "2 root=WARN"]);
    });

    it("sets, changes and removes in one go, and leaves alone what is none of its properties", async () => {
        brokers.start({ "compression.type": "lz4", "log.retention.ms": "1000", "not.ours": "1" });
        const { code, stdout } = await run({ "log.retention.ms": 2000, "max.connections.per.ip.overrides": "a:1" });
        assert.equal(code, 0);
        assert.deepEqual(brokers.asked, [
            "?",
            "log.retention.ms=2000 max.connections.per.ip.overrides=a:1 -compression.type",
            "?",
        ]);
        assert.deepEqual(brokers.all, {
            "log.retention.ms": "2000",
            "max.connections.per.ip.overrides": "a:1",
            "not.ours": "1",
        });
        assert.match(stdout, /^setting for all brokers: log\.retention\.ms=2000$/m);
        assert.match(stdout, /removing for all brokers: compression\.type$/m);
    });

    it("leaves references to the brokers' files", async () => {
        await run({ "compression.type": "${env:CODEC}", "log.retention.hours": 5 });
        assert.deepEqual(brokers.asked, ["?"]);
    });

    const odd = [
        "a,b",
        "[a]",
        "a=b",
        " a b ",
        "ü😀",
        "a\\b",
        "a'b\"c",
        "$HOME $(id) $$ %s",
        "1}, x",
        "a sensitive=false synonyms={",
        "",
        "\t",
    ];
    for (const value of odd) {
        it(`sets ${JSON.stringify(value)} as it is, once`, async () => {
            const config = { "max.connections.per.ip.overrides": value };
            assert.equal((await run(config)).code, 0);
            assert.deepEqual(brokers.all, config);
            assert.equal((await run(config)).code, 0);
            assert.deepEqual(brokers.asked.filter((asked) => asked !== "?").length, 1);
        });
    }

    describe("numbers of threads", () => {
        const steps = (): readonly string[] => brokers.asked.filter((asked) => asked !== "?");

        it("go up by doubling and down by halving", async () => {
            assert.equal((await run({ "num.io.threads": 40 })).code, 0);
            assert.deepEqual(steps(), ["num.io.threads=16", "num.io.threads=32", "num.io.threads=40"]);
            assert.equal((await run({ "num.io.threads": "5" })).code, 0);
            assert.deepEqual(steps().slice(3), ["num.io.threads=20", "num.io.threads=10", "num.io.threads=5"]);
        });

        it("go back to what the brokers' files say", async () => {
            brokers = new FakeBrokers(defaults, { file: { "num.recovery.threads.per.data.dir": "2" } });
            brokers.start({ "num.recovery.threads.per.data.dir": "2", "num.io.threads": "16" });
            await run({ "num.recovery.threads.per.data.dir": 9, "num.io.threads": 33 });
            brokers.asked.length = 0;
            assert.equal((await run({})).code, 0);
            assert.deepEqual(steps(), [
                "num.io.threads=16 num.recovery.threads.per.data.dir=4",
                "-num.io.threads,-num.recovery.threads.per.data.dir".replaceAll(",", " "),
            ]);
        });

        it("wait for a broker that hears of it late: from 8 it would refuse 32, and stay behind for good", async () => {
            const [, late] = brokers.brokers;
            assert.ok(late !== undefined);
            late.deaf = 3;
            const { code } = await run({ "num.io.threads": 32 });
            assert.equal(code, 0);
            assert.deepEqual(brokers.asked, ["?", "num.io.threads=16", "?", "?", "?", "num.io.threads=32", "?"]);
        });

        it("fetch a broker that was left behind", async () => {
            brokers.start({ "num.io.threads": "32" });
            const [first] = brokers.brokers;
            assert.equal(first?.running["num.io.threads"], "8");
            assert.equal((await run({ "num.io.threads": 32 })).code, 0);
            assert.deepEqual(steps(), ["num.io.threads=16", "num.io.threads=32"]);
        });

        it("are left to a broker with a number of its own, which is said", async () => {
            brokers = new FakeBrokers(defaults, {}, { own: { "num.io.threads": "2" } });
            const { code, stdout } = await run({ "num.io.threads": 16 });
            assert.equal(code, 0);
            assert.deepEqual(steps(), ["num.io.threads=16"]);
            assert.match(stdout, /^broker 1 has a dynamic value of its own for num\.io\.threads, which wins$/m);
        });
    });

    it("fails at once on what Kafka refuses, with Kafka's own words at the end", async () => {
        const { code, stdout } = await run({ "log.retention.ms": "abc" });
        assert.equal(code, 3);
        assert.ok(
            stdout.endsWith(
                "\nKafka refuses the properties: Invalid value abc for configuration log.retention.ms: Not a number\n",
            ),
            stdout,
        );
        assert.deepEqual(brokers.all, {});
    });

    it("waits for brokers that are not there yet, or do not answer", async () => {
        const silent = await run({}, {}, (said) => said.includes("waiting"), await closedPort());
        assert.match(silent.stdout, /waiting for a broker at 127\.0\.0\.1:\d+\n$/);
        let refusals = 2;
        brokers.instead = () =>
            refusals-- > 0
                ? [1, "Error: org.apache.kafka.common.errors.TimeoutException: Timed out waiting for a node"]
                : undefined;
        const { code, stdout } = await run({});
        assert.equal(code, 0);
        assert.equal(stdout.split("do not answer yet: Timed out waiting for a node\n").length, 3, stdout);
    });

    it("tries again what failed for another reason", async () => {
        let failures = 1;
        brokers.instead = (args) =>
            args.includes("--alter") && failures-- > 0
                ? [1, "X: org.apache.kafka.common.errors.NotControllerException: later"]
                : undefined;
        const { code, stdout } = await run({ "log.retention.ms": 5 });
        assert.equal(code, 0);
        assert.match(stdout, /could not be set yet: later$/m);
    });

    it("gives up on a broker that never takes a value up, and names it", async () => {
        const [, , late] = brokers.brokers;
        assert.ok(late !== undefined);
        late.deaf = 1000;
        const { code, stdout } = await run({ "log.retention.ms": 5 }, { UPTAKE_SECONDS: "0" });
        assert.equal(code, 3);
        assert.match(stdout, /^broker 2 has not taken up log\.retention\.ms within 0 s: look into its log$/m);
    });

    it("waits for a broker that has not heard of a removal", async () => {
        brokers.start({ "log.retention.ms": "5" });
        const [, late] = brokers.brokers;
        assert.ok(late !== undefined);
        late.deaf = 3;
        assert.equal((await run({})).code, 0);
        assert.deepEqual(brokers.asked, ["?", "-log.retention.ms", "?", "?", "?"]);
    });

    it("does not take a broker's word for a number of threads that it does not run with", async () => {
        brokers.start({ "num.io.threads": "16" });
        const [, stuck] = brokers.brokers;
        assert.ok(stuck !== undefined);
        stuck.deaf = 1000;
        stuck.running["num.io.threads"] = "8";
        const { code, stdout } = await run({ "num.io.threads": 16 }, { UPTAKE_SECONDS: "0" });
        assert.equal(code, 3);
        assert.match(stdout, /^broker 1 has not taken up num\.io\.threads within 0 s/m);
    });
});
