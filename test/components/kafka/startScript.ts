import { writeFileSync } from "node:fs";
import type { Ran, Sandbox } from "../bash";
import { scriptFile } from "../bash";

/** Name of the brokers' headless Service. */
export const dns = "kafka-headless.apps.svc.example.internal";

/** A broker that says how it was started; the tools' variables and JMX are what matters. */
const server = `
printf 'argument %s\\n' "$@"
printf '%s\\n' "heap $KAFKA_HEAP_OPTS" "jmx $KAFKA_JMX_OPTS" "log4j $KAFKA_LOG4J_OPTS" "extra $EXTRA_ARGS" "options $KAFKA_OPTS"
echo "performance \${KAFKA_JVM_PERFORMANCE_OPTS-unset} port \${JMX_PORT-unset}"
`;

/** Puts a broker into a sandbox that says how it was started, and the log4j.properties of its ConfigMap. */
export function standIn(sandbox: Sandbox): void {
    writeFileSync(sandbox.path("log4j.properties"), "log4j.rootLogger=INFO, stdout\nlog4j.logger.kafka=\n");
    sandbox.stub("kafka-server-start.sh", server);
}

/** Runs start.sh as the container of a pod does, with more or another environment, by another command. */
export async function start(
    sandbox: Sandbox,
    pod: string,
    environment: Readonly<Record<string, string>> = {},
    command = ["/bin/bash", scriptFile("kafka", "start.sh")],
    enough?: (stdout: string) => boolean,
): Promise<Ran> {
    return sandbox.run(
        command,
        {
            POD_NAME: pod,
            HEADLESS_DNS: dns,
            BROKER_HEAP_MIB: "1024",
            LISTENERS: "INTERNAL:9092",
            BROKER_JMX_PORT: "9999",
            CONFIG_DIRECTORY: sandbox.directory,
            SCRATCH_DIRECTORY: sandbox.path("scratch"),
            TOOLS_DIRECTORY: sandbox.directory,
            KAFKA_HEAP_OPTS: "-Xmx64m",
            KAFKA_JVM_PERFORMANCE_OPTS: "-XX:+UseSerialGC",
            ...environment,
        },
        enough,
    );
}
