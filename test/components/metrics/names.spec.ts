import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { dashboards } from "../../../components/metrics";
import { grafana } from "../../../components/metrics/dashboards/dashboard";
import { watched } from "../../../stack/cluster";
import { settingsOf } from "../parts";
import { expressions, metricsOf, ofKubernetes } from "./expressions";

interface Mapping {
    readonly metric: string;
    readonly type: string;
    readonly unit: string;
}

const rules = parse(readFileSync(join(__dirname, "../../../components/kafka/metrics/metrics.yaml"), "utf8")) as {
    readonly rules: readonly { readonly bean: string; readonly mapping: Readonly<Record<string, Mapping>> }[];
};
const mappings = rules.rules.flatMap(({ mapping }) => Object.values(mapping));

const units: Readonly<Record<string, string>> = { By: "_bytes", ms: "_milliseconds" };

/** What Prometheus calls a metric of OpenTelemetry's (opentelemetry.io, specs, compatibility, Prometheus and OpenMetrics). */
function inPrometheus({ metric, type, unit }: Mapping): string {
    return `${metric.replaceAll(".", "_")}${units[unit] ?? ""}${type === "counter" ? "_total" : ""}`;
}

/** Of the agent's and ZooKeeper's own, those that are used: test/cluster/metrics.spec.ts sees that they exist. */
const others = [
    ...["class_count", "cpu_time_seconds_total", "gc_duration_seconds_sum", "memory_limit_bytes", "memory_used_bytes"],
    ...["memory_used_after_last_gc_bytes", "thread_count", "memory_bytes_used", "gc_collection_seconds_sum"],
].map((name) => `jvm_${name}`);
const ofServers = [
    ...["uptime", "synced_followers", "outstanding_requests", "fsynctime", "readlatency", "updatelatency"],
    ...["packets_received", "num_alive_connections", "znode_count", "approximate_data_size", "watch_count"],
    "process_cpu_seconds_total",
];
/** What lag.awk and lag.sh make: test/components/kafka/lag.spec.ts sees that they do. */
const ofLag = ["up", "known_timestamp_seconds"].map((name) => `kafka_lag_${name}`);
const ofConsumers = [
    ...["lag", "lag_sum", "current_offset", "current_offset_sum", "members"].map((name) => `consumergroup_${name}`),
    "topic_partition_current_offset",
].map((name) => `kafka_${name}`);
const cluster = watched(settingsOf({ metrics: { enabled: true } }));

describe("the metrics that alerts and dashboards use", () => {
    const known = new Set([...mappings.map(inPrometheus), ...others, ...ofServers, ...ofLag, ...ofConsumers]);
    const exprs = expressions(cluster);

    it("are shown by brokers, servers or Kubernetes", () => {
        assert.ok(exprs.length > 80);
        const unknown = exprs.flatMap(({ where, expr }) => {
            const names = metricsOf(expr);
            assert.ok(names.length > 0, where);
            return names
                .filter((name) => !known.has(name) && !ofKubernetes.test(name))
                .map((name) => `${where}: ${name}`);
        });
        assert.deepEqual(unknown, []);
    });

    it("are always those of this cluster's namespace", () => {
        for (const { where, expr } of exprs) {
            const all = metricsOf(expr).length;
            assert.equal(expr.split('{namespace="kafka"').length - 1, all, where);
        }
    });

    it("are each said once, and none of a unit whose name the agent's versions spell in two ways", () => {
        const names = mappings.map(inPrometheus);
        assert.equal(new Set(names).size, names.length);
        for (const { metric, unit } of mappings) {
            assert.ok(unit in units || /^\{\w+\}$/.test(unit), metric);
        }
    });
});

describe("dashboards", () => {
    it("fit a ConfigMap, have ids of their own, and panels that do not overlap", () => {
        const uids = dashboards(cluster).map((one) => {
            const json = grafana(one, "kafka");
            assert.ok(json.length < 2 ** 18);
            const { uid, panels } = JSON.parse(json) as {
                readonly uid: string;
                readonly panels: readonly {
                    readonly id: number;
                    readonly gridPos: Readonly<Record<"x" | "y" | "w" | "h", number>>;
                }[];
            };
            const taken = new Set<string>();
            for (const { id, gridPos } of panels) {
                assert.ok(gridPos.x + gridPos.w <= 24, String(id));
                for (let x = gridPos.x; x < gridPos.x + gridPos.w; x++) {
                    for (let y = gridPos.y; y < gridPos.y + gridPos.h; y++) {
                        assert.ok(!taken.has(`${x} ${y}`), `${one.name} ${id}`);
                        taken.add(`${x} ${y}`);
                    }
                }
            }
            assert.equal(new Set(panels.map(({ id }) => id)).size, panels.length);
            return uid;
        });
        assert.equal(new Set(uids).size, uids.length);
    });
});
