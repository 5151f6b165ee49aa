import { cases } from "../../../stack/edits/cases";
import { config, refused } from "./propertyCases";

describe("what is deleted by an edit", () => {
    cases([
        {
            ...config({}, { "log.retention.hours": 24 }, "log.retention.hours unset -> 24: rolls brokers"),
            notes: [/^records older than 24 hours are deleted within minutes, as asked$/],
        },
        {
            ...config({}, { "log.retention.ms": 86400000 }, "log.retention.ms unset -> 86400000: in place"),
            notes: [/^records older than 24 hours are deleted/],
        },
        {
            ...config({ "log.retention.ms": -1 }, {}, "log.retention.ms -1 -> unset: in place"),
            notes: [/^records older than 7 days are deleted/],
        },
        {
            ...config({}, { "log.retention.hours": 720 }, "log.retention.hours unset -> 720: rolls brokers"),
            notes: [/^$/],
        },
        {
            // The milliseconds win, and do not change.
            ...config(
                { "log.retention.ms": -1, "log.retention.hours": 10 },
                { "log.retention.ms": -1, "log.retention.hours": 1 },
                "log.retention.hours 10 -> 1: rolls brokers",
            ),
            notes: [/^$/],
        },
        {
            ...config({}, { "log.retention.bytes": 1000000 }, "log.retention.bytes unset -> 1000000: in place"),
            notes: [/^of each partition only the last 1000000 bytes stay/],
        },
        {
            ...config({}, { "offsets.retention.minutes": 60 }, "offsets.retention.minutes unset -> 60: rolls brokers"),
            notes: [/^offsets of groups that are gone for 60 minutes are deleted/],
        },
        refused(
            config({}, { "log.cleanup.policy": "compact" }, "log.cleanup.policy unset -> compact: refused"),
            "in every topic without a policy of its own of each key only the last record would stay",
            "set cleanup.policy for single topics in kafka:topics",
        ),
        refused(
            config({ "log.cleanup.policy": "compact" }, {}, "log.cleanup.policy compact -> unset: refused"),
            "in every topic without a policy of its own records past their retention would be deleted",
            "set cleanup.policy for single topics in kafka:topics",
        ),
        // The hours change by a restart of each broker, the milliseconds at once.
        refused(
            config(
                { "log.retention.ms": -1 },
                { "log.retention.hours": 720 },
                "log.retention.hours unset -> 720: rolls brokers",
                "log.retention.ms -1 -> unset: refused",
            ),
            "while the brokers restart one by one, some would keep records for a shorter time than before and after",
            "make two edits of it: first set log.retention.hours or log.retention.minutes, then remove the other",
        ),
        refused(
            config(
                { "log.retention.minutes": 50000 },
                { "log.retention.ms": 4000000000 },
                "log.retention.minutes 50000 -> unset: rolls brokers",
                "log.retention.ms unset -> 4000000000: refused",
            ),
            "while the brokers restart one by one, some would keep records for a shorter time than before and after",
            "make two edits of it: first set log.retention.ms, then remove the other",
        ),
        config(
            { "log.retention.ms": 1000000 },
            { "log.retention.hours": 720 },
            "log.retention.hours unset -> 720: rolls brokers",
            "log.retention.ms 1000000 -> unset: in place",
        ),
        config(
            { "log.retention.hours": 1 },
            { "log.retention.ms": 5 },
            "log.retention.hours 1 -> unset: rolls brokers",
            "log.retention.ms unset -> 5: in place",
        ),
        config(
            { "log.retention.ms": -1 },
            { "log.retention.ms": -1, "log.retention.hours": 1 },
            "log.retention.hours unset -> 1: rolls brokers",
        ),
        // The reference stands in the brokers' file, the number does not: a broker that has restarted has neither for a while.
        refused(
            config(
                { "log.retention.ms": "${env:X}" },
                { "log.retention.ms": -1 },
                'log.retention.ms "${env:X}" -> -1: refused',
            ),
            "while the brokers restart one by one, some would keep records for a shorter time than before and after",
            "make three edits of it: first set log.retention.hours to the longer time, then log.retention.ms, then remove the hours",
        ),
        config(
            { "log.retention.ms": "${env:X}", "log.retention.hours": -1 },
            { "log.retention.ms": -1, "log.retention.hours": -1 },
            'log.retention.ms "${env:X}" -> -1: rolls brokers',
        ),
        config(
            { "log.cleanup.policy": "compact,delete" },
            { "log.cleanup.policy": "compact" },
            "log.cleanup.policy compact,delete -> compact: in place",
        ),
        config({}, { "log.cleanup.policy": "delete" }, "log.cleanup.policy unset -> delete: in place"),
        refused(
            config(
                { "remote.log.storage.system.enable": true },
                {},
                "remote.log.storage.system.enable true -> unset: refused",
            ),
            "records that are only in the remote storage could no longer be read",
            "first set remote.storage.enable=false for every topic, and wait until their records are local again",
        ),
        config(
            {},
            { "remote.log.storage.system.enable": true },
            "remote.log.storage.system.enable unset -> true: rolls brokers",
        ),
    ]);
});
