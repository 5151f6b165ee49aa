/** Broker properties that the program sets itself, and why the user may not. */
const reserved: Readonly<Record<string, string>> = {
    "advertised.host.name": "the program derives the brokers' addresses",
    "advertised.listeners": "the program derives the brokers' addresses",
    "advertised.port": "the program derives the brokers' addresses",
    "broker.id": "it is the number at the end of the pod's name",
    "broker.id.generation.enable": "broker ids are the numbers at the end of the pods' names",
    "broker.rack": "it is the zone of the broker's node; kafka:brokers.rack says who tells it",
    "control.plane.listener.name": "the program sets the listeners",
    "early.start.listeners": "the program sets the listeners",
    "host.name": "the program derives the brokers' addresses",
    "inter.broker.listener.name": "the program sets the listeners",
    "listener.security.protocol.map": "the program sets the listeners",
    listeners: "the program sets the listeners",
    "log.dir": "the disk is mounted by the program; its size is kafka:brokers.disk",
    "log.dirs": "the disk is mounted by the program; its size is kafka:brokers.disk",
    "metadata.log.dir": "it belongs to KRaft, and these brokers run with ZooKeeper",
    "node.id": "it belongs to KRaft, and these brokers run with ZooKeeper",
    port: "the program sets the listeners",
    "process.roles": "it belongs to KRaft, and these brokers run with ZooKeeper",
    "reserved.broker.max.id": "broker ids are the numbers at the end of the pods' names",
    "security.inter.broker.protocol": "the program sets the listeners",
    "zookeeper.clientCnxnSocket": "the ensemble made here has no TLS",
    "zookeeper.connect": "the program connects the brokers to the ensemble it makes",
    "zookeeper.metadata.migration.enable": "it belongs to KRaft, and these brokers run with ZooKeeper",
    // It belongs to the name by which a broker logs in, which changes with the password; and whoever has logged in may do everything anyway.
    "zookeeper.set.acl": "what brokers write to ZooKeeper would be lost to those with the next password",
    "zookeeper.ssl.client.enable": "the ensemble made here has no TLS",
};

const kraft = /^controller\.(listener\.names$|quorum\.)/;

/** Why a broker property must not be set by the user; undefined where it may be. */
export function reservedBecause(property: string): string | undefined {
    if (kraft.test(property)) {
        return reserved["node.id"];
    }
    return Object.hasOwn(reserved, property) ? reserved[property] : undefined;
}

/** Every reserved property by name, those of KRaft's controllers left out. */
export const reservedNames: readonly string[] = Object.keys(reserved);
