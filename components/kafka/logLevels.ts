import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { allBrokerLevels } from "../../model/logLevels";
import type { NamedMetadata } from "../kubernetes/metadata";
import type { Ownership } from "../ownership";
import type { BrokerSettings } from "./settings";

/** Name of the ConfigMap with the levels of the brokers' loggers; it changes while the pods stay. */
const logLevelsConfigMap = "kafka-log-levels";

const directory = "/etc/kafka-log-levels";
const file = "levels";

/** The levels as the scripts read them: lines `LOGGER=LEVEL`, sorted, the defaults among them. */
export function levelLines({ logLevels }: Pick<BrokerSettings, "logLevels">): string {
    return Object.entries(allBrokerLevels(logLevels))
        .map(([logger, level]) => `${logger}=${level}\n`)
        .sort()
        .join("");
}

/**
 * The volume by which a broker that starts is told the levels: a running one forgets at a restart what it was told (Kafka has no place for it).
 * The name of the ConfigMap stays, so other levels are no other pod. Optional: a broker without it starts with the defaults.
 */
export const levelVolume: k8s.types.input.core.v1.Volume = {
    name: "log-levels",
    configMap: { name: logLevelsConfigMap, optional: true },
};

/** Where it is mounted. */
export const levelMount: k8s.types.input.core.v1.VolumeMount = {
    name: "log-levels",
    mountPath: directory,
    readOnly: true,
};

/** What start.sh has to know of logs. */
export function loggingEnvironment({ logFormat }: Pick<BrokerSettings, "logFormat">): k8s.types.input.core.v1.EnvVar[] {
    return [
        { name: "LOG_FORMAT", value: logFormat },
        { name: "LOG_LEVELS_FILE", value: `${directory}/${file}` },
    ];
}

/** What the ConfigMap of the levels is made from. */
interface LogLevelsFile {
    /** The settings of the brokers. */
    readonly settings: Pick<BrokerSettings, "logLevels">;
    /** Metadata of the brokers' objects, by name. */
    readonly metadata: NamedMetadata;
    /** Marks the ConfigMap and keeps that of another from being taken over. */
    readonly ownership: Ownership;
}

/** Creates the ConfigMap with the levels that brokers start with; those that run are told by the Job (dynamicConfig.ts). */
export function createLogLevels(parent: pulumi.Resource, name: string, args: LogLevelsFile): k8s.core.v1.ConfigMap {
    return new k8s.core.v1.ConfigMap(
        `${name}-log-levels`,
        { metadata: args.metadata(logLevelsConfigMap), data: { [file]: levelLines(args.settings) } },
        { parent, hooks: args.ownership.hooks },
    );
}
