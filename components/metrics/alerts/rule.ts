/** How soon somebody must look: at once, day and night, or on the next working day. */
type Severity = "critical" | "warning";

/** An alert as Prometheus takes it (prometheus.io/docs/prometheus/latest/configuration/alerting_rules). */
export interface Alert {
    /** Its name: also that of its section in docs/alerts.md. */
    readonly name: string;
    /** When it is so: PromQL. */
    readonly expr: string;
    /** For how long it must be so: a duration of Prometheus. */
    readonly lasts: string;
    /** How soon somebody must look. */
    readonly severity: Severity;
    /** What is wrong, in one line; a template of Prometheus. */
    readonly summary: string;
}

/** What the rules are about. */
export interface Watched {
    /** Namespace of the cluster, which a Prometheus of many clusters tells them apart by. */
    readonly namespace: string;
    /** How many brokers there are. */
    readonly brokers: number;
    /** How many servers the ensemble has. */
    readonly servers: number;
    /** The disk of one broker in bytes. */
    readonly brokerDisk: number;
    /** Whether the console runs. */
    readonly withConsole: boolean;
    /** Whether the program's own pod shows the lag of consumers. */
    readonly withLag: boolean;
    /** Whether ZooKeeper is backed up. */
    readonly withBackups: boolean;
    /** When the brokers' certificate ends if no `pulumi up` renews it, in seconds since 1970; undefined where another renews it, or there is none. */
    readonly certificateEnds?: number | undefined;
}

/** The labels that tell one cluster's series; `more` are matchers beside them. */
export function of({ namespace }: Watched, ...more: readonly string[]): string {
    return `{${[`namespace="${namespace}"`, ...more].join(",")}}`;
}
