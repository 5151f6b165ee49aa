import { allServerLevels, rootLogger } from "../../model/logLevels";
import { workloadNames } from "../../model/names";
import { logLevelsFile } from "../kubernetes/logLevels";
import type { ZooKeeperSettings } from "./settings";

/** By which servers, also those that run, know the levels of their loggers. */
export const serverLevelsFile = logLevelsFile(workloadNames.zookeeper, "logback.xml");

/** The option of Java by which Logback finds it. Without the file it takes the image's (ContextInitializer). */
export const logbackOption = `-Dlogback.configurationFile=${serverLevelsFile.path}`;

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
