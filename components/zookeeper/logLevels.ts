import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { allServerLevels, rootLogger } from "../../model/logLevels";
import type { NamedMetadata } from "../kubernetes/metadata";
import type { Ownership } from "../ownership";
import type { ZooKeeperSettings } from "./settings";

/** Name of the ConfigMap with the servers' logback.xml; it changes while the pods stay. */
const logLevelsConfigMap = "zookeeper-log-levels";

const directory = "/etc/zookeeper-log-levels";
const file = "logback.xml";

/** The option of Java by which Logback finds it. Without the file it takes the image's (ContextInitializer). */
export const logbackOption = `-Dlogback.configurationFile=${directory}/${file}`;

/** The volume with the file. Optional: a server without it logs as its image says. */
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

/**
 * The servers' logback.xml: lines as those of ZooKeeper's own file, but without its threshold, which lets nothing below INFO through. Logback looks
 * every 30 s whether the file has changed (`scan`), and takes levels back that are gone.
 */
export function logbackXml({ logLevels }: Pick<ZooKeeperSettings, "logLevels">): string {
    const { [rootLogger]: root = "", ...others } = allServerLevels(logLevels);
    const loggers = Object.entries(others)
        .map(([name, level]) => `  <logger name="${name}" level="${level}"/>\n`)
        .sort();
    return `<configuration scan="true" scanPeriod="30 seconds">
  <appender name="CONSOLE" class="ch.qos.logback.core.ConsoleAppender">
    <encoder>
      <pattern>%d{ISO8601} [myid:%X{myid}] - %-5p [%t:%C{1}@%L] - %m%n</pattern>
    </encoder>
  </appender>
${loggers.join("")}  <root level="${root}">
    <appender-ref ref="CONSOLE"/>
  </root>
</configuration>
`;
}

/** What the ConfigMap of the levels is made from. */
interface LogLevelsFile {
    /** The settings of the servers. */
    readonly settings: Pick<ZooKeeperSettings, "logLevels">;
    /** Metadata of the ensemble's objects, by name. */
    readonly metadata: NamedMetadata;
    /** Marks the ConfigMap and keeps that of another from being taken over. */
    readonly ownership: Ownership;
}

/** Creates the ConfigMap by which servers, also those that run, know the levels of their loggers. */
export function createLogLevels(parent: pulumi.Resource, name: string, args: LogLevelsFile): k8s.core.v1.ConfigMap {
    return new k8s.core.v1.ConfigMap(
        `${name}-log-levels`,
        { metadata: args.metadata(logLevelsConfigMap), data: { [file]: logbackXml(args.settings) } },
        { parent, hooks: args.ownership.hooks },
    );
}
