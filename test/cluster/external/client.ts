// A client of Kafka as a process of its own, which can be started in another network: it is told on its input what to do.

import { json } from "node:stream/consumers";
import { consume, makeTopic, produce } from "../support/kafka";
import type { Entry } from "../support/kafka";

/** What the client is to do. */
export type Errand =
    | { readonly make: string; readonly brokers: readonly string[]; readonly replicas: number }
    | {
          readonly write: readonly Entry[];
          readonly brokers: readonly string[];
          readonly topic: string;
          readonly partition: number;
      }
    | { readonly read: number; readonly brokers: readonly string[]; readonly topic: string };

async function run(errand: Errand): Promise<readonly Entry[]> {
    if ("make" in errand) {
        await makeTopic(errand.brokers, errand.make, errand.replicas);
        return [];
    }
    if ("write" in errand) {
        await produce(errand.brokers, errand.topic, errand.partition, errand.write);
        return [];
    }
    return consume(errand.brokers, errand.topic, errand.read);
}

async function main(): Promise<void> {
    process.stdout.write(JSON.stringify(await run((await json(process.stdin)) as Errand)));
}

main().catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
});
