# Two clusters by one program, each in a namespace of its own: docs/reuse.md says how to run it, and where pulumi_kafka comes from. The
# arguments are the groups of a stack file (docs/settings.md), with names as Python has them: kafka_manager for kafkaManager.
import pulumi
import pulumi_kafka as kafka

# What both have in common. Requests so small that both fit on a laptop.
zookeeper = kafka.ZookeeperArgs(replicas=1, cpu="20m", memory="256Mi", disk="1Gi")
brokers: kafka.BrokersArgsDict = {"replicas": 1, "cpu": "50m", "memory": "640Mi", "disk": "2Gi"}
no_console = kafka.KafkaManagerArgs(enabled=False)

orders = kafka.Cluster(
    "orders",
    namespace={"name": "kafka-orders"},
    zookeeper=zookeeper,
    brokers=brokers,
    kafka_manager=no_console,
    topics=[{"name": "orders", "partitions": 3}],
)

audit = kafka.Cluster(
    "audit",
    namespace={"name": "kafka-audit"},
    zookeeper=zookeeper,
    brokers={**brokers, "config": {"log.retention.hours": 720}},
    kafka_manager=no_console,
)

pulumi.export("ordersServers", orders.bootstrap_servers)
pulumi.export("auditServers", audit.bootstrap_servers)
