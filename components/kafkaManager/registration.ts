import { taggedVersion } from "../../model/imageReference";
import { compareVersions, parseVersion } from "../../model/versions";
import { ownListener } from "../kafka/listeners";
import { mechanism } from "../kafka/logins";
import { brokersLogIn } from "../security/authentication";
import type { BrokerSecurity } from "../security/authentication";
import type { KafkaManagerSettings } from "./settings";

/** The path below which CMAK looks for clusters. */
export const configsPath = "/kafka-manager/configs";

/**
 * The JSON of a registered cluster (CMAK model.scala, ClusterConfig), with every field: a missing `kafkaVersion` would mean 0.8.1.1, a
 * missing `filterConsumers` true. `zkMaxRetry` is what CMAK's own form writes.
 */
export function registration(
    settings: KafkaManagerSettings,
    security: BrokerSecurity,
    zookeeperPath: string,
    kafkaVersion: string,
): string {
    const { cluster } = settings;
    return JSON.stringify({
        name: cluster.name,
        curatorConfig: { zkConnect: zookeeperPath, zkMaxRetry: 100, baseSleepTimeMs: 100, maxSleepTimeMs: 1000 },
        enabled: true,
        kafkaVersion,
        jmxEnabled: cluster.jmx,
        jmxUser: null,
        jmxPass: null,
        jmxSsl: false,
        pollConsumers: cluster.pollConsumers,
        filterConsumers: cluster.filterConsumers,
        logkafkaEnabled: false,
        activeOffsetCacheEnabled: cluster.activeOffsetCache,
        displaySizeEnabled: cluster.displaySizes,
        tuning: tuningOf(settings),
        securityProtocol: ownListener(security).protocol,
        saslMechanism: brokersLogIn(security.authentication) ? mechanism : null,
        // CMAK writes it to its log, and it would stand here for everybody: the console's JVM has a file of it (pod.ts).
        jaasConfig: null,
    });
}

/**
 * The tuning of a registered cluster; null where nothing is set. Every field is optional to CMAK, which takes its own default for each that
 * is missing or null (KafkaManagerActor.getConfigWithDefaults).
 */
function tuningOf({ tuning }: KafkaManagerSettings): Readonly<Record<string, number>> | null {
    const given = Object.entries(tuning).filter((field): field is [string, number] => field[1] !== undefined);
    return given.length > 0 ? Object.fromEntries(given) : null;
}

/** The newest labels that CMAK 3.0.0.6 accepts, ascending (app/kafka/manager/model/model.scala). Older ones need no mapping here: the program runs Kafka 3. */
const accepted = ["2.4.0", "2.4.1", "2.5.0", "2.5.1", "2.6.0", "2.7.0", "2.8.0", "2.8.1", "3.0.0", "3.1.0"] as const;

/** The newest label CMAK knows. */
const newest = accepted[accepted.length - 1] ?? "3.1.0";

/**
 * The label to register a Kafka image under: the highest accepted one that is not newer than its tag. The label chooses parsers and
 * lists of settings, it is no protocol check; a label CMAK does not know makes it ignore the cluster without a word.
 * Images without a readable version count as the newest.
 */
export function registeredVersion(kafkaImage: string): string {
    const { major, minor, patch } = taggedVersion("kafka", kafkaImage) ?? { major: 0 };
    if (minor === undefined) {
        return newest;
    }
    const isOlder = (label: string) => {
        const version = parseVersion(label);
        return version !== undefined && compareVersions(version, { major, minor, patch }) <= 0;
    };
    return accepted.filter(isOlder).at(-1) ?? accepted[0];
}
