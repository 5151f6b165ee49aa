import assert from "node:assert/strict";
import { zooServers } from "../../model/names";

const dns = "zookeeper-headless.kafka.svc.cluster.local";

describe("zooServers", () => {
    const expected: Readonly<Record<number, string>> = {
        1: `server.1=zookeeper-0.${dns}:2888:3888;2181`,
        3:
            `server.1=zookeeper-0.${dns}:2888:3888;2181 ` +
            `server.2=zookeeper-1.${dns}:2888:3888;2181 ` +
            `server.3=zookeeper-2.${dns}:2888:3888;2181`,
        5:
            `server.1=zookeeper-0.${dns}:2888:3888;2181 ` +
            `server.2=zookeeper-1.${dns}:2888:3888;2181 ` +
            `server.3=zookeeper-2.${dns}:2888:3888;2181 ` +
            `server.4=zookeeper-3.${dns}:2888:3888;2181 ` +
            `server.5=zookeeper-4.${dns}:2888:3888;2181`,
    };
    for (const [replicas, servers] of Object.entries(expected)) {
        it(`lists ${replicas}, ids from 1, names from 0, client port last, no blank around`, () => {
            assert.equal(zooServers(dns, Number(replicas)), servers);
        });
    }
});
