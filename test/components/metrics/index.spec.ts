import assert from "node:assert/strict";
import { parse } from "yaml";
import { Metrics } from "../../../components/metrics";
import { Cluster, watched } from "../../../stack/cluster";
import { all, at, deploy, find, list, named, text, texts } from "../../harness";
import type { Deployment, Json } from "../../harness";
import { containerOf, environmentOf, kafka, podOf, settingsOf, zooKeeper } from "../parts";

const on = { metrics: { enabled: true } };

async function made(metrics: object): Promise<Deployment> {
    const settings = settingsOf({ metrics: { enabled: true, ...metrics } });
    return deploy(
        () =>
            new Metrics("kafka-metrics", { namespace: "apps", settings: settings.metrics, watched: watched(settings) }),
    );
}

describe("metrics of the brokers", () => {
    it("come from an agent that an image of its own brings, and that the broker only reads", async () => {
        const pod = podOf(find(await kafka(on), "StatefulSet", "kafka"));
        const init = named(pod, "metrics-agent", "initContainers");
        assert.deepEqual(texts(init, "command"), ["cp", "/javaagent.jar", "/metrics-agent/javaagent.jar"]);
        assert.match(text(init, "image"), /autoinstrumentation-java:/);
        assert.equal(at(init, "securityContext", "readOnlyRootFilesystem"), true);
        const mount = named(named(pod, "kafka", "containers"), "metrics-agent", "volumeMounts");
        assert.deepEqual(mount, { name: "metrics-agent", mountPath: "/metrics-agent", readOnly: true });
    });

    it("are at 9464, which Prometheus finds by its name and by the annotations", async () => {
        const deployment = await kafka(on);
        const container = containerOf(deployment, "StatefulSet", "kafka", "kafka");
        assert.equal(at(named(container, "metrics", "ports"), "containerPort"), 9464);
        const environment = environmentOf(container);
        assert.equal(environment["METRICS_AGENT"], "/metrics-agent/javaagent.jar");
        assert.equal(environment["METRICS_PORT"], "9464");
        const set = find(deployment, "StatefulSet", "kafka").inputs;
        assert.deepEqual(at(set, "spec", "template", "metadata", "annotations"), {
            "prometheus.io/scrape": "true",
            "prometheus.io/port": "9464",
            "prometheus.io/path": "/metrics",
            "kubectl.kubernetes.io/default-container": "kafka",
        });
    });

    it("leave the heap of a small broker less", async () => {
        const heap = async (groups: object) =>
            environmentOf(
                containerOf(await kafka({ brokers: { memory: "640Mi" }, ...groups }), "StatefulSet", "kafka", "kafka"),
            )["BROKER_HEAP_MIB"];
        assert.deepEqual([await heap({}), await heap(on)], ["320", "256"]);
    });

    it("leave no trace in the pod where there are none", async () => {
        const deployment = await kafka();
        const set = find(deployment, "StatefulSet", "kafka").inputs;
        assert.equal(at(set, "spec", "template", "metadata", "annotations"), undefined);
        assert.doesNotMatch(JSON.stringify(set), /metrics/i);
        const [files] = all(deployment, "ConfigMap").filter(({ inputs }) =>
            text(inputs, "metadata", "name").includes("config"),
        );
        assert.ok(at(files?.inputs, "data", "start.sh") !== undefined);
        assert.equal(at(files?.inputs, "data", "metrics.yaml"), undefined);
    });
});

describe("metrics of the ensemble", () => {
    it("are at 7000, by ZooKeeper's own provider", async () => {
        const deployment = await zooKeeper(on);
        const container = containerOf(deployment, "StatefulSet", "zookeeper", "zookeeper");
        assert.equal(at(named(container, "metrics", "ports"), "containerPort"), 7000);
        const files = all(deployment, "ConfigMap").map(({ inputs }) => at(inputs, "data", "zoo.cfg"));
        const [config] = files.filter((one) => typeof one === "string");
        assert.match(String(config), /^metricsProvider\.httpPort=7000$/m);
    });
});

describe("what is made of metrics", () => {
    const objects = ({ resources }: Deployment) => resources.filter(({ type }) => type.startsWith("kubernetes:"));
    const kinds = (deployment: Deployment) =>
        objects(deployment)
            .map(({ type, inputs }) => `${type.split(":").at(-1) ?? ""} ${text(inputs, "metadata", "name")}`)
            .sort();
    const dashboards = ["brokers", "cluster", "consumers", "jvm", "topics", "zookeeper"].map(
        (one) => `ConfigMap kafka-dashboard-${one}`,
    );

    it("are rules in a ConfigMap, and dashboards for Grafana's sidecar", async () => {
        const deployment = await made({});
        assert.deepEqual(kinds(deployment), ["ConfigMap kafka-alerts", ...dashboards]);
        const rules = parse(
            text(find(deployment, "ConfigMap", "kafka-metrics-alerts").inputs, "data", "kafka.rules.yaml"),
        ) as Json;
        assert.ok(list(rules, "groups").flatMap((group) => list(group, "rules")).length >= 25);
        const dashboard = find(deployment, "ConfigMap", "kafka-metrics-dashboard-cluster").inputs;
        assert.equal(at(dashboard, "metadata", "labels", "grafana_dashboard"), "1");
    });

    it("know when a certificate ends that the program renews, and of no other", async () => {
        const certified = async (
            tls: { readonly generated: true } | { readonly secret: string },
        ): Promise<readonly string[]> => {
            const deployment = await deploy(
                () =>
                    new Cluster("cluster", {
                        metrics: { enabled: true },
                        security: { authentication: "required", tls },
                    }),
            );
            const rules = text(
                find(deployment, "ConfigMap", "kafka-metrics-alerts").inputs,
                "data",
                "kafka.rules.yaml",
            );
            return rules.match(/vector\(\d+ - time\(\)\) < 30 \* 86400/g) ?? [];
        };
        assert.equal((await certified({ generated: true })).length, 1);
        assert.equal((await certified({ secret: "own" })).length, 0);
    });

    it("are PodMonitors and a PrometheusRule where the operator is, with the labels that it selects by", async () => {
        const deployment = await made({ operator: true, dashboards: false, labels: { release: "prometheus" } });
        assert.deepEqual(kinds(deployment), [
            "PodMonitor kafka",
            "PodMonitor kafka-lag",
            "PodMonitor zookeeper",
            "PrometheusRule kafka-alerts",
        ]);
        for (const { inputs } of objects(deployment)) {
            assert.equal(at(inputs, "metadata", "labels", "release"), "prometheus");
        }
        const { inputs } = find(deployment, "PodMonitor", "kafka-metrics-kafka");
        assert.deepEqual(at(inputs, "spec"), {
            selector: { matchLabels: { "app.kubernetes.io/name": "kafka", "app.kubernetes.io/instance": "kafka" } },
            podMetricsEndpoints: [{ port: "metrics", path: "/metrics", interval: "30s" }],
        });
    });
});
