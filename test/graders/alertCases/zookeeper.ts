import { always, kafka, pods, zookeeper } from "./case";
import type { AlertCase } from "./case";

/** Cases of components/metrics/alerts/zookeeper.ts. */
export const zookeeperCases: readonly AlertCase[] = [
    {
        alert: "ZooKeeperNoQuorum",
        fires: zookeeper("uptime", always(1000)),
        silent: zookeeper("uptime", always(1000), always(1000)),
    },
    {
        alert: "ZooKeeperNoQuorum",
        fires: { 'up{pod="zookeeper-0"}': always(1) },
        silent: zookeeper("uptime", ...[1, 1, 1].map(always)),
    },
    {
        alert: "ZooKeeperServerDown",
        fires: zookeeper("uptime", always(1000), always(1000)),
        silent: zookeeper("uptime", always(1000), always(1000), always(1000)),
    },
    {
        alert: "ZooKeeperFollowersBehind",
        fires: zookeeper("synced_followers", always(1)),
        silent: zookeeper("synced_followers", always(2)),
    },
    {
        alert: "ZooKeeperRequestsWait",
        fires: zookeeper("outstanding_requests", always(500)),
        silent: zookeeper("outstanding_requests", always(10)),
    },
    {
        alert: "ZooKeeperSlowDisk",
        fires: pods("fsynctime", "zookeeper", [always(900)], ',quantile="0.99"'),
        silent: pods("fsynctime", "zookeeper", [always(900)], ',quantile="0.5"'),
    },
    {
        alert: "KafkaZooKeeperSessionExpired",
        fires: kafka("kafka_zookeeper_sessions_expired_total", "0x50 1x100"),
        silent: kafka("kafka_zookeeper_sessions_expired_total", "3x400"),
    },
];
