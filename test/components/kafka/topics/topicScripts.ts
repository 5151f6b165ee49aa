import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { topicLines } from "../../../../components/kafka/topics/lines";
import { topicsTask } from "../../../../components/kafka/topics/task";
import { Sandbox, scriptFile, timeless, virtualTime } from "../../bash";
import type { Ran } from "../../bash";
import { settingsOf } from "../../parts";
import { fakeTools } from "../tools";
import type { Answer } from "../tools";
import { Znodes } from "./znodes";

type Groups = Readonly<Record<string, unknown>>;

/** A topic of a stack file. */
export const orders = { name: "orders", partitions: 6, replication: 2, config: { "retention.ms": 1000 } };

/** What the script says at the end, of one topic. */
export const done = "every topic is as it is to be: 1";

/** What the script has said, line by line, without the times. */
export function told({ stdout }: Ran): readonly string[] {
    return timeless(stdout)
        .split("\n")
        .filter((line) => line !== "");
}

/** A place in which the script of the topics runs, with a ZooKeeper that only its shell knows, made anew for each test. */
export class TopicScripts {
    /** Three brokers, and no topic. */
    znodes = new Znodes([undefined, undefined, undefined]);
    /** What the shell was told to change, each time that it was called. */
    asked: readonly string[][] = [];
    /** What the shell says instead. */
    instead: (commands: readonly string[]) => Answer | undefined = () => undefined;
    /** What happens after it has answered: leaders are elected. */
    after: () => void = () => undefined;
    #sandbox: Sandbox | undefined;
    #port = 0;

    constructor() {
        beforeEach(async () => this.#open());
        afterEach(() => {
            this.#sandbox?.remove();
        });
    }

    async #open(): Promise<void> {
        const sandbox = new Sandbox();
        this.#sandbox = sandbox;
        this.znodes = new Znodes([undefined, undefined, undefined]);
        this.asked = [];
        this.instead = () => undefined;
        this.after = () => {
            this.znodes.elect();
        };
        await fakeTools(sandbox, (_tool, [address, ...commands]) => {
            assert.equal(address, `127.0.0.1:${this.#port}/kafka`);
            this.asked = [...this.asked, commands.filter((command) => /^(create|set|delete)/.test(command))];
            const said = this.instead(commands) ?? ([0, this.znodes.shell(commands)] as const);
            this.after();
            return said;
        });
        this.#port = await sandbox.zooKeeper({ srvr: "Zookeeper version: 3.8.6\nMode: leader\n" });
        mkdirSync(sandbox.path("tmp"));
    }

    /** Runs the script for these topics, with these settings of the brokers; waits so often for what is not there. */
    async run(topics: readonly Groups[], brokers: Groups = {}, attempts = 3): Promise<Ran> {
        const sandbox = this.#sandbox;
        assert.ok(sandbox !== undefined, "no test runs");
        const settings = settingsOf({ topics, brokers });
        writeFileSync(sandbox.path("topics"), topicLines(settings.topics));
        const ran = await sandbox.run(["/bin/bash", scriptFile("kafka", "apply-topics.sh")], {
            ...topicsTask(settings.brokers).environment,
            TOPICS: sandbox.path("topics"),
            ZOOKEEPER: `127.0.0.1:${this.#port}/kafka`,
            HOPELESS: "3",
            ATTEMPTS: String(attempts),
            LOG_DIR: sandbox.path("logs"),
            TMPDIR: sandbox.path("tmp"),
            TOOLS_DIRECTORY: sandbox.directory,
            ...virtualTime(),
        });
        assert.equal(ran.stderr, "");
        return ran;
    }

    /** All that the shell was told to change. */
    changes(): readonly string[] {
        return this.asked.flat();
    }
}
