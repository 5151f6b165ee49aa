import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { closedPort, Sandbox, scriptFile, timeless, toolsPath } from "../../bash";

const lag = 'kafka_consumergroup_lag{consumergroup="billing",topic="orders",partition="0"}';

/** What the tool prints of a group that is so far behind. */
function told(behind: number): string {
    return `
GROUP           TOPIC           PARTITION  CURRENT-OFFSET  LOG-END-OFFSET  LAG             CONSUMER-ID     HOST            CLIENT-ID
billing         orders          0          10              ${String(10 + behind).padEnd(15)} ${String(behind).padEnd(15)} reader-1        /10.0.0.7       reader
`;
}

const failed =
    "\nError: Executing consumer group command failed due to java.util.concurrent.ExecutionException: " +
    "org.apache.kafka.common.errors.TimeoutException: Timed out waiting for a node assignment. Call: listNodes\n";

describe("the script that shows the lag of consumers", function () {
    this.timeout(60_000);

    let sandbox: Sandbox;
    let port = 0;
    let script: ChildProcess | undefined;
    let said = "";
    /** Round after round: what the tool prints and with which code it ends; the last one again and again. */
    const plan = (...rounds: readonly (readonly [output: string, code?: number])[]) => {
        for (const [index, [output, code = 0]] of rounds.entries()) {
            writeFileSync(sandbox.path(`round-${index + 1}`), output);
            writeFileSync(sandbox.path(`code-${index + 1}`), String(code));
        }
        writeFileSync(sandbox.path("rounds"), String(rounds.length));
    };
    const rounds = () => (existsSync(sandbox.path("round")) ? Number(readFileSync(sandbox.path("round"), "utf8")) : 0);

    beforeEach(async () => {
        sandbox = new Sandbox();
        port = await closedPort();
        said = "";
        sandbox.stub("nc", 'exec busybox nc "$@"');
        sandbox.stub(
            "kafka-consumer-groups.sh",
            `cd "$(dirname "$0")"
printf '%s\\n' "$*" >>arguments
echo $(($(cat round 2>/dev/null) + 1)) >round
n="$(cat round)"; most="$(cat rounds)"; [ "$n" -le "$most" ] || n="$most"
cat "round-$n"; exit "$(cat "code-$n")"`,
        );
    });
    afterEach(async () => {
        if (script?.pid !== undefined && script.exitCode === null) {
            const gone = once(script, "exit");
            process.kill(-script.pid, "SIGKILL");
            await gone;
        }
        script = undefined;
        sandbox.remove();
    });

    function start(more: Readonly<Record<string, string>> = {}): ChildProcess {
        script = spawn("/bin/bash", [scriptFile("kafka", "lag.sh")], {
            env: {
                PATH: `${sandbox.directory}:${toolsPath()}`,
                TOOLS_DIRECTORY: sandbox.directory,
                BOOTSTRAP: "kafka.kafka.svc:9092",
                LAG_PORT: String(port),
                LAG_SECONDS: "0.2",
                TOOL_SECONDS: "20",
                LOG_DIR: sandbox.path("logs"),
                TMPDIR: sandbox.directory,
                ...more,
            },
            stdio: ["ignore", "pipe", "pipe"],
            detached: true,
        });
        for (const stream of [script.stdout, script.stderr]) {
            stream?.on("data", (chunk: Buffer) => (said += chunk.toString()));
        }
        return script;
    }

    /** What is answered to these bytes, until the other side closes; undefined where nobody listens. */
    async function ask(request: string): Promise<string | undefined> {
        return new Promise((resolve) => {
            let heard = "";
            const socket = connect(port, "127.0.0.1", () => socket.write(request));
            socket.on("data", (chunk) => (heard += chunk.toString()));
            socket.on("error", () => {
                resolve(undefined);
            });
            socket.on("close", () => {
                resolve(heard);
            });
        });
    }

    const scrape = async () => ask("GET /metrics HTTP/1.1\r\nHost: kafka-lag\r\nAccept: text/plain\r\n\r\n");

    /** Scrapes until it is so, and returns what was answered. */
    async function until(what: string, isSo: (answer: string) => boolean): Promise<string> {
        let answer: string | undefined;
        for (let tries = 0; tries < 400; tries++) {
            answer = await scrape();
            if (answer !== undefined && isSo(answer)) {
                return answer;
            }
            await pause(50);
        }
        throw new Error(`not seen: ${what}\n${answer ?? "no answer"}\n${said}`);
    }

    it("answers a scraper in the text format, with the length and a type that Prometheus takes", async () => {
        plan([told(7)]);
        start();
        const answer = await until("lag", (text) => text.includes(`${lag} 7\n`));
        const [head = "", body = ""] = answer.split("\r\n\r\n");
        assert.deepEqual(head.split("\r\n"), [
            "HTTP/1.1 200 OK",
            "Content-Type: text/plain; version=0.0.4; charset=utf-8",
            `Content-Length: ${Buffer.byteLength(body)}`,
            "Connection: close",
        ]);
        assert.ok(body.endsWith("\n"));
        assert.match(body, /^kafka_lag_up 1$/m);
        assert.match(body, /^kafka_lag_round_seconds \d+$/m);
        const [, known = ""] = /^kafka_lag_known_timestamp_seconds (\d+)$/m.exec(body) ?? [];
        assert.ok(Math.abs(Number(known) - Date.now() / 1000) < 60, known);
    });

    it("asks for all groups at once, again and again, and logs in where that is asked for", async () => {
        plan([told(7)], [told(9)]);
        start({ COMMAND_CONFIG: "/etc/kafka-login/client.properties" });
        await until("the next round", (text) => text.includes(`${lag} 9\n`));
        const [first = ""] = readFileSync(sandbox.path("arguments"), "utf8").split("\n");
        assert.equal(
            first,
            "--bootstrap-server kafka.kafka.svc:9092 --command-config /etc/kafka-login/client.properties --describe --all-groups --timeout 30000",
        );
    });

    it("answers before it knows anything, and says that it does not", async () => {
        plan([failed]);
        start();
        const answer = await until("an answer", () => true);
        assert.match(answer, /^HTTP\/1.1 200 OK\r\n/);
        assert.match(answer, /^kafka_lag_up 0$/m);
        assert.match(answer, /^kafka_lag_known_timestamp_seconds 0$/m);
        assert.doesNotMatch(answer, /consumergroup/);
    });

    it("takes a tool that fails for one, though that ends with 0, and says why in one line", async () => {
        plan([failed]);
        start();
        await until("a round", () => rounds() >= 2);
        assert.equal(
            timeless(said).split("\n")[0],
            "lag is not known: Timed out waiting for a node assignment. Call: listNodes",
        );
    });

    for (const [how, round] of [
        ["says that it fails", [failed]],
        ["ends with another code", ["", 1]],
        ["ends with another code after half of its answer", [told(99), 143]],
    ] as const) {
        it(`keeps what is known for two rounds in which the tool ${how}, and no longer`, async () => {
            plan([told(7)], round, round, round);
            start({ LAG_SECONDS: "1" });
            await until("lag", (text) => text.includes(`${lag} 7\n`) && text.includes("kafka_lag_up 1\n"));
            const kept = await until("a round that fails", (text) => text.includes("kafka_lag_up 0\n"));
            assert.ok(kept.includes(`${lag} 7\n`), kept);
            const gone = await until("the third that does", (text) => !text.includes("consumergroup"));
            assert.ok(rounds() >= 4, String(rounds()));
            assert.match(gone, /^kafka_lag_up 0$/m);
            assert.match(gone, /^kafka_lag_known_timestamp_seconds [1-9]\d+$/m);
        });
    }

    it("knows lag again once the tool does", async () => {
        plan([failed], [failed], [failed], [told(3)]);
        start();
        const answer = await until("lag", (text) => text.includes(`${lag} 3\n`));
        assert.match(answer, /^kafka_lag_up 1$/m);
        assert.match(timeless(said), /^lag is known again$/m);
    });

    it("shows that there is nobody where there is no group", async () => {
        plan([""]);
        start();
        const answer = await until("a round", (text) => text.includes("kafka_lag_up 1\n"));
        assert.doesNotMatch(answer, /consumergroup/);
    });

    it("ends a tool that does not answer", async () => {
        sandbox.stub("kafka-consumer-groups.sh", "exec sleep 300");
        start({ TOOL_SECONDS: "1" });
        for (let tries = 0; tries < 200 && said === ""; tries++) {
            await pause(50);
        }
        assert.equal(timeless(said).split("\n")[0], "lag is not known: no answer within 1 s");
    });

    it("answers others while one has sent half of its request, and one takes no answer", async () => {
        plan([told(7)]);
        start();
        await until("lag", (text) => text.includes(`${lag} 7\n`));
        const half = connect(port, "127.0.0.1", () => half.write("GET /met"));
        const silent = connect(port, "127.0.0.1");
        const deaf = connect(port, "127.0.0.1", () => deaf.write("GET /metrics HTTP/1.1\r\n\r\n"));
        deaf.pause();
        for (const socket of [half, silent, deaf]) {
            socket.on("error", () => undefined);
        }
        const answers = await Promise.all(Array.from({ length: 4 }, scrape));
        for (const answer of answers) {
            assert.ok(answer?.includes(`${lag} 7\n`), answer);
        }
        for (const socket of [half, silent, deaf]) {
            socket.destroy();
        }
    });

    it("leaves who asks by halves", async () => {
        plan([told(7)]);
        start({ ANSWER_SECONDS: "1" });
        await until("lag", (text) => text.includes(`${lag} 7\n`));
        assert.equal(await ask("GET /met"), "");
        assert.equal(await ask("GET /metrics HTTP/1.1\r\nHost: a"), "");
    });

    it("leaves who takes no answer", async () => {
        // More than what lies between two processes.
        writeFileSync(sandbox.path("metrics"), "a 1\n".repeat(500_000));
        const answering = spawn("/bin/bash", [scriptFile("kafka", "lag-answer.sh")], {
            env: { PATH: toolsPath(), METRICS_FILE: sandbox.path("metrics"), ANSWER_SECONDS: "1" },
            stdio: ["pipe", "pipe", "inherit"],
        });
        const gone = once(answering, "exit");
        answering.stdin.end("GET /metrics HTTP/1.1\r\n\r\n");
        assert.deepEqual(await gone, [0, null]);
        let taken = 0;
        answering.stdout.on("data", (chunk: Buffer) => (taken += chunk.length));
        await once(answering.stdout, "close");
        assert.ok(taken > 0 && taken < 1_000_000, String(taken));
    });

    for (const [request, status] of [
        ["GET / HTTP/1.1\r\n\r\n", "404 Not Found"],
        ["GET /../etc/passwd HTTP/1.1\r\n\r\n", "404 Not Found"],
        ["POST /metrics HTTP/1.1\r\nContent-Length: 0\r\n\r\n", "404 Not Found"],
        ["GET /metrics$(touch /tmp/x) HTTP/1.1\r\n\r\n", "404 Not Found"],
        ["GET * HTTP/1.1\r\n\r\n", "404 Not Found"],
        ["GET /metrics?a=b HTTP/1.1\r\n\r\n", "200 OK"],
        ["GET /metrics HTTP/1.0\n\n", "200 OK"],
        ["HEAD /metrics HTTP/1.1\r\n\r\n", "200 OK"],
    ] as const) {
        it(`answers ${JSON.stringify(request)} with ${status}`, async () => {
            plan([told(7)]);
            start();
            await until("an answer", () => true);
            const answer = (await ask(request)) ?? "no answer";
            assert.ok(answer.startsWith(`HTTP/1.1 ${status}\r\n`), answer);
            assert.equal(answer.includes("kafka_lag_up"), request.startsWith("GET /metrics") && status === "200 OK");
        });
    }

    it("ends at once when it is told to, also in the middle of a round", async () => {
        sandbox.stub("kafka-consumer-groups.sh", `touch ${sandbox.path("asking")}; exec sleep 300`);
        const child = start({ TOOL_SECONDS: "300" });
        await until("a round", () => existsSync(sandbox.path("asking")));
        const gone = once(child, "exit");
        child.kill("SIGTERM");
        assert.deepEqual(await gone, [143, null]);
        assert.equal(await scrape(), undefined);
    });

    it("ends, and says what is missing, with an image that cannot listen", async () => {
        plan([told(7)]);
        sandbox.stub("nc", "echo \"nc: invalid option -- 'e'\" >&2; exit 1");
        assert.deepEqual(await once(start(), "exit"), [1, null]);
        assert.match(timeless(said), new RegExp(`^nothing listens at ${port}: the image needs BusyBox's nc$`, "m"));
    });
});
