import type { Kubectl } from "./kubectl";

const call = [
    // A certificate is for the pod's name.
    'host="localhost"; [ -z "$TLS_DIRECTORY" ] || host="$POD_NAME.$HEADLESS_DNS";',
    '"/opt/kafka/bin/kafka-$0.sh" --bootstrap-server "$host:$LISTENER_PORT" ${COMMAND_CONFIG:+--command-config "$COMMAND_CONFIG"} "$@"',
].join(" ");

/**
 * Runs a tool of Kafka (`topics` for kafka-topics.sh) in the container of broker 0, by the listener that brokers have for themselves, and with
 * their login where they have one. Returns what it prints.
 */
export async function brokerTool(kubectl: Kubectl, name: string, ...args: readonly string[]): Promise<string> {
    return kubectl.exec("kafka-0", "bash", "-c", call, name, ...args);
}
