import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { Sandbox, scriptFile } from "../bash";

/** What a client of Kafka 3.9 logs of an answer: captured from a real broker, host names apart. */
function answer(topics: string): string {
    return (
        "[AdminClient clientId=adminclient-1] Received METADATA response from node 1 for request with header RequestHeader(apiKey=METADATA, " +
        "apiVersion=12, clientId=adminclient-1, correlationId=3, headerVersion=2): MetadataResponseData(throttleTimeMs=0, brokers=[" +
        "MetadataResponseBroker(nodeId=0, host='kafka-0', port=9092, rack=null), MetadataResponseBroker(nodeId=2, host='kafka-2', port=9092, " +
        `rack='a')], clusterId='-0e8hj4ATeqxdIQcFKzLEw', controllerId=0, topics=[${topics}], clusterAuthorizedOperations=-2147483648)`
    );
}

const topics =
    "MetadataResponseTopic(errorCode=0, name='full', topicId=gysQxigZQBO-BpwhP0M6EQ, isInternal=false, partitions=[" +
    "MetadataResponsePartition(errorCode=0, partitionIndex=0, leaderId=0, leaderEpoch=4, replicaNodes=[0, 1, 2], isrNodes=[0, 2], " +
    "offlineReplicas=[]), MetadataResponsePartition(errorCode=5, partitionIndex=11, leaderId=-1, leaderEpoch=7, replicaNodes=[1, 0, 2], isrNodes=[1], " +
    "offlineReplicas=[1])], topicAuthorizedOperations=-2147483648), " +
    "MetadataResponseTopic(errorCode=0, name='a.b_c-d', topicId=AAAAAAAAAAAAAAAAAAAAAQ, isInternal=true, partitions=[" +
    "MetadataResponsePartition(errorCode=0, partitionIndex=3, leaderId=12, leaderEpoch=0, replicaNodes=[12], isrNodes=[12], offlineReplicas=[])], " +
    "topicAuthorizedOperations=-2147483648)";

describe("the script that asks a broker what it knows of topics", () => {
    let sandbox: Sandbox;
    beforeEach(() => {
        sandbox = new Sandbox();
    });
    afterEach(() => {
        sandbox.remove();
    });

    /** Runs it beside a tool that logs these lines as its settings of log4j say. */
    const ask = (lines: readonly string[], environment: Readonly<Record<string, string>> = {}, code = 0) => {
        writeFileSync(sandbox.path("lines"), `${lines.join("\n")}\n`);
        sandbox.stub(
            "kafka-topics.sh",
            `echo "$*" >"${sandbox.path("arguments")}"
cat "\${KAFKA_LOG4J_OPTS#*file:}" >"${sandbox.path("log4j")}"
cat "${sandbox.path("lines")}"
echo "Timed out waiting for a node assignment" >&2
exit ${code}`,
        );
        return sandbox.run(["/bin/bash", scriptFile("zookeeper", "known-topics.sh")], {
            TOOLS_DIRECTORY: sandbox.directory,
            HOSTNAME: "kafka-0",
            LISTENER_PORT: "9092",
            TMPDIR: sandbox.directory,
            ...environment,
        });
    };

    it("says it in the words of the tool", async () => {
        const { code, stdout, stderr } = await ask(["Kafka version: 3.9.2", answer(""), answer(topics), "full"]);
        assert.deepEqual(
            [code, stderr, stdout.split("\n")],
            [
                0,
                "",
                [
                    "Topic: full\tTopicId: gysQxigZQBO-BpwhP0M6EQ\tConfigs: ",
                    "\tTopic: full\tPartition: 0\tLeader: 0\tReplicas: 0,1,2\tIsr: 0,2",
                    "\tTopic: full\tPartition: 11\tLeader: none\tReplicas: 1,0,2\tIsr: 1",
                    "Topic: a.b_c-d\tTopicId: AAAAAAAAAAAAAAAAAAAAAQ\tConfigs: ",
                    "\tTopic: a.b_c-d\tPartition: 3\tLeader: 12\tReplicas: 12\tIsr: 12",
                    "",
                ],
            ],
        );
    });

    it("asks the broker by the name of its certificate, and logs in, where that is so", async () => {
        const asked = () => readFileSync(sandbox.path("arguments"), "utf8").trim();
        await ask([answer(topics)]);
        assert.equal(asked(), "--bootstrap-server localhost:9092 --list");
        assert.match(readFileSync(sandbox.path("log4j"), "utf8"), /^log4j\.rootLogger=DEBUG, stdout$/m);
        const environment = { TLS_DIRECTORY: "/tls", POD_NAME: "kafka-0", HEADLESS_DNS: "kafka-headless.apps.svc" };
        await ask([answer(topics)], { ...environment, COMMAND_CONFIG: "/login/client.properties" });
        assert.equal(
            asked(),
            "--bootstrap-server kafka-0.kafka-headless.apps.svc:9092 --command-config /login/client.properties --list",
        );
    });

    it("fails, and says why, where the broker does not answer", async () => {
        for (const lines of [[], [answer("")]]) {
            const { code, stdout, stderr } = await ask(lines, {}, 1);
            assert.deepEqual(
                [code, stdout, stderr],
                [1, "", "kafka-0 does not tell; ask another broker\nTimed out waiting for a node assignment\n"],
            );
        }
    });
});
