/** The levels that a running broker takes (Kafka's LogLevelConfig, 3.9): log4j's OFF is not among them. */
export const brokerLevels = ["TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL"] as const;

/** The levels of Logback, by which ZooKeeper logs from 3.8 on: it has no FATAL. */
export const serverLevels = ["TRACE", "DEBUG", "INFO", "WARN", "ERROR", "OFF"] as const;

/** The logger that all others inherit from, as Kafka and Logback call it. */
export const rootLogger = "root";

/** Levels by the names of their loggers. */
export type LogLevels = Readonly<Record<string, string>>;

/** The levels that brokers have where the stack file says nothing else: those of Kafka's own file, but for loggers that write to files there. */
const defaultBrokerLevels: LogLevels = {
    [rootLogger]: "INFO",
    "org.apache.zookeeper": "WARN",
    "kafka.request.logger": "WARN",
    "kafka.network.RequestChannel$": "WARN",
    "kafka.log.LogCleaner": "WARN",
    "kafka.authorizer.logger": "WARN",
};

/**
 * Packages of the brokers. Log4j knows no logger for a package until a file names one, and a broker refuses a level for a logger that it does not
 * know (RuntimeLoggerManager): named without a level, which is inherited, they can have one while the broker runs.
 */
export const brokerPackages: readonly string[] = [
    "kafka",
    "kafka.cluster",
    "kafka.controller",
    "kafka.coordinator",
    "kafka.coordinator.group",
    "kafka.coordinator.transaction",
    "kafka.log",
    "kafka.network",
    "kafka.security",
    "kafka.server",
    "kafka.utils",
    "kafka.zk",
    "kafka.zookeeper",
    "org.apache.kafka",
    "org.apache.kafka.clients",
    "org.apache.kafka.common",
    "org.apache.kafka.common.network",
    "org.apache.kafka.common.security",
    "org.apache.kafka.coordinator",
    "org.apache.kafka.server",
    "org.apache.kafka.storage",
];

/** All levels that brokers are to have: those of `kafka:brokers.logLevels`, and the defaults where it says nothing. */
export function allBrokerLevels(given: LogLevels): LogLevels {
    return { ...defaultBrokerLevels, ...given };
}

/** All levels that ZooKeeper's servers are to have: those of `kafka:zookeeper.logLevels`, and the root's. */
export function allServerLevels(given: LogLevels): LogLevels {
    return { [rootLogger]: "INFO", ...given };
}

/** Whether brokers have this logger from their start on, whatever they do. */
export function isAlwaysThere(logger: string): boolean {
    return Object.hasOwn(defaultBrokerLevels, logger) || brokerPackages.includes(logger);
}

/** Whether kafka-configs.sh sets a logger of this name: it takes no dollar sign, which names of Scala's objects end with (ConfigCommand.validatePropsKey). */
export function canBeAltered(logger: string): boolean {
    return !logger.includes("$");
}
