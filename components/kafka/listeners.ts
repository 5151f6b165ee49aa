/** The port of the listener that brokers, Kafka Manager and clients inside the cluster use. */
export const internalPort = 9092;

/** The port of JMX, which Kafka publishes in ZooKeeper, where Kafka Manager finds it. */
export const jmxPort = 9999;

/**
 * Name of the internal listener. It stands first in every list of listeners: Kafka Manager takes the host of the leftmost one for
 * everything, JMX included (CMAK ActorModel.BrokerIdentity).
 */
export const internalListener = "INTERNAL";

/** The ZooKeeper path below which the brokers keep everything. It never changes: another path is another, empty cluster. */
export const chroot = "/kafka";
