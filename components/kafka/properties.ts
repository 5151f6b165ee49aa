import { startProperties } from "../../model/brokerProperties/dynamic";
import { derivedProperties } from "../../model/brokerProperties/effective";
import { allBrokerLevels, brokerPackages, rootLogger } from "../../model/logLevels";
import { chroot } from "../../model/names";
import type { BrokerSecurity } from "../security/authentication";
import { listenerProperties } from "./listeners";
import { loginProperties } from "./logins";
import { tlsProperties } from "./tls/pod";
import { dataDirectory } from "./scripts";
import type { BrokerSettings } from "./settings";

/** What wires the brokers together, and is refused in `kafka:brokers.config` (model/brokerProperties/reserved.ts). */
function owned(
    settings: BrokerSettings,
    security: BrokerSecurity,
    zookeeperConnect: string,
): Readonly<Record<string, string | number | boolean>> {
    return {
        "broker.id.generation.enable": false,
        "zookeeper.connect": `${zookeeperConnect}${chroot}`,
        ...listenerProperties(settings, security),
        ...tlsProperties(security),
        ...loginProperties(settings, security),
        // A directory below the mount: ext4's lost+found in a log directory is fatal (strimzi#1307).
        "log.dirs": `${dataDirectory}/logs`,
    };
}

/** As java.util.Properties reads a value: blanks at its start are dropped, and the file is ISO 8859-1. */
export function escaped(value: string | number | boolean): string {
    return String(value)
        .replaceAll("\\", "\\\\")
        .replace(/^ /, "\\ ")
        .replace(/[^ -~]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/**
 * The text of server.properties, sorted by name so that the same settings give the same text. `broker.id`, `broker.rack` and
 * `advertised.listeners` differ from pod to pod and are added by the start command. What running brokers can change is left out, for a
 * new text restarts them: a Job sets it (dynamicConfig.ts), and ZooKeeper keeps it for brokers that start later.
 */
export function serverProperties(settings: BrokerSettings, security: BrokerSecurity, zookeeperConnect: string): string {
    const all = {
        ...derivedProperties(settings),
        ...startProperties(settings.config),
        ...owned(settings, security, zookeeperConnect),
    };
    return Object.entries(all)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([name, value]) => `${name}=${escaped(value)}\n`)
        .join("");
}

/**
 * Logging to the console only: the image's own file also writes rolling files into the container. Without the levels of the stack file, for
 * another text restarts the brokers: start.sh adds them.
 */
export function log4jProperties({ logFormat }: Pick<BrokerSettings, "logFormat">): string {
    return [
        "log4j.rootLogger=INFO, stdout",
        "log4j.appender.stdout=org.apache.log4j.ConsoleAppender",
        ...layouts[logFormat].map((line) => `log4j.appender.stdout.${line}`),
        ...brokerPackages.map((name) => `log4j.logger.${name}=`),
        ...Object.entries(allBrokerLevels({}))
            .filter(([name]) => name !== rootLogger)
            .map(([name, level]) => `log4j.logger.${name}=${level}`),
    ]
        .map((line) => `${line}\n`)
        .join("");
}

/** How a record is written: for a person, or between the marks that json-lines.awk reads. Only the enhanced layout writes the stack inside of the pattern. */
const layouts: Readonly<Record<BrokerSettings["logFormat"], readonly string[]>> = {
    text: ["layout=org.apache.log4j.PatternLayout", "layout.ConversionPattern=[%d] %p %m (%c)%n"],
    json: [
        "encoding=UTF-8",
        "layout=org.apache.log4j.EnhancedPatternLayout",
        "layout.ConversionPattern=\\u001e%d{yyyy-MM-dd'T'HH:mm:ss.SSS'Z'}{UTC}\\u001f%p\\u001f%c\\u001f%m\\u001f%throwable\\u001d%n",
    ],
};
