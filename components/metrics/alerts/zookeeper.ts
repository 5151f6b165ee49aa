import { of } from "./rule";
import type { Alert, Watched } from "./rule";

/** What is wrong with the ensemble, by its servers and by the brokers that use it. */
export function ensembleAlerts(watched: Watched): readonly Alert[] {
    const own = of(watched);
    const { servers } = watched;
    const quorum = Math.floor(servers / 2) + 1;
    return [
        {
            name: "ZooKeeperNoQuorum",
            expr: `count(uptime${own}) < ${quorum} or absent(uptime${own})`,
            lasts: "1m",
            severity: "critical",
            summary: `fewer than ${quorum} of ${servers} servers serve: the ensemble has no quorum`,
        },
        {
            name: "ZooKeeperServerDown",
            expr: `count(uptime${own}) < ${servers}`,
            lasts: "5m",
            severity: "warning",
            summary: `{{ $value }} of ${servers} servers serve`,
        },
        ...(servers > 1
            ? [
                  {
                      name: "ZooKeeperFollowersBehind",
                      expr: `max(synced_followers${own}) < ${servers - 1}`,
                      lasts: "5m",
                      severity: "warning",
                      summary: `{{ $value }} of ${servers - 1} followers are in sync with the leader`,
                  } as const,
              ]
            : []),
        {
            name: "ZooKeeperRequestsWait",
            expr: `max by (pod) (outstanding_requests${own}) > 100`,
            lasts: "5m",
            severity: "warning",
            summary: "{{ $value }} requests wait at {{ $labels.pod }}",
        },
        {
            name: "ZooKeeperSlowDisk",
            expr: `max by (pod) (fsynctime${of(watched, 'quantile="0.99"')}) > 500`,
            lasts: "10m",
            severity: "warning",
            summary: "one of 100 writes to the log of {{ $labels.pod }} takes longer than {{ $value }} ms",
        },
        {
            name: "KafkaZooKeeperSessionExpired",
            expr: `sum by (pod) (increase(kafka_zookeeper_sessions_expired_total${own}[15m])) > 0`,
            lasts: "0m",
            severity: "warning",
            summary:
                "ZooKeeper has ended the session of {{ $labels.pod }}, which was out of the cluster until it had another",
        },
    ];
}
