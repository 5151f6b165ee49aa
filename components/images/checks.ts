import { imageReference, isCalled, isOfficial, repositoryOf, taggedVersion } from "../../model/imageReference";
import { listedOnce } from "../../schema/problems";
import type { Problem } from "../../schema/problems";
import type { ImageSettings } from "./settings";

/** Rules of `kafka:images`. */
export function imageChecks(settings: ImageSettings): Problem[] {
    return [
        ...contractOrVersion(imageContract(settings, "kafka"), kafkaThree(settings)),
        ...contractOrVersion(imageContract(settings, "zookeeper"), zookeeperVersion(settings)),
        // Kubernetes keeps `imagePullSecrets` by name: server-side apply refuses the same one twice.
        ...listedOnce(["images", "pullSecrets"], settings.pullSecrets),
    ];
}

/** The version of an image that cannot be used at all says nothing. */
function contractOrVersion(contract: Problem[], version: Problem[]): Problem[] {
    return contract.length > 0 ? contract : version;
}

const standard = { kafka: "apache/kafka:3.9.2", zookeeper: "zookeeper:3.8.6" } as const;

/** What to run instead; somebody's own repository may only be misread. */
function usable(part: keyof typeof standard, image: string): string {
    return isOfficial(part, image)
        ? `use ${standard[part]}`
        : `use ${standard[part]}; if the tag is no version of it, write the digest without the tag`;
}

function kafkaThree({ kafka }: ImageSettings): Problem[] {
    const version = taggedVersion("kafka", kafka);
    const found = { path: ["images", "kafka"], value: kafka, advice: usable("kafka", kafka) };
    if (
        (isCalled("kafka", kafka) && imageReference(kafka).tag === "latest") ||
        (version !== undefined && version.major >= 4)
    ) {
        return [{ ...found, rule: "must be Kafka 3: ZooKeeper mode ended with Kafka 3.9" }];
    }
    return version !== undefined && version.major < 3
        ? [{ ...found, rule: "must be Kafka 3, whose broker properties are set here" }]
        : [];
}

function zookeeperVersion({ zookeeper }: ImageSettings): Problem[] {
    const { major, minor = Infinity, patch } = taggedVersion("zookeeper", zookeeper) ?? { major: Infinity };
    // Up to 3.5.6 the official images have Java 8, which reads no files of options (start.sh).
    const hasJava9 = major > 3 || (major === 3 && (minor > 5 || (minor === 5 && (patch === undefined || patch >= 7))));
    if (hasJava9) {
        return [];
    }
    return [
        {
            path: ["images", "zookeeper"],
            value: zookeeper,
            rule: "must be ZooKeeper 3.5.7 or newer, with Java 9 or newer",
            advice: usable("zookeeper", zookeeper),
        },
    ];
}

/**
 * Repositories whose images are not what the scripts of the pods rely on, and why. They are known by the end of their paths, so that
 * mirrors are judged alike.
 */
const others = {
    kafka: [
        [/(^|\/)cp-(enterprise-)?(kafka|server)[^/]*$/, "Confluent's have them in /usr/bin"],
        [/(^|\/)bitnami[^/]*\/kafka$/, "Bitnami's have them below /opt/bitnami"],
        [/(^|\/)kafka-native$/, "the native one knows KRaft only, and has no tools"],
        [/(^|\/)wurstmeister[^/]*\/kafka$/, "wurstmeister's end with Kafka 2.8"],
        [/(^|\/)strimzi[^/]*\/[^/]*kafka[^/]*$/, "Strimzi's are made for its own operator"],
    ],
    zookeeper: [
        [/(^|\/)cp-zookeeper$/, "Confluent's have zookeeper-server-start instead"],
        [/(^|\/)bitnami[^/]*\/zookeeper$/, "Bitnami's are made for user 1001"],
    ],
} as const satisfies Readonly<Record<string, readonly (readonly [RegExp, string])[]>>;

const contracts = {
    kafka: {
        rule: "must keep to the contract of apache/kafka (ZooKeeper mode, tools in /opt/kafka/bin)",
        advice: "use apache/kafka:3.9.2, or a mirror of it",
    },
    zookeeper: {
        rule: "must keep to the contract of the official zookeeper (zkServer.sh, zkCli.sh, bash and nc, user 1000)",
        advice: "use zookeeper:3.8.6, or a mirror of it",
    },
} as const;

/** Images whose contract the pods made here cannot keep to: at most one problem for each. */
function imageContract(images: ImageSettings, part: keyof typeof others): Problem[] {
    const repository = repositoryOf(images[part]);
    const reason = others[part].find(([shape]) => shape.test(repository))?.[1];
    const { rule, advice } = contracts[part];
    return reason === undefined
        ? []
        : [{ path: ["images", part], value: images[part], rule: `${rule}: ${reason}`, advice }];
}
