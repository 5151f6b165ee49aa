import * as pulumi from "@pulumi/pulumi";
import { reachedNames } from "../../components/kafka/tls/names";
import { endsSoon, howToMake, textsOf, unfitness } from "../../components/kafka/tls/secret";
import { secretAt } from "../../components/kubernetes/secret";
import type { readLive } from "../../components/live/object";
import type { Settings } from "../settings";
import type { Observation } from "./observed";

/**
 * One line for each thing that is wrong with the certificate of a given Secret: brokers that restart would not start, or not find each other. A Secret
 * that is not there yet is a problem only for brokers that run already (`live`): the first ones wait for it (components/kafka/tls). What an issuer
 * makes is right.
 */
export async function unfitCertificate(
    { namespace, brokers, security: { tls } }: Settings,
    live: Observation,
    read: typeof readLive,
    now: Date = new Date(),
): Promise<readonly string[]> {
    const name = tls?.secret;
    if (name === undefined) {
        return [];
    }
    const place = { namespace: namespace.name, clusterDomain: namespace.clusterDomain };
    const line = (what: string) => `kafka:security.tls.secret is ${name}: ${what}`;
    const secret = await read(secretAt(namespace.name, name));
    if (secret === undefined) {
        const what = line(`namespace ${namespace.name} has no such Secret; ${howToMake(namespace.name, name)}`);
        if (live?.brokers.replicas !== undefined) {
            return [what];
        }
        if (live !== undefined) {
            await pulumi.log.warn(what);
        }
        return [];
    }
    const texts = textsOf(secret);
    const problems = unfitness(texts, reachedNames(brokers, place), now);
    const ending = problems.length === 0 ? endsSoon(texts, now) : undefined;
    if (ending !== undefined) {
        await pulumi.log.warn(line(`${ending}; put a new certificate into it, which needs no restart`));
    }
    return problems.map((problem) => line(`${problem}; put another certificate into it, which needs no restart`));
}
