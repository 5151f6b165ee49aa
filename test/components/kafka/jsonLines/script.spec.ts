import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { log4jProperties } from "../../../../components/kafka/properties";
import { Sandbox, scriptFile } from "../../bash";
import type { Ran } from "../../bash";
import { standIn, start } from "../startScript";

type Line = Readonly<Record<string, string>>;

const [begin, next, end] = ["\u001e", "\u001f", "\u001d"];

/** A record as Log4j writes it. */
function record(message: string, stack = "", level = "INFO"): string {
    return `${begin}2026-01-02T03:04:05.006Z${next}${level}${next}kafka.X${next}${message}${next}${stack}${end}\n`;
}

function objects(stdout: string): Line[] {
    return stdout
        .split("\n")
        .filter((line) => line !== "")
        .map((line) => JSON.parse(line) as Line);
}

/** A line that is no record has the time at which it came. */
function withoutTime({ time, ...rest }: Line): Line {
    assert.match(time ?? "", /^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3})?Z$/);
    return rest;
}

const common = { time: "2026-01-02T03:04:05.006Z", level: "INFO", logger: "kafka.X" };
const console = (message: string): Line => ({ level: "INFO", logger: "console", message });

describe("the filter that makes JSON of a broker's log", () => {
    let sandbox: Sandbox;
    beforeEach(() => {
        sandbox = new Sandbox();
    });
    afterEach(() => {
        sandbox.remove();
    });

    const filtered = async (log: string | Buffer): Promise<Line[]> => {
        writeFileSync(sandbox.path("log"), log);
        const command = `TZ=UTC LC_ALL=C awk -f ${scriptFile("kafka", "json-lines.awk")} <${sandbox.path("log")}`;
        const { code, stdout, stderr } = await sandbox.run(["/bin/bash", "-c", command]);
        assert.deepEqual([code, stderr], [0, ""]);
        return objects(stdout);
    };

    it("has the five parts of a record, and no stack where there is none", async () => {
        assert.deepEqual(await filtered(record("starts") + record("failed", "java.lang.X: y\n\tat a.B\n", "ERROR")), [
            { ...common, message: "starts" },
            { ...common, level: "ERROR", message: "failed", stack: "java.lang.X: y\n\tat a.B" },
        ]);
    });

    const texts = [
        'a "quoted" word',
        "C:\\temp\\new \\u0041 \\",
        "& \\& &&",
        "a\tb\rc",
        "two\nlines\n\n and a fourth",
        "\u0001\u0008\u000b\u000c\u001b[31m\u007f",
        "ü€😀\u2028",
        "%s $HOME {}",
        `the mark ${next} between parts`,
        "",
    ];
    for (const text of texts) {
        it(`keeps ${JSON.stringify(text)}, in message and stack`, async () => {
            assert.deepEqual(await filtered(record(text)), [{ ...common, message: text }]);
            if (text !== "" && !text.includes(next)) {
                assert.deepEqual(await filtered(record("m", text)), [{ ...common, message: "m", stack: text }]);
            }
        });
    }

    it("makes objects of lines that are no records, but for empty ones, and keeps their order", async () => {
        const log = `OpenJDK 64-Bit Server VM warning: "x"\n\n${record("a")}[0.005s][info][gc] Using G1\n`;
        const [warning, a, gc, ...others] = await filtered(log);
        assert.ok(warning !== undefined && gc !== undefined);
        assert.deepEqual(withoutTime(warning), console('OpenJDK 64-Bit Server VM warning: "x"'));
        assert.deepEqual(a, { ...common, message: "a" });
        assert.deepEqual(withoutTime(gc), console("[0.005s][info][gc] Using G1"));
        assert.deepEqual(others, []);
    });

    it("keeps what stands before and behind a record on its line apart", async () => {
        const lines = await filtered(`half a line${record("a").trimEnd()}the rest\n`);
        assert.deepEqual(
            lines.map(({ message }) => message),
            ["half a line", "a", "the rest"],
        );
    });

    it("ends a record that is broken off where the next begins, or with the log", async () => {
        const broken = `${begin}t${next}INFO${next}kafka.X${next}the first\nof two`;
        const lines = await filtered(`${broken}\n${record("whole")}${broken}${next}java.lang.X`);
        assert.deepEqual(lines, [
            { ...common, time: "t", message: "the first\nof two" },
            { ...common, message: "whole" },
            { ...common, time: "t", message: "the first\nof two", stack: "java.lang.X" },
        ]);
    });

    it("never breaks a line for bytes of any kind", async () => {
        const bytes = Buffer.from([...Array(128).keys()]);
        const lines = await filtered(
            Buffer.concat([bytes, Buffer.from("\n"), bytes, Buffer.from(`\n${record("after")}`)]),
        );
        assert.deepEqual(lines.at(-1), { ...common, message: "after" });
    });

    describe("in the container", () => {
        beforeEach(() => {
            standIn(sandbox);
        });
        const run = async (broker: string, pod = "kafka-0", enough?: (stdout: string) => boolean): Promise<Ran> => {
            sandbox.stub("kafka-server-start.sh", broker);
            return start(sandbox, pod, { LOG_FORMAT: "json" }, undefined, enough);
        };
        const said = ({ stdout }: Ran): readonly (string | undefined)[] =>
            objects(stdout).map(({ message }) => message);
        const file = (text: string): string => {
            writeFileSync(sandbox.path("records"), text);
            return `cat ${sandbox.path("records")}`;
        };

        it("takes both outputs of the broker, and ends with its code", async () => {
            const ran = await run(`${file(record("a"))}; echo oops >&2; exit 7`);
            assert.deepEqual([ran.code, ran.stderr, said(ran)], [7, "", ["a", "oops"]]);
        });

        it("loses nothing of much that is said at the end, and waits for nobody who holds its pipe", async () => {
            const many = Array.from({ length: 5000 }, (_, index) => `${index} ${"x".repeat(200)}`);
            // Holds the pipe until the sandbox is removed, which is after the end of the run.
            const holding = `while [ -e ${sandbox.path("records")} ]; do /bin/sleep 0.2; done &`;
            const ran = await run(`${holding} ${file(many.map((text) => record(text)).join(""))}`);
            assert.deepEqual(said(ran), many);
            assert.equal(ran.code, 0);
        });

        it("takes what other scripts write to the output of the first process", async () => {
            const ran = await run(`echo "pre-stop.sh: waits" >>/proc/$PPID/fd/1; ${file(record("a"))}`);
            assert.deepEqual(said(ran), ["pre-stop.sh: waits", "a"]);
        });

        it("has a record that the broker's sudden end broke off", async () => {
            const ran = await run(`${file(record("half").slice(0, -5))}; kill -KILL $$`);
            assert.equal(ran.code, 137);
            assert.deepEqual(objects(ran.stdout).length, 1);
        });

        it("tells why nothing starts, too", async () => {
            const ran = await run("exit 0", "kafka");
            assert.deepEqual([ran.code, ran.stderr], [1, ""]);
            assert.deepEqual(said(ran), [`cannot read the broker's id from the pod's name "kafka"`]);
        });

        it("goes on with another filter where one was killed", async () => {
            const kill = `for one in /proc/[0-9]*; do
                if { tr '\\0' ' ' <$one/cmdline; } 2>/dev/null | grep -q "^awk.*${sandbox.path("json-lines.awk")}"; then kill -KILL "\${one#/proc/}"; fi
            done`;
            sandbox.stub("sleep", "exec /bin/sleep 0.1");
            const copied = `cp ${scriptFile("kafka", "functions.sh")} ${scriptFile("kafka", "start.sh")} ${scriptFile("kafka", "json-lines.awk")} ${sandbox.directory}`;
            await sandbox.run(["/bin/bash", "-c", copied]);
            sandbox.stub("kafka-server-start.sh", `${kill}; /bin/sleep 0.2; ${file(record("after"))}`);
            const ran = await start(sandbox, "kafka-0", { LOG_FORMAT: "json" }, [
                "/bin/bash",
                sandbox.path("start.sh"),
            ]);
            assert.equal(ran.code, 0);
            assert.deepEqual(said(ran), ["after"]);
        });

        it("passes each record on at once", async () => {
            const ran = await run(`${file(record("a"))}; /bin/sleep 30`, "kafka-0", (stdout) =>
                stdout.includes('"a"}'),
            );
            assert.deepEqual(said(ran), ["a"]);
        });
    });

    it("is fed by a pattern with its marks, in UTC and UTF-8, with the stack inside", () => {
        const text = log4jProperties({ logFormat: "json" });
        const pattern = /ConversionPattern=(.*)$/m.exec(text)?.[1];
        assert.equal(
            pattern,
            "\\u001e%d{yyyy-MM-dd'T'HH:mm:ss.SSS'Z'}{UTC}\\u001f%p\\u001f%c\\u001f%m\\u001f%throwable\\u001d%n",
        );
        assert.match(text, /^log4j\.appender\.stdout\.layout=org\.apache\.log4j\.EnhancedPatternLayout$/m);
        assert.match(text, /^log4j\.appender\.stdout\.encoding=UTF-8$/m);
        assert.match(log4jProperties({ logFormat: "text" }), /ConversionPattern=\[%d\] %p %m \(%c\)%n$/m);
    });
});
