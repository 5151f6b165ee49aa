// Two clusters by one program, each in a namespace of its own: docs/reuse.md says how to run it. The arguments are the groups of a stack file
// (docs/settings.md); every problem of a cluster's is one line of one error, and a refused edit of one stops the whole preview.
import { Cluster } from "kafka";
import type { ClusterArgs } from "kafka";

/** What both have in common. Requests so small that both fit on a laptop. */
const small = {
    zookeeper: { replicas: 1, cpu: "20m", memory: "256Mi", disk: "1Gi" },
    brokers: { replicas: 1, cpu: "50m", memory: "640Mi", disk: "2Gi" },
    kafkaManager: { enabled: false },
} satisfies ClusterArgs;

const orders = new Cluster("orders", {
    ...small,
    namespace: { name: "kafka-orders" },
    topics: [{ name: "orders", partitions: 3 }],
});

const audit = new Cluster("audit", {
    ...small,
    namespace: { name: "kafka-audit" },
    brokers: { ...small.brokers, config: { "log.retention.hours": 720 } },
});

export const ordersServers = orders.bootstrapServers;
export const auditServers = audit.bootstrapServers;
