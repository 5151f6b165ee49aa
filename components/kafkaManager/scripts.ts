import { join } from "node:path";
import { readScripts } from "../kubernetes/scripts";

const directory = join(__dirname, "scripts");

/** Where the program's files are mounted, in the console's pod and in the Job's. */
export const directories = {
    /** The scripts, and what else never changes. */
    scripts: "/etc/kafka-manager",
    /** Values of the console's Secret. */
    credentials: "/etc/kafka-manager-credentials",
    /** The login of the console at the brokers. */
    login: "/etc/kafka-manager-login",
    /** The authority of the brokers' certificate. */
    authority: "/etc/kafka-tls",
    /** What the console's JVM trusts. */
    trust: "/run/kafka-manager-trust",
} as const;

const logback = "logback.xml";

/** The console's log goes to its output only: the one in other images than panubo's also writes files beside the program. */
const logbackXml = `<configuration>
  <appender name="STDOUT" class="ch.qos.logback.core.ConsoleAppender">
    <encoder>
      <pattern>%date [%level] %logger{15} %message%n%xException{10}</pattern>
    </encoder>
  </appender>
  <logger name="org.apache" level="WARN"/>
  <root level="INFO">
    <appender-ref ref="STDOUT"/>
  </root>
</configuration>
`;

/** The configuration of the console's log, where it is mounted. */
export const logbackFile = `${directories.scripts}/${logback}`;

/** What the console's pod has, by the names of the files. */
export const consoleFiles = {
    [logback]: logbackXml,
    ...readScripts(directory, ["functions.sh", "wait-for-zookeeper.sh", "main-actor-answers.sh", "trust-store.sh"]),
};

/** What the Job runs that registers the cluster, by the names of the files. */
export const jobScripts = readScripts(directory, ["functions.sh", "register.sh"]);
