import type { BadFile } from "../refusal";

/** `kafka:brokers.config`: limits that would lock out brokers and the Job that takes them back. */
export const brokerConfigLocking: readonly BadFile[] = [
    {
        name: "max.connections 0",
        yaml: "kafka:brokers: { config: { max.connections: 0 } }",
        errors: ['kafka:brokers.config["max.connections"] is 0: must be an integer of at least 100'],
        valid: "kafka:brokers: { config: { max.connections: 100 } }",
    },
    {
        name: "max.connections.per.ip 0",
        yaml: "kafka:brokers: { config: { max.connections.per.ip: 0 } }",
        errors: ['kafka:brokers.config["max.connections.per.ip"] is 0: must be an integer of at least 20'],
        valid: "kafka:brokers: { config: { max.connections.per.ip: 20 } }",
    },
    {
        name: "max.connections.per.ip 19",
        yaml: "kafka:brokers: { config: { max.connections.per.ip: 19 } }",
        errors: ['kafka:brokers.config["max.connections.per.ip"] is 19: must be an integer of at least 20'],
        valid: "kafka:brokers: { config: { max.connections.per.ip: 20 } }",
    },
    {
        name: "max.connection.creation.rate 0",
        yaml: "kafka:brokers: { config: { max.connection.creation.rate: 0 } }",
        errors: ['kafka:brokers.config["max.connection.creation.rate"] is 0: must be an integer of at least 10'],
        valid: "kafka:brokers: { config: { max.connection.creation.rate: 10 } }",
    },
    {
        name: "no connections of a listener",
        yaml: "kafka:brokers: { config: { listener.name.internal.max.connections: 99 } }",
        errors: [
            'kafka:brokers.config["listener.name.internal.max.connections"] is 99: must be an integer of at least 100',
        ],
        valid: "kafka:brokers: { config: { listener.name.internal.max.connections: 100 } }",
        editor: false,
    },
    {
        name: "no new connections of a listener",
        yaml: "kafka:brokers: { config: { listener.name.internal.max.connection.creation.rate: 0 } }",
        errors: [
            'kafka:brokers.config["listener.name.internal.max.connection.creation.rate"] is 0: must be an integer of at least 10',
        ],
        valid: "kafka:brokers: { config: { listener.name.internal.max.connection.creation.rate: 10 } }",
        editor: false,
    },
    {
        name: "no connections from one address",
        yaml: 'kafka:brokers: { config: { max.connections.per.ip.overrides: "10.0.0.9:50,10.0.0.10:0" } }',
        errors: [
            'kafka:brokers.config["max.connections.per.ip.overrides"] is "10.0.0.9:50,10.0.0.10:0": must be addresses with their connections, each at least 20, such as 10.0.0.9:50,10.0.0.10:50',
        ],
        valid: 'kafka:brokers: { config: { max.connections.per.ip.overrides: "10.0.0.9:50, ::1:20" } }',
    },
    {
        name: "few connections from one address",
        yaml: 'kafka:brokers: { config: { max.connections.per.ip.overrides: "a:19" } }',
        errors: [
            'kafka:brokers.config["max.connections.per.ip.overrides"] is "a:19": must be addresses with their connections, each at least 20, such as 10.0.0.9:50,10.0.0.10:50',
        ],
        valid: 'kafka:brokers: { config: { max.connections.per.ip.overrides: "a:100" } }',
    },
    {
        name: "an address without connections",
        yaml: "kafka:brokers: { config: { max.connections.per.ip.overrides: localhost } }",
        errors: [
            'kafka:brokers.config["max.connections.per.ip.overrides"] is "localhost": must be addresses with their connections, each at least 20, such as 10.0.0.9:50,10.0.0.10:50',
        ],
        valid: 'kafka:brokers: { config: { max.connections.per.ip.overrides: "" } }',
    },
    {
        name: "brackets, which Kafka does not take",
        yaml: 'kafka:brokers: { config: { max.connections.per.ip.overrides: "[::1]:50" } }',
        errors: [
            'kafka:brokers.config["max.connections.per.ip.overrides"] is "[::1]:50": must be addresses with their connections, each at least 20, such as 10.0.0.9:50,10.0.0.10:50',
        ],
        valid: 'kafka:brokers: { config: { max.connections.per.ip.overrides: "${env:X}" } }',
    },
    {
        name: "requests too short for the controller's",
        yaml: "kafka:brokers: { config: { socket.request.max.bytes: 1048575 } }",
        errors: ['kafka:brokers.config["socket.request.max.bytes"] is 1048575: must be an integer of at least 1048576'],
        valid: "kafka:brokers: { config: { socket.request.max.bytes: 1048576 } }",
    },
];
