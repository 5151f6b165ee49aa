import type { Path, Problem } from "../../schema/problems";
import type { Settings } from "../../stack/settings";
import { imageContract } from "./contracts";
import { listedOnce } from "../../schema/listedOnce";

/** Rules of `kafka:images`. */
export function images(settings: Settings): Problem[] {
    return [
        ...contractOrVersion(imageContract(settings, "kafka"), kafkaThree(settings)),
        ...contractOrVersion(imageContract(settings, "zookeeper"), zookeeperVersion(settings)),
        // Kubernetes keeps `imagePullSecrets` by name: server-side apply refuses the same one twice.
        ...listedOnce(["images", "pullSecrets"], settings.images.pullSecrets),
    ];
}

/** The version of an image that cannot be used at all says nothing. */
function contractOrVersion(contract: Problem[], version: Problem[]): Problem[] {
    return contract.length > 0 ? contract : version;
}

interface Version {
    readonly major: number;
    /** Undefined where the tag names the newest of its kind. */
    readonly minor: number | undefined;
}

/** The version that a tag names: `3.9.2`, `v3.9.2-r1`; undefined for others. */
function taggedVersion(image: string): Version | undefined {
    const match = /^v?(\d+)(?:\.(\d+)|$)/.exec(tagOf(image) ?? "");
    return match === null
        ? undefined
        : { major: Number(match[1]), minor: match[2] === undefined ? undefined : Number(match[2]) };
}

/** The Kafka version of an image; undefined where it tells none. */
export function kafkaVersion(image: string): Version | undefined {
    // Images of another name may have version numbers of their own: they are taken at their user's word.
    return namedKafka.test(image) ? taggedVersion(image) : undefined;
}

const namedKafka = /(^|\/)kafka[:@]/;

function tagOf(image: string): string | undefined {
    return /:([^/:@]+)(?:@.*)?$/.exec(image.replace(/@.*$/, ""))?.[1];
}

const usable = "use apache/kafka:3.9.2";

function kafkaThree({ images: { kafka } }: Settings): Problem[] {
    const path: Path = ["images", "kafka"];
    const version = kafkaVersion(kafka);
    if ((namedKafka.test(kafka) && tagOf(kafka) === "latest") || (version !== undefined && version.major >= 4)) {
        return [{ path, value: kafka, rule: "must be Kafka 3: ZooKeeper mode ended with Kafka 3.9", advice: usable }];
    }
    return version !== undefined && version.major < 3
        ? [
              {
                  path,
                  value: kafka,
                  rule: "must be Kafka 3, whose broker properties are set here",
                  advice: usable,
              },
          ]
        : [];
}

function zookeeperVersion({ images: { zookeeper } }: Settings): Problem[] {
    const { major, minor } = taggedVersion(zookeeper) ?? { major: Infinity, minor: undefined };
    if (major > 3 || (major === 3 && (minor === undefined || minor >= 5))) {
        return [];
    }
    return [
        {
            path: ["images", "zookeeper"],
            value: zookeeper,
            rule: "must be ZooKeeper 3.5 or newer, which Kafka 3 needs",
            advice: "use zookeeper:3.8.6",
        },
    ];
}
