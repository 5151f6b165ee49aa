import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { nextSteps } from "../../local/commands/nextSteps";
import { nodeShim, quoted } from "../../local/engine/shell";

const directory = join(__dirname, "..", "..", "local");
const cli = join(directory, "cli.ts");
/** What `local/run.mjs` does, but for installing packages: that is no business of a test. */
const start = `import { register } from "${pathToFileURL(join(directory, "engine", "typescript.mjs")).href}"; register()(process.argv[1]);`;

/** Runs `local/cli.ts` with a state directory in which no cluster ever was. */
function local(...args: string[]): {
    readonly status: number | null;
    readonly stdout: string;
    readonly stderr: string;
} {
    const env = { ...process.env, KAFKA_LOCAL_STATE: "/nonexistent/kafka-local" };
    return spawnSync("node", ["--input-type=module", "--eval", start, "--", cli, ...args], { encoding: "utf8", env });
}

describe("the local commands", () => {
    it("show how they are used, and refuse a command that there is not", () => {
        const help = local("--help");
        assert.match(help.stdout, /^usage: npm start/);
        assert.equal(help.status, 0);
        assert.equal(local().status, 2);
        const wrong = local("strat");
        assert.equal(wrong.status, 2);
        assert.equal(wrong.stdout, "");
        assert.match(wrong.stderr, /^there is no command "strat"\nusage:/);
    });

    it("say a user's mistake in one line, and print nothing for eval to choke on", () => {
        const { status, stdout, stderr } = local("env");
        const line = "error: there is no local cluster yet: run npm start first\n";
        assert.deepEqual([status, stdout, stderr], [1, "", line]);
        assert.match(local("start", "--all").stderr, /^error: start takes no --all: only --no-deploy\n$/);
    });

    it("quote words for a shell, whatever is in them", () => {
        for (const word of ["", "plain", "two words", `it's "$HOME" \\ \`x\``, "line\nbreak"]) {
            const { stdout } = spawnSync("sh", ["-c", `printf %s ${quoted(word)}`], { encoding: "utf8" });
            assert.equal(stdout, word);
        }
        assert.match(nodeShim("/a b.mjs", ["x"]), /^#!\/bin\/sh\nexec '.*' '\/a b\.mjs' 'x' "\$@"\n$/);
    });

    it("say what to do next: the local shell first, writing before reading, no secret", () => {
        const text = nextSteps({
            namespace: "ns",
            bootstrapServers: "kafka:9092",
            zookeeperConnectionString: "zk:2181",
            commands: { consume: "CONSUME", openKafkaManager: "OPEN", produce: "PRODUCE" },
        });
        const places = [
            'eval "$(npm run -s local -- env)"',
            "# produce\n  PRODUCE",
            "CONSUME",
            "# open kafka manager\n  OPEN",
        ];
        const found = places.map((place) => text.indexOf(place));
        assert.deepEqual(
            found,
            [...found].sort((one, other) => one - other),
        );
        assert.ok(!found.includes(-1));
        // Without the console there is no line for it.
        assert.doesNotMatch(text, /Kafka Manager {2,}/);
        assert.match(nextSteps(), /pulumi stack select --create dev && pulumi up/);
    });
});
