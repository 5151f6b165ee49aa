import { cases } from "../../../stack/edits/cases";
import type { Case } from "../../../stack/edits/cases";
import { brokers } from "./brokerCases";

type Levels = Readonly<Record<string, string>>;

function levels(old: Levels, wanted: Levels, ...edits: string[]): Case {
    return brokers({ logLevels: old }, { logLevels: wanted }, ...edits.map((edit) => `brokers.logLevels.${edit}`));
}

describe("judging edits of kafka:brokers.logLevels and .logFormat", () => {
    cases([
        levels({ kafka: "DEBUG" }, { kafka: "DEBUG" }),
        levels({}, { "kafka.server": "DEBUG" }, "kafka.server unset -> DEBUG: in place"),
        levels({ "kafka.server": "DEBUG" }, {}, "kafka.server DEBUG -> unset: in place"),
        levels({ root: "INFO" }, { root: "WARN" }, "root INFO -> WARN: in place"),
        levels(
            { kafka: "DEBUG", root: "WARN" },
            { "kafka.log": "TRACE", root: "ERROR" },
            "kafka DEBUG -> unset: in place",
            "kafka.log unset -> TRACE: in place",
            "root WARN -> ERROR: in place",
        ),
        // What it is anyway.
        levels({}, { root: "INFO" }, "root unset -> INFO: nothing"),
        levels({ "kafka.request.logger": "WARN" }, {}, "kafka.request.logger WARN -> unset: nothing"),
        {
            ...levels({}, { "org.example.Plugin": "DEBUG" }, "org.example.Plugin unset -> DEBUG: in place"),
            notes: [/^a running broker that has no logger of this name yet takes it when it restarts$/],
        },
        {
            ...levels({}, { "kafka.Kafka$": "DEBUG" }, "kafka.Kafka$ unset -> DEBUG: nothing"),
            notes: [
                /^brokers take it when they restart: kafka-configs\.sh sets no logger with a dollar sign in its name$/,
            ],
        },
        levels({ "kafka.Kafka$": "DEBUG" }, {}, "kafka.Kafka$ DEBUG -> unset: in place"),
        levels(
            { "kafka.network.RequestChannel$": "DEBUG" },
            {},
            "kafka.network.RequestChannel$ DEBUG -> unset: nothing",
        ),
        levels({}, { constructor: "DEBUG" }, "constructor unset -> DEBUG: in place"),
        brokers({}, { logFormat: "json" }, "brokers.logFormat text -> json: rolls brokers"),
        brokers({ logFormat: "text" }, {}),
        brokers(
            {},
            { logLevels: { kafka: "DEBUG" }, cpu: "1" },
            "brokers.cpu 500m -> 1: rolls brokers",
            "brokers.logLevels.kafka unset -> DEBUG: in place",
        ),
    ]);
});
