import { isPublished } from "../components/kafkaManager/service";
import { showsLag } from "../components/metrics/settings";
import type { Opening } from "../components/security/policy";
import { podKinds } from "../model/connections";
import { ports } from "../model/names";
import type { Settings } from "./settings";

/** Every port that others than the program's own pods reach, and who they are. */
export function openings({ brokers, kafkaManager, metrics: shown, namespace, security }: Settings): readonly Opening[] {
    const { clients, console, metrics } = security.networkPolicies;
    return [
        { to: podKinds.brokers, port: ports.kafka, from: [namespace.name, ...clients] },
        { to: podKinds.brokers, port: ports.kafkaSasl, from: [namespace.name, ...clients] },
        ...(brokers.external.type === "none"
            ? []
            : [{ to: podKinds.brokers, port: ports.kafkaExternal, from: "everybody" } as const]),
        { to: podKinds.brokers, port: ports.jmx, from: metrics },
        ...(shown.enabled
            ? [
                  { to: podKinds.brokers, port: ports.brokerMetrics, from: metrics },
                  { to: podKinds.zookeeper, port: ports.zookeeperMetrics, from: metrics },
              ]
            : []),
        ...(showsLag(shown) ? [{ to: podKinds.lag, port: ports.lagMetrics, from: metrics }] : []),
        {
            to: podKinds.kafkaManager,
            port: ports.kafkaManager,
            from: isPublished(kafkaManager) ? "everybody" : console,
        },
    ];
}
