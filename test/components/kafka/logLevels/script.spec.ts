import assert from "node:assert/strict";
import { levelLines } from "../../../../components/kafka/logLevels";
import { Sandbox, scriptFile, timeless, virtualTime } from "../../bash";
import type { Ran } from "../../bash";
import { settingsOf } from "../../parts";
import { fakeTools } from "../tools";
import { FakeLoggers } from "./loggers";
import type { Loggers } from "./loggers";

/** What a broker has that has just started without any level in the stack file. */
const started = (): Loggers => ({
    root: "INFO",
    kafka: undefined,
    "kafka.server": undefined,
    "kafka.server.KafkaApis": undefined,
    "kafka.request.logger": "WARN",
    "kafka.network.RequestChannel$": "WARN",
    "kafka.log.LogCleaner": "WARN",
    "kafka.authorizer.logger": "WARN",
    "org.apache.zookeeper": "WARN",
});

describe("the script that sets levels of brokers' loggers", () => {
    let sandbox: Sandbox;
    let loggers: FakeLoggers;
    beforeEach(async () => {
        sandbox = new Sandbox();
        loggers = new FakeLoggers({ "0": started(), "1": started() });
        await fakeTools(sandbox, (_tool, args) => loggers.answer(args));
    });
    afterEach(() => {
        sandbox.remove();
    });

    const run = async (logLevels: Readonly<Record<string, string>>, brokers = "0 1"): Promise<Ran> => {
        const ran = await sandbox.run(["/bin/bash", scriptFile("kafka", "apply-log-levels.sh")], {
            LOG_LEVELS: levelLines(settingsOf({ brokers: { logLevels } }).brokers).trimEnd(),
            BROKERS: brokers,
            BOOTSTRAP: "127.0.0.1:9092",
            HOPELESS: "3",
            LOG_DIR: sandbox.path("logs"),
            TMPDIR: sandbox.directory,
            TOOLS_DIRECTORY: sandbox.directory,
            ...virtualTime(),
        });
        return { ...ran, stdout: timeless(ran.stdout) };
    };
    const done = "every broker that answers has the wanted levels\n";

    it("asks each broker once where all levels are right, and alters none", async () => {
        assert.deepEqual(await run({}), { code: 0, stdout: done, stderr: "" });
        assert.deepEqual(loggers.asked, ["0?", "1?"]);
    });

    it("sets several levels of a broker at once, the root's among them", async () => {
        const { code, stdout } = await run({ "kafka.request.logger": "DEBUG", root: "WARN" }, "0");
        assert.equal(code, 0);
        // What inherits from the root is looked at again.
        assert.deepEqual(loggers.asked, ["0?", "0 kafka.request.logger=DEBUG root=WARN", "0?"]);
        assert.equal(loggers.level("0", "kafka.server"), "WARN");
        assert.match(stdout, /^setting at broker 0: root=WARN$/m);
    });

    it("alters only brokers that have another level", async () => {
        const one = loggers.brokers["1"] ?? {};
        one["kafka.request.logger"] = "TRACE";
        await run({ "kafka.request.logger": "TRACE" });
        assert.deepEqual(loggers.asked, ["0?", "0 kafka.request.logger=TRACE", "1?"]);
    });

    it("goes back to the default of the program, else to what is inherited, and never takes the root's level away", async () => {
        loggers.brokers["0"] = {
            ...started(),
            root: "DEBUG",
            "kafka.request.logger": "DEBUG",
            "kafka.server": "TRACE",
        };
        const { code, stdout } = await run({}, "0");
        assert.equal(code, 0);
        assert.deepEqual(loggers.brokers["0"], started());
        assert.match(stdout, /^taking back at broker 0: kafka\.server$/m);
    });

    it("takes a level away that hid behind the same one above", async () => {
        loggers.brokers["0"] = { ...started(), kafka: "DEBUG", "kafka.server": "DEBUG" };
        assert.equal((await run({}, "0")).code, 0);
        assert.deepEqual(loggers.brokers["0"], started());
        assert.deepEqual(loggers.asked, ["0?", "0 -kafka", "0?", "0 -kafka.server", "0?"]);
    });

    it("leaves alone what only inherits", async () => {
        await run({ kafka: "DEBUG" }, "0");
        assert.deepEqual(loggers.asked, ["0?", "0 kafka=DEBUG", "0?"]);
        assert.equal(loggers.level("0", "kafka.server.KafkaApis"), "DEBUG");
        loggers.asked.length = 0;
        await run({ kafka: "DEBUG", "kafka.server": "DEBUG" }, "0");
        assert.deepEqual(loggers.asked, ["0?"], "the level in effect is the wanted one already");
    });

    it("says which loggers a broker does not have yet, and sets the others", async () => {
        const { code, stdout } = await run({ "com.example.Plugin": "DEBUG", kafka: "WARN" }, "0");
        assert.equal(code, 0);
        assert.ok(loggers.asked.includes("0 kafka=WARN"), loggers.asked.join());
        assert.match(stdout, /^broker 0 has no logger com\.example\.Plugin yet: it takes the level when it restarts$/m);
    });

    it("does not try a name with a dollar sign, which the tool refuses, but takes one back", async () => {
        loggers.brokers["0"] = { ...started(), "kafka.utils.CoreUtils$": "DEBUG" };
        const { code, stdout } = await run({ "kafka.network.RequestChannel$": "DEBUG", root: "INFO" }, "0");
        assert.equal(code, 0);
        assert.deepEqual(loggers.asked, ["0?", "0 -kafka.utils.CoreUtils$"]);
        const line = "broker 0 takes the level of kafka.network.RequestChannel$ when it restarts";
        assert.ok(stdout.includes(`${line}: no tool sets a name with a dollar sign\n`), stdout);
    });

    it("leaves a broker that is gone after three tries, for it reads the levels when it starts", async () => {
        delete loggers.brokers["0"];
        const { code, stdout } = await run({ kafka: "DEBUG" });
        assert.equal(code, 0);
        assert.equal(stdout.split("broker 0 does not answer yet").length, 3, stdout);
        assert.match(stdout, /^broker 0 does not answer: it has the levels once it restarts$/m);
        assert.equal(loggers.level("1", "kafka"), "DEBUG");
    });

    it("tries again what failed for a moment", async () => {
        let failures = 1;
        loggers.instead = (_id, isAlter) =>
            isAlter && failures-- > 0 ? [1, "X: org.apache.kafka.common.errors.DisconnectException: later"] : undefined;
        const { code, stdout } = await run({ kafka: "DEBUG" }, "0");
        assert.equal(code, 0);
        assert.match(stdout, /^broker 0 does not answer yet: later$/m);
        assert.equal(loggers.level("0", "kafka"), "DEBUG");
    });

    it("ends for good where it may not, with Kafka's words", async () => {
        loggers.instead = (_id, isAlter) =>
            isAlter
                ? [
                      1,
                      "java.util.X: org.apache.kafka.common.errors.ClusterAuthorizationException: Cluster authorization failed.",
                  ]
                : undefined;
        const { code, stdout } = await run({ kafka: "DEBUG" });
        assert.equal(code, 3);
        assert.ok(stdout.endsWith("Kafka refuses the levels: Cluster authorization failed.\n"), stdout);
    });
});
