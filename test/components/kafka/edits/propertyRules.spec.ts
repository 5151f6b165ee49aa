import assert from "node:assert/strict";
import { cases, settings } from "../../../stack/edits/cases";
import { config, refused } from "./propertyCases";

describe("what an acknowledgement is worth after an edit", () => {
    cases([
        refused(
            config({}, { "min.insync.replicas": 1 }, "min.insync.replicas unset -> 1: refused"),
            "records would be acknowledged with a single copy, and be lost with it",
            "keep 2, or lower it for single topics in kafka:topics",
        ),
        refused(
            config({}, { "min.insync.replicas": 3 }, "min.insync.replicas unset -> 3: refused"),
            "min.insync.replicas would be as high as the number of copies, and every restart of a broker would stop the writers",
            "set brokers.config min.insync.replicas to one less than the copies",
        ),
        config({ "min.insync.replicas": 1 }, { "min.insync.replicas": 2 }, "min.insync.replicas 1 -> 2: in place"),
        {
            ...config({ "min.insync.replicas": 1 }, {}, "min.insync.replicas 1 -> unset: in place"),
            notes: [/^every restart of a broker stops the writers of topics with only 2 copies$/],
        },
        { ...config({}, { "min.insync.replicas": 2 }, "min.insync.replicas unset -> 2: in place"), notes: [/^$/] },
        refused(
            config({}, { "transaction.state.log.min.isr": 1 }, "transaction.state.log.min.isr unset -> 1: refused"),
            "records would be acknowledged with a single copy, and be lost with it",
            "keep 2, or lower it for single topics in kafka:topics",
        ),
        refused(
            config(
                { "min.insync.replicas": 1 },
                { "min.insync.replicas": 1, "default.replication.factor": 1 },
                "default.replication.factor unset -> 1: refused",
            ),
            "new topics would have a single copy, and lose every record with its disk",
            "keep 3, or create single topics with fewer copies",
        ),
        refused(
            config({}, { "default.replication.factor": 2 }, "default.replication.factor unset -> 2: refused"),
            "min.insync.replicas would be as high as the number of copies, and every restart of a broker would stop the writers",
            "set brokers.config min.insync.replicas to one less than the copies",
        ),
        config(
            { "min.insync.replicas": 1 },
            { "min.insync.replicas": 1, "default.replication.factor": 2 },
            "default.replication.factor unset -> 2: rolls brokers",
        ),
        // Topics that exist keep two copies, whatever new ones get.
        refused(
            config(
                { "default.replication.factor": 2, "min.insync.replicas": 1 },
                {},
                "default.replication.factor 2 -> unset: rolls brokers",
                "min.insync.replicas 1 -> unset: refused",
            ),
            "topics that exist keep 2 copies, and with min.insync.replicas 2 every restart of a broker would stop their writers",
            "first set brokers.config min.insync.replicas: 1, and keep it until every topic has 3 copies",
        ),
        config(
            { "default.replication.factor": 2, "min.insync.replicas": 1 },
            { "min.insync.replicas": 1 },
            "default.replication.factor 2 -> unset: rolls brokers",
        ),
        {
            ...config({}, { "min.insync.replicas": 1 }, "min.insync.replicas unset -> 1: in place"),
            allow: ["brokers.config.min.insync.replicas unset -> 1"],
        },
        {
            ...config(
                {},
                { "offsets.topic.replication.factor": 2 },
                "offsets.topic.replication.factor unset -> 2: rolls brokers",
            ),
            notes: [/^__consumer_offsets keeps the copies it has/],
        },
        refused(
            config({}, { "offsets.topic.num.partitions": 10 }, "offsets.topic.num.partitions unset -> 10: refused"),
            "the topic exists with the old number, which decides where groups and transactions are kept",
            "leave it; only a new cluster can have another number",
        ),
        refused(
            config(
                { "transaction.state.log.num.partitions": 10 },
                {},
                "transaction.state.log.num.partitions 10 -> unset: refused",
            ),
            "the topic exists with the old number, which decides where groups and transactions are kept",
            "leave it; only a new cluster can have another number",
        ),
        refused(
            config(
                {},
                { "unclean.leader.election.enable": true },
                "unclean.leader.election.enable unset -> true: refused",
            ),
            "a copy that is behind could become leader, and acknowledged records would be lost",
            "leave it false; in an emergency elect one partition by hand with kafka-leader-election.sh --election-type unclean",
        ),
        config(
            { "unclean.leader.election.enable": "true" },
            { "unclean.leader.election.enable": false },
            "unclean.leader.election.enable true -> false: in place",
        ),
        config(
            {},
            { "unclean.leader.election.enable": false },
            "unclean.leader.election.enable unset -> false: in place",
        ),
        refused(
            config({}, { "min.insync.replicas": "${env:MIN}" }, 'min.insync.replicas unset -> "${env:MIN}": refused'),
            "records depend on this property, and what the reference stands for cannot be judged",
            "write the value itself",
        ),
    ]);

    it("starts from three brokers, for which two acknowledge", () => {
        assert.equal(settings().brokers.replicas, 3);
    });
});
