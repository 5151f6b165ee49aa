import type { ImageSettings } from "./settings";
import { repositoryOf } from "../../model/imageReference";
import type { Problem } from "../../schema/problems";

/**
 * Repositories whose images are not what the scripts of the pods rely on, and why. They are known by the end of their paths, so that
 * mirrors are judged alike.
 */
const others = {
    kafka: [
        [/(^|\/)cp-(enterprise-)?(kafka|server)[^/]*$/, "Confluent's have them in /usr/bin"],
        [/(^|\/)bitnami[^/]*\/kafka$/, "Bitnami's have them below /opt/bitnami"],
        [/(^|\/)kafka-native$/, "the native one knows KRaft only, and has no tools"],
        [/(^|\/)strimzi[^/]*\/[^/]*kafka[^/]*$/, "Strimzi's are made for its own operator"],
    ],
    zookeeper: [
        [/(^|\/)cp-zookeeper$/, "Confluent's read ZOOKEEPER_SERVERS"],
        [/(^|\/)bitnami[^/]*\/zookeeper$/, "Bitnami's start by another script"],
    ],
} as const satisfies Readonly<Record<string, readonly (readonly [RegExp, string])[]>>;

const contracts = {
    kafka: {
        rule: "must keep to the contract of apache/kafka (ZooKeeper mode, tools in /opt/kafka/bin)",
        advice: "use apache/kafka:3.9.2, or a mirror of it",
    },
    zookeeper: {
        rule: "must keep to the contract of the official zookeeper (/docker-entrypoint.sh, ZOO_SERVERS)",
        advice: "use zookeeper:3.8.6, or a mirror of it",
    },
} as const;

/** Images whose contract the pods made here cannot keep to: at most one problem for each. */
export function imageContract(images: ImageSettings, part: keyof typeof others): Problem[] {
    const repository = repositoryOf(images[part]);
    const reason = others[part].find(([shape]) => shape.test(repository))?.[1];
    const { rule, advice } = contracts[part];
    return reason === undefined
        ? []
        : [{ path: ["images", part], value: images[part], rule: `${rule}: ${reason}`, advice }];
}
