import type { Watched } from "../components/metrics/alerts/rule";
import { quantity } from "../model/quantity";
import type { Settings } from "./settings";

/** What alerts and dashboards must know of a cluster. */
export function watched({ brokers, kafkaManager, namespace, zookeeper }: Settings): Watched {
    return {
        namespace: namespace.name,
        brokers: brokers.replicas,
        servers: zookeeper.replicas,
        brokerDisk: quantity(brokers.disk),
        withConsole: kafkaManager.enabled,
    };
}
