import { readFileSync } from "node:fs";
import { threadNames } from "../../../../model/brokerProperties/dynamic";
import { option } from "../tools";
import type { Answer } from "../tools";

type Values = Readonly<Record<string, string>>;

/** One broker as `kafka-configs.sh` sees it. */
export interface FakeBroker {
    /** From its server.properties. */
    readonly file: Values;
    /** Dynamic values of its own. */
    readonly own: Values;
    /** How many more questions it answers with what it had before it hears of a change. */
    deaf: number;
    /** The values for all that it has heard of. */
    heard: Values;
    /** What it runs with. */
    running: Record<string, string>;
}

/** Brokers that answer like Kafka 3.9.2: what they print, and what they refuse. */
export class FakeBrokers {
    /** The dynamic values for all. */
    all: Values = {};
    readonly asked: string[] = [];
    /** Set to answer something else first, such as an error. */
    instead: (args: readonly string[]) => Answer | undefined = () => undefined;
    readonly brokers: FakeBroker[];

    readonly defaults: Values;

    constructor(defaults: Values, ...brokers: readonly Partial<FakeBroker>[]) {
        this.defaults = defaults;
        this.brokers = brokers.map((broker) => ({ file: {}, own: {}, deaf: 0, heard: {}, running: {}, ...broker }));
        this.tell();
    }

    /** Sets the values for all without asking what the brokers say to it. */
    start(all: Values): void {
        this.all = all;
        this.tell();
    }

    /** The answer to the arguments of `kafka-configs.sh`. */
    answer(args: readonly string[]): Answer {
        const instead = this.instead(args);
        if (instead !== undefined) {
            return instead;
        }
        return args.includes("--alter") ? this.alter(args) : this.describe();
    }

    private alter(args: readonly string[]): Answer {
        const file = option(args, "--add-config-file");
        const added = file === undefined ? {} : loaded(readFileSync(file, "latin1"));
        const removed = option(args, "--delete-config")?.split(",") ?? [];
        this.asked.push(
            [
                ...Object.entries(added).map(([name, value]) => `${name}=${value}`),
                ...removed.map((name) => `-${name}`),
            ].join(" "),
        );
        const unknown = removed.filter((name) => !(name in this.all));
        if (unknown.length > 0) {
            return [1, `Invalid config(s): ${unknown.join(",")}\n`];
        }
        const next = Object.fromEntries(
            Object.entries({ ...this.all, ...added }).filter(([name]) => !removed.includes(name)),
        );
        const refusal = this.brokers[0] === undefined ? undefined : this.refuses(this.brokers[0], next);
        if (refusal !== undefined) {
            return [
                1,
                `Error while executing config command with args '--alter'\njava.util.concurrent.ExecutionException: org.apache.kafka.common.errors.InvalidRequestException: Invalid value ${refusal}\n\tat java.base/X\n`,
            ];
        }
        this.all = next;
        this.tell();
        return [0, "Completed updating default config for brokers in the cluster.\n"];
    }

    private value(broker: FakeBroker, all: Values, name: string): string {
        return broker.own[name] ?? all[name] ?? broker.file[name] ?? this.defaults[name] ?? "";
    }

    private refuses(broker: FakeBroker, all: Values): string | undefined {
        for (const name of Object.keys(this.defaults)) {
            const [now, next] = [Number(broker.running[name]), Number(this.value(broker, all, name))];
            if (threadNames.includes(name) && (next > now * 2 || next < Math.floor(now / 2))) {
                return `Dynamic thread count update validation failed for ${name}=${next}`;
            }
            if (Number.isNaN(next) && name.endsWith(".ms")) {
                return `${this.value(broker, all, name)} for configuration ${name}: Not a number`;
            }
        }
        return undefined;
    }

    private tell(): void {
        for (const broker of this.brokers.filter(({ deaf }) => deaf === 0)) {
            broker.heard = this.all;
            const first = Object.keys(broker.running).length === 0;
            if (first || this.refuses(broker, this.all) === undefined) {
                broker.running = Object.fromEntries(
                    Object.keys(this.defaults).map((name) => [name, this.value(broker, this.all, name)]),
                );
            }
        }
    }

    private describe(): Answer {
        this.asked.push("?");
        const described = this.brokers.flatMap((broker, id) => [
            `All configs for broker ${id} are:`,
            ...Object.keys(this.defaults).map((name) => {
                const sources = [
                    ["DYNAMIC_BROKER_CONFIG", broker.own],
                    ["DYNAMIC_DEFAULT_BROKER_CONFIG", broker.heard],
                    ["STATIC_BROKER_CONFIG", broker.file],
                    ["DEFAULT_CONFIG", this.defaults],
                ] as const;
                const synonyms = sources.flatMap(([source, values]) =>
                    name in values ? [`${source}:${name}=${values[name] ?? ""}`] : [],
                );
                return `  ${name}=${broker.running[name] ?? ""} sensitive=false synonyms={${synonyms.join(", ")}}`;
            }),
        ]);
        for (const broker of this.brokers.filter(({ deaf }) => deaf > 0)) {
            broker.deaf--;
        }
        this.tell();
        const all = Object.entries(this.all).map(
            ([name, value]) =>
                `  ${name}=${value} sensitive=false synonyms={DYNAMIC_DEFAULT_BROKER_CONFIG:${name}=${value}}`,
        );
        return [0, [...described, "Default configs for brokers in the cluster are:", ...all, ""].join("\n")];
    }
}

/** A properties file, as java.util.Properties reads it. */
function loaded(text: string): Values {
    return Object.fromEntries(
        text
            .split("\n")
            .filter((line) => line !== "")
            .map((line) => {
                const at = line.indexOf("=");
                const value = line
                    .slice(at + 1)
                    .replace(/^ +/, "")
                    .replace(/\\(u[0-9a-f]{4}|.)/g, (_, code: string) =>
                        code.length > 1 ? String.fromCharCode(parseInt(code.slice(1), 16)) : code,
                    );
                return [line.slice(0, at), value];
            }),
    );
}
