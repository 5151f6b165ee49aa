import { readFileSync } from "node:fs";
import { option } from "../tools";
import type { Answer } from "../tools";

/** The loggers of one broker: the level of each that has one of its own, undefined of one that inherits. */
export type Loggers = Record<string, string | undefined>;

/** Running brokers, by their ids, that answer for their loggers like Kafka 3.9.2: what they print, and what they refuse. */
export class FakeLoggers {
    /** What was asked: `0?`, or what was altered: `0 root=WARN -kafka.server`. */
    readonly asked: string[] = [];
    /** Set to answer something else first, such as an error. */
    instead: (id: string, isAlter: boolean) => Answer | undefined = () => undefined;

    readonly brokers: Record<string, Loggers>;

    constructor(brokers: Record<string, Loggers>) {
        this.brokers = brokers;
    }

    /** The answer to the arguments of `kafka-configs.sh --entity-type broker-loggers`. */
    answer(args: readonly string[]): Answer {
        const id = option(args, "--entity-name") ?? "";
        const instead = this.instead(id, args.includes("--alter"));
        if (instead !== undefined) {
            return instead;
        }
        const loggers = this.brokers[id];
        if (loggers === undefined) {
            return [1, `Error while executing config command with args '…'\njava.util.concurrent.TimeoutException\n`];
        }
        return args.includes("--alter") ? this.alter(id, loggers, args) : this.describe(id, loggers);
    }

    /** The level in effect. */
    level(id: string, name: string): string | undefined {
        return effective(this.brokers[id] ?? {}, name);
    }

    private describe(id: string, loggers: Loggers): Answer {
        this.asked.push(`${id}?`);
        const lines = Object.keys(loggers)
            .sort()
            .map((name) => `  ${name}=${effective(loggers, name)} sensitive=false synonyms={}\n`);
        return [0, `Dynamic configs for broker-logger ${id} are:\n${lines.join("")}`];
    }

    private alter(id: string, loggers: Loggers, args: readonly string[]): Answer {
        const file = option(args, "--add-config-file");
        const added = (file === undefined ? "" : readFileSync(file, "latin1"))
            .split("\n")
            .filter((line) => line !== "")
            .map((line): [string, string] => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]);
        const removed = option(args, "--delete-config")?.split(",") ?? [];
        this.asked.push([id, ...added.map((one) => one.join("=")), ...removed.map((name) => `-${name}`)].join(" "));
        const strange = added.find(([name]) => !/^[a-zA-Z0-9._-]*$/.test(name));
        if (strange !== undefined) {
            return [1, `Invalid character found for config key: ${strange[0]}\n`];
        }
        const unknown = [...added.map(([name]) => name), ...removed].filter((name) => !(name in loggers));
        if (unknown.length > 0) {
            return [1, `Invalid broker logger(s): ${unknown.join(",")}\n`];
        }
        if (removed.includes("root")) {
            return [
                1,
                "Error while executing config command with args '…'\njava.util.concurrent.ExecutionException: org.apache.kafka.common.errors.InvalidRequestException: Removing the log level of the root logger is not allowed\n",
            ];
        }
        added.forEach(([name, level]) => (loggers[name] = level));
        removed.forEach((name) => (loggers[name] = undefined));
        return [0, `Completed updating config for broker-logger ${id}.\n`];
    }
}

/** As Log4jController.resolveLevel finds it. */
function effective(loggers: Loggers, name: string): string {
    const own = loggers[name];
    const dot = name.lastIndexOf(".");
    return own ?? (name === "root" ? "INFO" : effective(loggers, dot > 0 ? name.slice(0, dot) : "root"));
}
