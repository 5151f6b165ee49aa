import type { BadFile } from "../refusal";

/** `kafka:brokers.config`: properties of the program. */
export const brokerConfigOwned: readonly BadFile[] = [
    {
        name: "broker.id",
        yaml: "kafka:brokers: { config: { broker.id: 1 } }",
        errors: [
            'kafka:brokers.config["broker.id"] is 1: must not be set: it is the number at the end of the pod\'s name; remove it',
        ],
        valid: "kafka:brokers: { config: { num.partitions: 1 } }",
    },
    {
        name: "zookeeper.connect",
        yaml: "kafka:brokers: { config: { zookeeper.connect: zk:2181 } }",
        errors: [
            'kafka:brokers.config["zookeeper.connect"] is "zk:2181": must not be set: the program connects the brokers to the ensemble it makes; remove it',
        ],
        valid: "kafka:brokers: { config: { zookeeper.connection.timeout.ms: 6000 } }",
    },
    {
        name: "listeners",
        yaml: 'kafka:brokers: { config: { listeners: "PLAINTEXT://:9092" } }',
        errors: [
            'kafka:brokers.config.listeners is "PLAINTEXT://:9092": must not be set: the program sets the listeners; remove it',
        ],
        valid: "kafka:brokers: { config: { listener.name.internal.ssl.protocol: TLSv1.3 } }",
    },
    {
        name: "advertised.listeners",
        yaml: 'kafka:brokers: { config: { advertised.listeners: "PLAINTEXT://me:9092" } }',
        errors: [
            'kafka:brokers.config["advertised.listeners"] is "PLAINTEXT://me:9092": must not be set: the program derives the brokers\' addresses; remove it',
        ],
        valid: "kafka:brokers: { config: { max.connections: 100 } }",
    },
    {
        name: "listener.security.protocol.map",
        yaml: 'kafka:brokers: { config: { listener.security.protocol.map: "A:SSL" } }',
        errors: [
            'kafka:brokers.config["listener.security.protocol.map"] is "A:SSL": must not be set: the program sets the listeners; remove it',
        ],
        valid: "kafka:brokers: { config: { ssl.client.auth: none } }",
    },
    {
        name: "inter.broker.listener.name",
        yaml: "kafka:brokers: { config: { inter.broker.listener.name: A } }",
        errors: [
            'kafka:brokers.config["inter.broker.listener.name"] is "A": must not be set: the program sets the listeners; remove it',
        ],
        valid: "kafka:brokers: { config: { num.network.threads: 3 } }",
    },
    {
        name: "security.inter.broker.protocol",
        yaml: "kafka:brokers: { config: { security.inter.broker.protocol: SSL } }",
        errors: [
            'kafka:brokers.config["security.inter.broker.protocol"] is "SSL": must not be set: the program sets the listeners; remove it',
        ],
        valid: "kafka:brokers: { config: { ssl.protocol: TLSv1.3 } }",
    },
    {
        name: "log.dirs",
        yaml: "kafka:brokers: { config: { log.dirs: /data } }",
        errors: [
            'kafka:brokers.config["log.dirs"] is "/data": must not be set: the disk is mounted by the program; its size is kafka:brokers.disk; remove it',
        ],
        valid: "kafka:brokers: { config: { log.roll.hours: 24 } }",
    },
    {
        name: "log.dir",
        yaml: "kafka:brokers: { config: { log.dir: /data } }",
        errors: [
            'kafka:brokers.config["log.dir"] is "/data": must not be set: the disk is mounted by the program; its size is kafka:brokers.disk; remove it',
        ],
        valid: "kafka:brokers: { config: { log.segment.bytes: 1000000 } }",
    },
    {
        name: "broker.rack",
        yaml: "kafka:brokers: { config: { broker.rack: a } }",
        errors: [
            'kafka:brokers.config["broker.rack"] is "a": must not be set: it is the zone of the broker\'s node; kafka:brokers.rack says who tells it; remove it',
        ],
        valid: "kafka:brokers: { config: { replica.selector.class: a.B } }",
    },
    {
        name: "process.roles",
        yaml: "kafka:brokers: { config: { process.roles: broker } }",
        errors: [
            'kafka:brokers.config["process.roles"] is "broker": must not be set: it belongs to KRaft, and these brokers run with ZooKeeper; remove it',
        ],
        valid: "kafka:brokers: { config: { num.io.threads: 8 } }",
    },
    {
        name: "node.id",
        yaml: "kafka:brokers: { config: { node.id: 1 } }",
        errors: [
            'kafka:brokers.config["node.id"] is 1: must not be set: it belongs to KRaft, and these brokers run with ZooKeeper; remove it',
        ],
        valid: "kafka:brokers: { config: { num.io.threads: 8 } }",
    },
    {
        name: "controller.quorum.voters",
        yaml: 'kafka:brokers: { config: { controller.quorum.voters: "1@a:9093" } }',
        errors: [
            'kafka:brokers.config["controller.quorum.voters"] is "1@a:9093": must not be set: it belongs to KRaft, and these brokers run with ZooKeeper; remove it',
        ],
        valid: "kafka:brokers: { config: { controller.quota.window.num: 11 } }",
    },
    {
        name: "controller.listener.names",
        yaml: "kafka:brokers: { config: { controller.listener.names: A } }",
        errors: [
            'kafka:brokers.config["controller.listener.names"] is "A": must not be set: it belongs to KRaft, and these brokers run with ZooKeeper; remove it',
        ],
        valid: "kafka:brokers: { config: { controller.socket.timeout.ms: 1000 } }",
    },
    {
        name: "port",
        yaml: "kafka:brokers: { config: { port: 9092 } }",
        errors: ["kafka:brokers.config.port is 9092: must not be set: the program sets the listeners; remove it"],
        valid: "kafka:brokers: { config: { max.connections: 1000 } }",
    },
    {
        name: "zookeeper.ssl.client.enable",
        yaml: "kafka:brokers: { config: { zookeeper.ssl.client.enable: true } }",
        errors: [
            'kafka:brokers.config["zookeeper.ssl.client.enable"] is true: must not be set: the ensemble made here has no TLS; remove it',
        ],
        valid: "kafka:brokers: { config: { zookeeper.connection.timeout.ms: 6000 } }",
    },
    {
        name: "zookeeper.set.acl",
        yaml: "kafka:brokers: { config: { zookeeper.set.acl: true } }",
        errors: [
            'kafka:brokers.config["zookeeper.set.acl"] is true: must not be set: what brokers write to ZooKeeper would be lost to those with the next password; remove it',
        ],
        valid: "kafka:brokers: { config: { zookeeper.session.timeout.ms: 6000 } }",
    },
    {
        name: "migration to KRaft",
        yaml: "kafka:brokers: { config: { zookeeper.metadata.migration.enable: true } }",
        errors: [
            'kafka:brokers.config["zookeeper.metadata.migration.enable"] is true: must not be set: it belongs to KRaft, and these brokers run with ZooKeeper; remove it',
        ],
        valid: "kafka:brokers: { config: { zookeeper.max.in.flight.requests: 10 } }",
    },
];
