import assert from "node:assert/strict";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { Sandbox, virtualTime } from "../bash";
import type { Ran } from "../bash";
import { dns, standIn, start } from "./startScript";

describe("start.sh", () => {
    let sandbox: Sandbox;
    beforeEach(() => {
        sandbox = new Sandbox();
        standIn(sandbox);
    });
    afterEach(() => {
        sandbox.remove();
    });

    it("starts the broker with the id and the address of its pod", async () => {
        const { code, stdout, stderr } = await start(sandbox, "kafka-2");
        assert.deepEqual({ code, stderr }, { code: 0, stderr: "" });
        const given = stdout.split("\n").filter((line) => line.startsWith("argument "));
        assert.deepEqual(
            given.map((line) => line.slice(9)),
            [
                sandbox.path("server.properties"),
                "--override",
                "broker.id=2",
                "--override",
                `advertised.listeners=INTERNAL://kafka-2.${dns}:9092`,
            ],
        );
    });

    it("advertises every listener at its own address, in their order", async () => {
        const { stdout } = await start(sandbox, "kafka-1", { LISTENERS: "INTERNAL:9092 SASL:9093" });
        assert.ok(
            stdout.includes(
                `argument advertised.listeners=INTERNAL://kafka-1.${dns}:9092,SASL://kafka-1.${dns}:9093\n`,
            ),
            stdout,
        );
    });

    it("takes the agent for its metrics, and gives it to nobody else in the container", async () => {
        const agent = { METRICS_AGENT: "/metrics-agent/javaagent.jar", METRICS_PORT: "9464" };
        const [without, withAgent] = [await start(sandbox, "kafka-0"), await start(sandbox, "kafka-0", agent)];
        const options = ({ stdout }: Ran) => /^options (.*)$/m.exec(stdout)?.[1] ?? "";
        assert.doesNotMatch(options(without), /javaagent/);
        assert.match(options(withAgent), /^-Djava\.security\S+ -javaagent:\/metrics-agent\/javaagent\.jar /);
        assert.match(options(withAgent), / -Dotel\.exporter\.prometheus\.port=9464( |$)/);
        assert.match(options(withAgent), / -Dotel\.jmx\.config=\S+\/metrics\.yaml( |$)/);
    });

    describe("for clients outside", () => {
        const outside = { EXTERNAL_LISTENER: "EXTERNAL", EXTERNAL_PORT: "30001", EXTERNAL_PORT_STEP: "1" };
        const advertised = ({ stdout }: Ran) => /^argument advertised.listeners=(.*)$/m.exec(stdout)?.[1];
        const internal = (pod: string) => `INTERNAL://${pod}.${dns}:9092`;

        it("advertises its node and its own port, after the internal listener", async () => {
            const ran = await start(sandbox, "kafka-2", { ...outside, EXTERNAL_HOST: "192.0.2.7" });
            assert.deepEqual({ code: ran.code, stderr: ran.stderr }, { code: 0, stderr: "" });
            assert.equal(advertised(ran), `${internal("kafka-2")},EXTERNAL://192.0.2.7:30003`);
        });

        it("advertises a host with its number in it, on the port that is the same for all", async () => {
            const ran = await start(sandbox, "kafka-12", {
                ...outside,
                EXTERNAL_HOST: "kafka-{broker}.example.com",
                EXTERNAL_PORT: "9094",
                EXTERNAL_PORT_STEP: "0",
            });
            assert.equal(advertised(ran), `${internal("kafka-12")},EXTERNAL://kafka-12.example.com:9094`);
        });

        it("writes an IPv6 address as URLs have it", async () => {
            const ran = await start(sandbox, "kafka-0", { ...outside, EXTERNAL_HOST: "2001:db8::7" });
            assert.equal(advertised(ran), `${internal("kafka-0")},EXTERNAL://[2001:db8::7]:30001`);
        });

        it("advertises the address of its own load balancer", async () => {
            mkdirSync(sandbox.path("addresses"));
            writeFileSync(sandbox.path("addresses/0"), "203.0.113.1");
            writeFileSync(sandbox.path("addresses/1"), "lb.example.com");
            const environment = {
                EXTERNAL_LISTENER: "EXTERNAL",
                EXTERNAL_PORT: "9094",
                EXTERNAL_PORT_STEP: "0",
                EXTERNAL_ADDRESSES: sandbox.path("addresses"),
            };
            const ran = await start(sandbox, "kafka-1", environment);
            assert.equal(advertised(ran), `${internal("kafka-1")},EXTERNAL://lb.example.com:9094`);
            assert.doesNotMatch(ran.stdout, /waits/);
        });

        it("waits for the address of its load balancer, and says so once", async () => {
            mkdirSync(sandbox.path("addresses"));
            const file = sandbox.path("addresses/3");
            writeFileSync(file, "");
            const arrives = `[ -s ${sandbox.path("asleep")} ] && echo 203.0.113.3 > ${file}; echo x > ${sandbox.path("asleep")}`;
            const ran = await start(sandbox, "kafka-3", {
                ...outside,
                EXTERNAL_ADDRESSES: sandbox.path("addresses"),
                ...virtualTime(arrives),
            });
            assert.equal(ran.stderr, "");
            const told = ran.stdout.split("\n").filter((line) => line.startsWith("start.sh: "));
            assert.deepEqual(told, [`start.sh: waits for the address of its load balancer, in ${file}`]);
            assert.equal(advertised(ran), `${internal("kafka-3")},EXTERNAL://203.0.113.3:30004`);
        });
    });

    it("gives the broker its own heap and collector, not the tools'", async () => {
        const { stdout } = await start(sandbox, "kafka-0");
        assert.match(stdout, /^heap -Xms1024m -Xmx1024m$/m);
        assert.match(stdout, /^performance unset port unset$/m);
        assert.match(stdout, /^extra -name kafkaServer$/m);
    });

    describe("the levels of its loggers", () => {
        const log4j = async (environment: Readonly<Record<string, string>> = {}): Promise<string> => {
            const { stdout } = await start(sandbox, "kafka-0", environment);
            const file = /^log4j -Dlog4j\.configuration=file:(.*)$/m.exec(stdout)?.[1] ?? "";
            return readFileSync(file, "utf8");
        };
        const own = "log4j.rootLogger=INFO, stdout\nlog4j.logger.kafka=\n";

        it("are those of the program where there is no file with others", async () => {
            assert.equal(await log4j(), own);
            assert.equal(await log4j({ LOG_LEVELS_FILE: sandbox.path("none") }), own);
        });

        it("come after the program's from the file that changes while pods stay: the last one counts", async () => {
            writeFileSync(
                sandbox.path("levels"),
                "kafka=DEBUG\nkafka.network.RequestChannel$=WARN\nroot=ERROR\nroot.x=INFO\n",
            );
            assert.equal(
                await log4j({ LOG_LEVELS_FILE: sandbox.path("levels") }),
                `${own}log4j.logger.kafka=DEBUG\nlog4j.logger.kafka.network.RequestChannel$=WARN\nlog4j.rootLogger=ERROR, stdout\nlog4j.logger.root.x=INFO\n`,
            );
        });
    });

    it("does not remember addresses: brokers and servers that restart have others", async () => {
        const { stdout } = await start(sandbox, "kafka-0");
        assert.match(
            stdout,
            new RegExp(`^options -Djava.security.properties=${sandbox.directory}/java.security$`, "m"),
        );
    });

    it("opens JMX on one port, under the name that the broker publishes", async () => {
        const options = /^jmx (.*)$/m.exec((await start(sandbox, "kafka-1")).stdout)?.[1]?.split(/\s+/);
        assert.deepEqual(options, [
            "-Dcom.sun.management.jmxremote=true",
            "-Dcom.sun.management.jmxremote.port=9999",
            "-Dcom.sun.management.jmxremote.rmi.port=9999",
            "-Dcom.sun.management.jmxremote.authenticate=false",
            "-Dcom.sun.management.jmxremote.ssl=false",
            `-Djava.rmi.server.hostname=kafka-1.${dns}`,
        ]);
    });

    it("names the zone where it is known", async () => {
        assert.match((await start(sandbox, "kafka-0", { NODE_ZONE: "eu 1a" })).stdout, /^argument broker.rack=eu 1a$/m);
        assert.doesNotMatch((await start(sandbox, "kafka-0", { NODE_ZONE: "" })).stdout, /rack/);
        assert.doesNotMatch((await start(sandbox, "kafka-0")).stdout, /rack/);
    });

    it("forgets that an earlier start had caught up, or was asked to stop", async () => {
        mkdirSync(sandbox.path("scratch"));
        writeFileSync(sandbox.path("scratch/caught-up"), "");
        writeFileSync(sandbox.path("scratch/stopping"), "");
        assert.equal((await start(sandbox, "kafka-0")).code, 0);
        assert.deepEqual(readdirSync(sandbox.path("scratch")), ["log4j.properties"]);
    });

    for (const pod of ["kafka", "kafka-", "kafka-0b"]) {
        it(`does not start as ${pod}, and says why`, async () => {
            const ran = await start(sandbox, pod);
            const stderr = `cannot read the broker's id from the pod's name "${pod}"\n`;
            assert.deepEqual(ran, { code: 1, stdout: "", stderr });
        });
    }

    it("does not start where it is asked to stop before: the first process ignores what it has no trap for", async () => {
        sandbox.stub("mkdir", "kill -TERM $PPID");
        assert.deepEqual(await start(sandbox, "kafka-0"), { code: 143, stdout: "", stderr: "" });
    });
});
