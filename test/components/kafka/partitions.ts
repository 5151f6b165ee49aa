/** A line of `kafka-topics.sh --describe --under-replicated-partitions`, as Kafka 3.9 prints it. */
export function behind(topic: string, replicas: string, isr: string): string {
    return line(topic, replicas, isr, "");
}

/** The line of a partition that is being moved. */
export function reassigned(
    replicas: string,
    isr: string,
    { adding, removing }: { readonly adding: string; readonly removing: string },
): string {
    return line("moved", replicas, isr, `\tAdding Replicas: ${adding}\tRemoving Replicas: ${removing}`);
}

function line(topic: string, replicas: string, isr: string, moves: string): string {
    return `\tTopic: ${topic}\tPartition: 0\tLeader: 1\tReplicas: ${replicas}\tIsr: ${isr}${moves}\tElr: \tLastKnownElr: \n`;
}
