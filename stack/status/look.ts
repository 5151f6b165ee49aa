import { runtime } from "@pulumi/pulumi";
import { assemble } from "./assemble";
import { gather } from "./gather";
import type { Facts } from "./gather";
import { isKnown } from "./model";
import type { Status } from "./model";
import { lastUpdate, secretConfig } from "./pulumiCli";
import type { Cli } from "./pulumiCli";
import { readStackFile, StatusError } from "./stackFile";

/** Asks the cluster of one stack. */
export type Look = (withTools: boolean) => Promise<Status>;

/**
 * Reads the files of a stack, and returns what asks its cluster. Looks without tools go on with what brokers said before. Throws a
 * {@link StatusError} where nothing can be asked; so does a look that no workload answers.
 */
export async function lookAt(directory: string, stack: string, cli: Cli): Promise<Look> {
    const { namespace, settings, kubernetes, secret } = await readStackFile(directory, stack);
    const secrets = await Promise.all(secret.map(async (key) => [key, await secretConfig(cli, stack, key)] as const));
    // Where components/live/connection.ts looks for the cluster.
    runtime.setAllConfig({ ...kubernetes, ...Object.fromEntries(secrets) });
    let kafka: Facts["kafka"];
    let update: ReturnType<typeof lastUpdate> | undefined;
    return async (withTools) => {
        update = withTools || update === undefined ? lastUpdate(cli, stack) : update;
        const facts = await gather(namespace, withTools).catch((error: unknown) => {
            throw new StatusError(
                `the cluster cannot be asked: ${error instanceof Error ? error.message : String(error)}`,
            );
        });
        const { brokers, zookeeper } = facts;
        if (!isKnown(brokers) && !isKnown(zookeeper)) {
            throw new StatusError(`${facts.server} cannot be asked about namespace ${namespace}: ${brokers.unknown}`);
        }
        kafka = facts.kafka ?? kafka;
        return assemble({ ...facts, kafka }, { stack, namespace, settings, lastUpdate: await update });
    };
}
