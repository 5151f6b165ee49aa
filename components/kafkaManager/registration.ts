import type { KafkaManagerSettings } from "./settings";

/** The path below which CMAK looks for clusters. */
export const configsPath = "/kafka-manager/configs";

/**
 * The JSON of a registered cluster (CMAK model.scala, ClusterConfig), with every field: a missing `kafkaVersion` would mean 0.8.1.1, a
 * missing `filterConsumers` true. `zkMaxRetry` is what CMAK's own form writes.
 */
export function registration(settings: KafkaManagerSettings, zookeeperPath: string, kafkaVersion: string): string {
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
        tuning: null,
        securityProtocol: "PLAINTEXT",
        saslMechanism: null,
        jaasConfig: null,
    });
}
