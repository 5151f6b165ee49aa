import { strict as assert } from "node:assert";
import { inspect } from "node:util";
import { Admin, Consumer, Producer, stringDeserializers, stringSerializers } from "@platformatic/kafka";
import type { CreateTopicsOptions } from "@platformatic/kafka";
import { eventually } from "./run";

/** A key and a value. */
export interface Entry {
    readonly key: string;
    readonly value: string;
}

const client = (brokers: readonly string[]) => ({
    clientId: "test",
    bootstrapBrokers: [...brokers],
    retries: 20,
    retryDelay: 500,
});

/** Makes a topic with one partition for each broker, each led by another one. */
export async function makeTopic(brokers: readonly string[], topic: string, replicas: number): Promise<void> {
    const ids = brokers.map((_, id) => id);
    const request = {
        topics: [topic],
        partitions: -1,
        replicas: -1,
        assignments: ids.map((first) => ({
            partition: first,
            brokers: ids.map((_, step) => (first + step) % ids.length).slice(0, replicas),
        })),
    };
    // Only the controller makes topics, and this client does not look for it: each broker is asked, and one of them is it.
    await eventually(`the topic ${topic}`, 60, async () => {
        try {
            await Promise.any(brokers.map((broker) => askForTopic(broker, request)));
        } catch (error) {
            // An attempt whose answer came too late was carried out all the same.
            assert.match(inspect(error, { depth: 6 }), /TOPIC_ALREADY_EXISTS/);
        }
        return true;
    });
}

async function askForTopic(broker: string, request: CreateTopicsOptions): Promise<void> {
    const admin = new Admin({ ...client([broker]), retries: 0 });
    try {
        await admin.createTopics(request);
    } finally {
        await admin.close();
    }
}

/** Writes every entry to the partition of the given number, acknowledged by all in-sync replicas. */
export async function produce(
    brokers: readonly string[],
    topic: string,
    partition: number,
    entries: readonly Entry[],
): Promise<void> {
    const producer = new Producer({ ...client(brokers), serializers: stringSerializers, acks: -1 });
    try {
        await producer.send({ messages: entries.map((entry) => ({ topic, partition, ...entry })), acks: -1 });
    } finally {
        await producer.close();
    }
}

/** Reads a topic from its beginning until so many entries have come, or the time is up; returns what came. */
export async function consume(
    brokers: readonly string[],
    topic: string,
    count: number,
    seconds = 60,
): Promise<readonly Entry[]> {
    const consumer = new Consumer({
        ...client(brokers),
        groupId: `test-${topic}-${Date.now()}`,
        deserializers: stringDeserializers,
    });
    const entries: Entry[] = [];
    const stream = await consumer.consume({ topics: [topic], mode: "earliest", autocommit: false, maxWaitTime: 500 });
    const timer = setTimeout(() => void stream.close(), seconds * 1000);
    try {
        for await (const { key, value } of stream) {
            entries.push({ key, value });
            if (entries.length >= count) {
                break;
            }
        }
    } finally {
        clearTimeout(timer);
        await new Promise<void>((resolve, reject) => {
            consumer.close(true, (error) => {
                if (error) {
                    reject(error);
                } else {
                    resolve();
                }
            });
        });
    }
    return entries;
}
