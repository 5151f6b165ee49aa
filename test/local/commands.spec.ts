import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { nextSteps } from "../../local/commands/nextSteps";
import { nodeShim, placeScript, quoted } from "../../local/engine/shell";

const directory = join(__dirname, "..", "..", "local");
const cli = join(directory, "cli.ts");
/** What `local/run.mjs` does, but for installing packages: that is no business of a test. */
const start = `import { register } from "${pathToFileURL(join(directory, "engine", "typescript.mjs")).href}"; register()(process.argv[1]);`;

interface Said {
    readonly status: number | null;
    readonly stdout: string;
    readonly stderr: string;
}

/** Runs `local/cli.ts` with a state directory in which no cluster ever was. */
function local(...args: string[]): Said {
    return localIn("/nonexistent/kafka-local", args);
}

function localIn(state: string, args: readonly string[], environment: NodeJS.ProcessEnv = {}): Said {
    const env = { ...process.env, KAFKA_LOCAL_STATE: state, ...environment };
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
        assert.equal(local("bench").stderr, line);
        assert.match(local("start", "--all").stderr, /^error: start takes no --all: only --no-deploy\n$/);
    });

    it("measure a stack as a user has it, and what it is compared with as quickly as the engine can", () => {
        const state = mkdtempSync(join(tmpdir(), "kafka-local-"));
        const log = join(state, "log");
        const told = "echo ${PULUMI_NODEJS_TRANSPILE_ONLY-unset} $(basename $PULUMI_BACKEND_URL) $* >>" + quoted(log);
        placeScript(join(state, "bin", "kubectl"), "#!/bin/sh\n");
        const bench = (script: string) => {
            placeScript(join(state, "bin", "pulumi"), `#!/bin/sh\n${told}\n${script}\n`);
            return localIn(state, ["bench", "preview", "1"], { PULUMI_NODEJS_TRANSPILE_ONLY: "false" });
        };
        try {
            const exports = `test "$1 $2" != "stack export" || echo '{"deployment":{"resources":[]}}'`;
            const { status, stdout, stderr } = bench(`${exports}; test ! -d $2 || cat $2/index.ts`);
            assert.match(stdout, /^`npm run bench -- preview`, 1 round, [\s\S]*\n\{"bench":"preview",.*\}\n$/, stderr);
            assert.equal(status, 0);
            const calls = readFileSync(log, "utf8")
                .replaceAll(/-C \S+/g, "-C DIR")
                .trim()
                .split("\n");
            const plain = (command: string) => `true .state -C DIR ${command} --stack plain --non-interactive`;
            const preview = (stack: string, ...more: readonly string[]) =>
                ["unset .state preview --non-interactive", ...more, "--stack", stack].join(" ");
            const round = [
                plain("preview"),
                plain("preview --expect-no-changes"),
                preview("dev", "--expect-no-changes"),
                preview("dev"),
                preview("prod"),
            ];
            assert.deepEqual(
                calls.filter((call) => call.includes(" preview ")),
                [...round, ...round],
            );
            assert.equal(calls.filter((call) => call.includes(" destroy ")).length, 4);
            const changed = bench(`${exports}; test "$1" != preview || { echo "~ 1 to update"; exit 1; }`);
            assert.match(changed.stderr, /error: bench preview: env .*pulumi preview .*\n~ 1 to update\n+$/);
            assert.deepEqual([changed.status, changed.stdout], [1, ""]);
        } finally {
            rmSync(state, { recursive: true });
        }
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
