import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { userTask } from "../../../../components/kafka/users/jobs";
import { Sandbox, scriptFile, timeless, virtualTime } from "../../bash";
import type { Ran } from "../../bash";
import { fakeTools } from "../tools";
import type { Answer } from "../tools";
import { textOf } from "./acls";
import { FakeZooKeeper, scram } from "./fakeZooKeeper";

/** Who is to be known. */
export const passwords = { "kafka-broker-1": "Pb7xQ2", "kafka-manager-1": "Pm9zR4", orders: "Po3kT8" };

/** What is to be granted. */
export const grants = [
    "CLUSTER kafka-cluster LITERAL User:orders IDEMPOTENT_WRITE",
    "GROUP * LITERAL User:orders READ",
    "TOPIC orders- PREFIXED User:orders READ",
    "TOPIC orders- PREFIXED User:orders WRITE",
    "TRANSACTIONAL_ID orders- PREFIXED User:orders DESCRIBE_CONFIGS",
];

/** Users as they are once they are written. */
export const written = new Map(
    Object.entries(passwords).map(([name, password]) => [name, { "SCRAM-SHA-512": scram(password) }]),
);

/** Whether a text shows any of the passwords. */
export function hasPassword(text: string): boolean {
    return Object.values(passwords).some((password) => text.includes(password));
}

/** Fails so often at what fits, with these words, and then no more. */
export function failing(
    times: number,
    answer: Answer,
    fits: (tool: string, args: readonly string[]) => boolean,
): (tool: string, args: readonly string[]) => Answer | undefined {
    let left = times;
    return (tool: string, args: readonly string[]) => (fits(tool, args) && left-- > 0 ? answer : undefined);
}

/** What a script has said, line by line, without the times. */
export function told({ stdout }: Ran): readonly string[] {
    return timeless(stdout).split("\n").slice(0, -1);
}

/** One of the two scripts. */
export type UserScript = "write-users.sh" | "remove-users.sh";

/**
 * A place in which the scripts of the users run, with a ZooKeeper that only their tools know, made anew for each test. Nothing in it may see a
 * password but by its file.
 */
export class UserScripts {
    fake = new FakeZooKeeper();
    #sandbox: Sandbox | undefined;
    /** Where ZooKeeper says whether it serves. */
    port = 0;

    constructor() {
        beforeEach(async () => this.#open());
        afterEach(() => {
            this.#close();
        });
    }

    /** Where it all lies, while a test runs. */
    get sandbox(): Sandbox {
        assert.ok(this.#sandbox, "a test runs");
        return this.#sandbox;
    }

    async #open(): Promise<void> {
        const [fake, sandbox] = [new FakeZooKeeper(), new Sandbox()];
        [this.fake, this.#sandbox] = [fake, sandbox];
        await fakeTools(sandbox, (tool, args) => fake.answer(tool, args));
        this.port = await sandbox.zooKeeper({ srvr: "Zookeeper version: 3.8.6\nMode: leader\n" });
        mkdirSync(sandbox.path("tmp"));
        mkdirSync(sandbox.path("passwords"));
        for (const [name, password] of Object.entries(passwords)) {
            writeFileSync(sandbox.path(join("passwords", name)), password);
        }
        // What every bash is called with, tools among them: bash reads this file first.
        writeFileSync(sandbox.path("trace.sh"), `{ printf '%s\\n' "$0" "$@" && export -p; } >>"$TRACE"\n`);
    }

    #close(): void {
        const trace = readFileSync(this.sandbox.path("trace"), "utf8").split("\n");
        this.sandbox.remove();
        assert.ok(trace.some((line) => line.endsWith("kafka-configs.sh")));
        assert.deepEqual(trace.filter(hasPassword), []);
    }

    /** Runs a script, killed once it has said `enough`. Brokers heed no grants where they are `"unheeded"`. */
    async run(
        name: UserScript,
        wanted: readonly string[] | "unheeded" = grants,
        enough?: (said: string) => boolean,
    ): Promise<Ran> {
        const { sandbox } = this;
        const ran = await sandbox.run(
            ["/bin/bash", scriptFile("kafka", name)],
            {
                ...userTask("users", name, wanted === "unheeded" ? undefined : wanted).environment,
                PASSWORDS_DIRECTORY: sandbox.path("passwords"),
                ZOOKEEPER: `127.0.0.1:${this.port}/kafka`,
                LOG_DIR: sandbox.path("logs"),
                TMPDIR: sandbox.path("tmp"),
                TOOLS_DIRECTORY: sandbox.directory,
                TRACE: sandbox.path("trace"),
                ...virtualTime(),
                // In place of the clock of its own: these scripts do not read it.
                BASH_ENV: sandbox.path("trace.sh"),
            },
            enough,
        );
        assert.ok(!hasPassword(ran.stdout), ran.stdout);
        assert.equal(ran.stderr, "");
        return ran;
    }

    /** The grants and denials that ZooKeeper has, each in a line, in order. */
    heeded(): readonly string[] {
        return this.fake.acls.map(textOf).sort();
    }
}
