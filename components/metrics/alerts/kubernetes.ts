import { jobNames, workloadNames } from "../../../model/names";
import { of } from "./rule";
import type { Alert, Watched } from "./rule";

/**
 * What Kubernetes knows of the pods, by kube-state-metrics, and cert-manager of the certificate: a Prometheus of the whole Kubernetes cluster
 * scrapes both. Of a certificate that the program has made, it knows the end itself.
 */
export function kubernetesAlerts(watched: Watched): readonly Alert[] {
    const { backup, restore } = jobNames.zookeeper;
    // A Job that is taken again tells by its next one, and the failed one stays until then.
    const jobs = Object.values(jobNames)
        .flatMap((ofPart) => Object.values<string>(ofPart))
        .filter((name) => name !== backup && name !== restore);
    const ofBackup = of(watched, `cronjob="${backup}"`);
    const [made, begun, ended] = ["created", "status_last_schedule_time", "status_last_successful_time"].map(
        (of) => `kube_cronjob_${of}${ofBackup}`,
    );
    return [
        {
            name: "KafkaPodRestarts",
            expr: `increase(kube_pod_container_status_restarts_total${of(watched)}[1h]) > 2`,
            lasts: "0m",
            severity: "warning",
            summary: "{{ $labels.pod }} has restarted {{ $value }} times within an hour",
        },
        {
            name: "KafkaPodOutOfMemory",
            expr: `kube_pod_container_status_last_terminated_reason${of(watched, 'reason="OOMKilled"')} == 1 and on (namespace, pod, container) increase(kube_pod_container_status_restarts_total${of(watched)}[1h]) > 0`,
            lasts: "0m",
            severity: "warning",
            summary: "{{ $labels.pod }} took more memory than its limit, and was killed",
        },
        {
            name: "KafkaJobFailed",
            expr: `max by (job_name) (kube_job_status_failed${of(watched, `job_name=~"(${jobs.join("|")})-.*"`)}) > 0`,
            lasts: "1m",
            severity: "warning",
            summary: "the Job {{ $labels.job_name }} has failed: what the stack file asks for is not done",
        },
        {
            name: "KafkaCertificateExpires",
            expr: `certmanager_certificate_expiration_timestamp_seconds${of(watched)} - time() < 7 * 86400`,
            lasts: "1h",
            severity: "critical",
            summary:
                "the certificate {{ $labels.name }} expires in {{ $value | humanizeDuration }}, and has not been renewed",
        },
        ...(watched.certificateEnds === undefined
            ? []
            : [
                  {
                      name: "KafkaGeneratedCertificateExpires",
                      expr: `vector(${watched.certificateEnds} - time()) < 30 * 86400`,
                      lasts: "1h",
                      severity: "critical",
                      summary:
                          "the brokers' certificate expires in {{ $value | humanizeDuration }}: pulumi up renews it",
                  } as const,
              ]),
        ...(watched.withBackups
            ? [
                  {
                      name: "ZooKeeperBackupFailed",
                      expr: `${begun} > (${ended} or ${made})`,
                      lasts: "30m",
                      severity: "warning",
                      summary: "the last backup of ZooKeeper that was begun has not succeeded",
                  } as const,
                  {
                      name: "ZooKeeperBackupOld",
                      // A period is what lies between the last time and the next.
                      expr: `time() - (${ended} or ${made}) > 2 * (kube_cronjob_next_schedule_time${ofBackup} - (${begun} or ${made}))`,
                      lasts: "30m",
                      severity: "critical",
                      summary: "there is no backup of ZooKeeper that is younger than two periods of its schedule",
                  } as const,
              ]
            : []),
        ...(watched.withConsole
            ? [
                  {
                      name: "KafkaManagerDown",
                      expr: `kube_deployment_status_replicas_available${of(watched, `deployment="${workloadNames.kafkaManager}"`)} < 1`,
                      lasts: "10m",
                      severity: "warning",
                      summary: "the console does not answer, or its main actor does not",
                  } as const,
              ]
            : []),
    ];
}
