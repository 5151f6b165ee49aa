import assert from "node:assert/strict";
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { Sandbox, scriptFile } from "../bash";
import type { Ran } from "../bash";

const dns = "kafka-headless.apps.svc.example.internal";

/** Says how it was started; the tools' variables and JMX are what matters. */
const server = `
printf 'argument %s\\n' "$@"
printf '%s\\n' "heap $KAFKA_HEAP_OPTS" "jmx $KAFKA_JMX_OPTS" "log4j $KAFKA_LOG4J_OPTS" "extra $EXTRA_ARGS" "options $KAFKA_OPTS"
echo "performance \${KAFKA_JVM_PERFORMANCE_OPTS-unset} port \${JMX_PORT-unset}"
`;

describe("start.sh", () => {
    let sandbox: Sandbox;
    beforeEach(() => {
        sandbox = new Sandbox();
        sandbox.stub("kafka-server-start.sh", server);
    });
    afterEach(() => {
        sandbox.remove();
    });

    const start = async (pod: string, environment: Readonly<Record<string, string>> = {}): Promise<Ran> => {
        return sandbox.run(["/bin/bash", scriptFile("kafka", "start.sh")], {
            POD_NAME: pod,
            HEADLESS_DNS: dns,
            BROKER_HEAP_MIB: "1024",
            LISTENER: "INTERNAL",
            LISTENER_PORT: "9092",
            BROKER_JMX_PORT: "9999",
            CONFIG_DIRECTORY: "/etc/kafka-config",
            SCRATCH_DIRECTORY: sandbox.path("scratch"),
            TOOLS_DIRECTORY: sandbox.directory,
            KAFKA_HEAP_OPTS: "-Xmx64m",
            KAFKA_JVM_PERFORMANCE_OPTS: "-XX:+UseSerialGC",
            ...environment,
        });
    };

    it("starts the broker with the id and the address of its pod", async () => {
        const { code, stdout, stderr } = await start("kafka-2");
        assert.deepEqual({ code, stderr }, { code: 0, stderr: "" });
        const given = stdout.split("\n").filter((line) => line.startsWith("argument "));
        assert.deepEqual(
            given.map((line) => line.slice(9)),
            [
                "/etc/kafka-config/server.properties",
                "--override",
                "broker.id=2",
                "--override",
                `advertised.listeners=INTERNAL://kafka-2.${dns}:9092`,
            ],
        );
    });

    it("gives the broker its own heap and collector, not the tools'", async () => {
        const { stdout } = await start("kafka-0");
        assert.match(stdout, /^heap -Xms1024m -Xmx1024m$/m);
        assert.match(stdout, /^performance unset port unset$/m);
        assert.match(stdout, /^extra -name kafkaServer$/m);
        assert.match(stdout, /^log4j -Dlog4j.configuration=file:\/etc\/kafka-config\/log4j.properties$/m);
    });

    it("does not remember addresses: brokers and servers that restart have others", async () => {
        const { stdout } = await start("kafka-0");
        assert.match(stdout, /^options -Dsun.net.inetaddr.ttl=1 -Dsun.net.inetaddr.negative.ttl=1$/m);
    });

    it("opens JMX on one port, under the name that the broker publishes", async () => {
        const options = /^jmx (.*)$/m.exec((await start("kafka-1")).stdout)?.[1]?.split(/\s+/);
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
        assert.match((await start("kafka-0", { NODE_ZONE: "eu 1a" })).stdout, /^argument broker.rack=eu 1a$/m);
        assert.doesNotMatch((await start("kafka-0", { NODE_ZONE: "" })).stdout, /rack/);
        assert.doesNotMatch((await start("kafka-0")).stdout, /rack/);
    });

    it("forgets that an earlier start had caught up, or was asked to stop", async () => {
        mkdirSync(sandbox.path("scratch"));
        writeFileSync(sandbox.path("scratch/caught-up"), "");
        writeFileSync(sandbox.path("scratch/stopping"), "");
        assert.equal((await start("kafka-0")).code, 0);
        assert.deepEqual(readdirSync(sandbox.path("scratch")), []);
    });

    for (const pod of ["kafka", "kafka-", "kafka-0b"]) {
        it(`does not start as ${pod}, and says why`, async () => {
            const ran = await start(pod);
            const stderr = `cannot read the broker's id from the pod's name "${pod}"\n`;
            assert.deepEqual(ran, { code: 1, stdout: "", stderr });
        });
    }
});
