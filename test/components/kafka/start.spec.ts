import assert from "node:assert/strict";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { authority } from "../../certificates";
import { closedPort, Sandbox, scriptFile, virtualTime } from "../bash";
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

    const start = async (
        pod: string,
        environment: Readonly<Record<string, string>> = {},
        command = ["/bin/bash", scriptFile("kafka", "start.sh")],
    ): Promise<Ran> => {
        return sandbox.run(command, {
            POD_NAME: pod,
            HEADLESS_DNS: dns,
            BROKER_HEAP_MIB: "1024",
            LISTENERS: "INTERNAL:9092",
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

    it("advertises every listener at its own address, in their order", async () => {
        const { stdout } = await start("kafka-1", { LISTENERS: "INTERNAL:9092 SASL:9093" });
        assert.ok(
            stdout.includes(
                `argument advertised.listeners=INTERNAL://kafka-1.${dns}:9092,SASL://kafka-1.${dns}:9093\n`,
            ),
            stdout,
        );
    });

    describe("for clients outside", () => {
        const outside = { EXTERNAL_LISTENER: "EXTERNAL", EXTERNAL_PORT: "30001", EXTERNAL_PORT_STEP: "1" };
        const advertised = ({ stdout }: Ran) => /^argument advertised.listeners=(.*)$/m.exec(stdout)?.[1];
        const internal = (pod: string) => `INTERNAL://${pod}.${dns}:9092`;

        it("advertises its node and its own port, after the internal listener", async () => {
            const ran = await start("kafka-2", { ...outside, EXTERNAL_HOST: "192.0.2.7" });
            assert.deepEqual({ code: ran.code, stderr: ran.stderr }, { code: 0, stderr: "" });
            assert.equal(advertised(ran), `${internal("kafka-2")},EXTERNAL://192.0.2.7:30003`);
        });

        it("advertises a host with its number in it, on the port that is the same for all", async () => {
            const ran = await start("kafka-12", {
                ...outside,
                EXTERNAL_HOST: "kafka-{broker}.example.com",
                EXTERNAL_PORT: "9094",
                EXTERNAL_PORT_STEP: "0",
            });
            assert.equal(advertised(ran), `${internal("kafka-12")},EXTERNAL://kafka-12.example.com:9094`);
        });

        it("writes an IPv6 address as URLs have it", async () => {
            const ran = await start("kafka-0", { ...outside, EXTERNAL_HOST: "2001:db8::7" });
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
            const ran = await start("kafka-1", environment);
            assert.equal(advertised(ran), `${internal("kafka-1")},EXTERNAL://lb.example.com:9094`);
            assert.doesNotMatch(ran.stdout, /waits/);
        });

        it("waits for the address of its load balancer, and says so once", async () => {
            mkdirSync(sandbox.path("addresses"));
            const file = sandbox.path("addresses/3");
            writeFileSync(file, "");
            const arrives = `[ -s ${sandbox.path("asleep")} ] && echo 203.0.113.3 > ${file}; echo x > ${sandbox.path("asleep")}`;
            const ran = await start("kafka-3", {
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

    describe("with a certificate", () => {
        const store = (name: string): string => readFileSync(sandbox.path(`stores/${name}.pem`), "utf8");

        /** Starts a broker whose Secret has this. What renews the certificate ends in its first pause, and leaves a note. */
        const encrypted = async (key: string, certificate: string, trusted: string): Promise<Ran> => {
            for (const directory of ["secret", "stores"]) {
                mkdirSync(sandbox.path(directory), { recursive: true });
            }
            writeFileSync(sandbox.path("secret/tls.key"), key);
            writeFileSync(sandbox.path("secret/tls.crt"), certificate);
            writeFileSync(sandbox.path("secret/ca.crt"), trusted);
            return start("kafka-2", {
                LISTENER_PORT: "9093",
                TLS_DIRECTORY: sandbox.path("secret"),
                STORES_DIRECTORY: sandbox.path("stores"),
                TRUST_SECONDS: "180",
                ...virtualTime(
                    `echo "\${0##*/} \${KAFKA_JMX_OPTS-none} \${EXTRA_ARGS-none}" >> ${sandbox.path("beside")}; exit 0`,
                ),
            });
        };

        it("writes the stores before the broker reads them: the key first, and for nobody else", async () => {
            const root = await authority("root");
            const signer = await root.intermediate("signer");
            const { key, certificate } = await signer.issue({ names: [dns] });
            const chain = certificate + signer.certificate;
            sandbox.stub("kafka-server-start.sh", `cp ${sandbox.path("stores")}/*.pem .`);
            assert.equal((await encrypted(key.trimEnd(), chain, root.certificate)).code, 0);
            assert.equal(readFileSync(sandbox.path("keystore.pem"), "utf8"), `${key}${chain}`);
            assert.equal(readFileSync(sandbox.path("truststore.pem"), "utf8"), root.certificate);
            assert.deepEqual(readdirSync(sandbox.path("stores")).sort(), ["keystore.pem", "truststore.pem"]);
            for (const name of ["keystore", "truststore"]) {
                assert.equal(statSync(sandbox.path(`stores/${name}.pem`)).mode & 0o777, 0o600);
            }
        });

        it("takes the Secret as it is now: stores outlive a container", async () => {
            const { certificate: root, issue } = await authority("root");
            const [before, now] = [await issue({ names: [dns] }), await issue({ names: [dns] })];
            await encrypted(before.key, before.certificate, "of before");
            assert.equal((await encrypted(now.key, now.certificate, root)).code, 0);
            assert.equal(store("keystore"), `${now.key}\n${now.certificate}`);
            assert.equal(store("truststore"), root);
        });

        it("has it renewed beside the broker, without its options, which only who has one does", async () => {
            const { certificate: root, issue } = await authority("root");
            const { key, certificate } = await issue({ names: [dns] });
            sandbox.stub("kafka-server-start.sh", `until [ -e ${sandbox.path("beside")} ]; do /bin/sleep 0.02; done`);
            assert.deepEqual(await encrypted(key, certificate, root), { code: 0, stdout: "", stderr: "" });
            assert.equal(readFileSync(sandbox.path("beside"), "utf8"), "renew-certificate.sh none none\n");
            rmSync(sandbox.path("beside"));
            sandbox.stub("kafka-server-start.sh", "/bin/sleep 0.2");
            await start("kafka-2", virtualTime(`touch ${sandbox.path("beside")}; exit 0`));
            assert.ok(!existsSync(sandbox.path("beside")));
        });

        for (const [name, kind, encoding] of [
            ["PKCS #1, as openssl wrote RSA keys", "rsa", "traditionalKey"],
            ["SEC 1, as openssl writes keys of elliptic curves", "ec", "traditionalKey"],
            ["PKCS #8 with a password", "rsa", "encryptedKey"],
        ] as const) {
            it(`does not start with a key in ${name}, says what to do, and writes nothing`, async () => {
                const { certificate: root, issue } = await authority("root");
                const { certificate, ...keys } = await issue({ names: [dns], kind });
                const stderr =
                    "start.sh: tls.key must be PKCS #8 without a password, which Kafka reads: openssl pkcs8 -topk8 -nocrypt -in tls.key\n";
                assert.deepEqual(await encrypted(keys[encoding], certificate, root), { code: 1, stdout: "", stderr });
                assert.deepEqual(readdirSync(sandbox.path("stores")), []);
                assert.ok(!existsSync(sandbox.path("beside")));
            });
        }
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

    it("does not start where it is asked to stop before: the first process ignores what it has no trap for", async () => {
        sandbox.stub("mkdir", "kill -TERM $PPID");
        assert.deepEqual(await start("kafka-0"), { code: 143, stdout: "", stderr: "" });
    });

    describe("as the container's first process", () => {
        const serving = { srvr: "Zookeeper version: 3.8.6\nMode: follower\n" };
        /** A broker that is up, and after the signal does this. */
        const broker = (asked: string): string =>
            `trap 'trap "" TERM; echo asked; ${asked}' TERM; touch ${sandbox.path("up")}; while :; do /bin/sleep 0.02; done`;
        /** Takes its time for its shutdown: 120 s on the script's clock. */
        const slow = (): string =>
            broker(`until [ "$(grep -c . ${sandbox.path("pauses")})" -ge 40 ]; do /bin/sleep 0.02; done; exit 143`);

        /** Starts a broker and asks it to stop once it is up. */
        const stop = async (zooKeeper: string, server: string, times = 1): Promise<Ran> => {
            writeFileSync(sandbox.path("server.properties"), `a=b\nzookeeper.connect=${zooKeeper}\n`);
            writeFileSync(sandbox.path("pauses"), "");
            rmSync(sandbox.path("up"), { force: true });
            sandbox.stub("kafka-server-start.sh", server);
            const signals = `for time in $(seq ${times}); do kill -TERM $first; /bin/sleep 0.02; done`;
            const kubelet = `/bin/bash ${scriptFile("kafka", "start.sh")} & first=$!
                until [ -e ${sandbox.path("up")} ]; do /bin/sleep 0.02; done; ${signals}; wait $first`;
            return start(
                "kafka-0",
                {
                    CONFIG_DIRECTORY: sandbox.directory,
                    ...virtualTime(`echo "$1" >> ${sandbox.path("pauses")}`),
                },
                ["/bin/bash", "-c", kubelet],
            );
        };
        /** Seconds that it waited on its clock. */
        const waited = (): number =>
            readFileSync(sandbox.path("pauses"), "utf8")
                .split("\n")
                .reduce((sum, pause) => sum + Number(pause), 0);
        const killed = {
            code: 137,
            stdout:
                "asked\n" +
                "start.sh: ZooKeeper has not served for 30 s: kills the broker, whose shutdown waits for it\n",
            stderr: "",
        };

        it("ends with the broker and its code, and asks ZooKeeper nothing before the signal", async () => {
            let asked = 0;
            const port = await sandbox.listen(() => asked++);
            writeFileSync(sandbox.path("server.properties"), `zookeeper.connect=127.0.0.1:${port}\n`);
            for (const [end, code] of [
                ["exit 0", 0],
                ["exit 3", 3],
                ["kill -KILL $$", 137],
            ] as const) {
                sandbox.stub("kafka-server-start.sh", `/bin/sleep 0.2; ${end}`);
                const environment = {
                    CONFIG_DIRECTORY: sandbox.directory,
                    ...virtualTime(`touch ${sandbox.path("slept")}`),
                };
                assert.deepEqual(await start("kafka-0", environment), { code, stdout: "", stderr: "" });
            }
            assert.ok(asked === 0 && !existsSync(sandbox.path("slept")));
        });

        it("hands the signal on, and still ends with the broker's code", async () => {
            const port = await sandbox.zooKeeper(serving);
            const ran = await stop(`127.0.0.1:${port}/kafka`, broker("exit 7"));
            assert.deepEqual(ran, { code: 7, stdout: "asked\n", stderr: "" });
        });

        it("gives the broker all its time while one server serves, and watches once however often it is asked to stop", async () => {
            const port = await sandbox.zooKeeper(serving);
            const connect = `127.0.0.1:${await closedPort()},127.0.0.1:${port}/kafka`;
            assert.deepEqual(await stop(connect, slow(), 5), { code: 143, stdout: "asked\n", stderr: "" });
            assert.ok(waited() >= 120);
        });

        it("kills the broker 30 s after the ensemble is gone", async () => {
            const connect = `127.0.0.1:${await closedPort()},127.0.0.1:${await closedPort()}/kafka`;
            assert.deepEqual(await stop(connect, broker(":")), killed);
            assert.equal(waited(), 30);
        });

        it("takes a server without a quorum, and one that has no name, for none that serves", async () => {
            const lost = "This ZooKeeper instance is not currently serving requests\n";
            const port = await sandbox.zooKeeper({ srvr: lost });
            assert.deepEqual(await stop(`127.0.0.1:${port},zookeeper-0.invalid:2181/kafka`, broker(":")), killed);
        });

        it("counts the 30 s anew whenever ZooKeeper has served", async () => {
            let looks = 0;
            const port = await sandbox.listen((socket) => {
                looks++;
                socket.end(looks % 9 === 0 ? serving.srvr : "");
            });
            assert.equal((await stop(`127.0.0.1:${port}`, slow())).code, 143);
            assert.ok(looks >= 39);
        });

        it("waits two seconds at the most for a server that says nothing", async () => {
            const port = await sandbox.listen((socket) => socket.resume());
            writeFileSync(sandbox.path("server.properties"), `zookeeper.connect=127.0.0.1:${port}\n`);
            const look = `. ${scriptFile("kafka", "functions.sh")}; zookeeper_serves; echo "$? after $SECONDS s"`;
            const { stdout } = await start("kafka-0", { CONFIG_DIRECTORY: sandbox.directory }, [
                "/bin/bash",
                "-c",
                look,
            ]);
            assert.match(stdout, /^1 after [23] s\n$/);
        });
    });
});
