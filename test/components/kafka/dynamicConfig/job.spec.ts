import assert from "node:assert/strict";
import { dynamicConfigTask } from "../../../../components/kafka/dynamicConfig";
import { loginMount } from "../../../../components/kafka/logins";
import { toolJob } from "../../../../components/kafka/toolJob";
import type { ToolJob } from "../../../../components/kafka/toolJob";
import { at, list, text } from "../../../harness";
import type { Json } from "../../../harness";
import { violations } from "../../kubernetes/restricted";
import { environmentOf, settingsOf } from "../../parts";

function job(brokers: object = {}, images: object = {}): ToolJob {
    const settings = settingsOf({ brokers, images });
    return {
        settings: settings.brokers,
        image: settings.images.kafka,
        pulling: settings.images,
        labels: { part: "settings" },
        scripts: "kafka-tools-12345678",
        address: { name: "BOOTSTRAP", value: "kafka-headless.apps.svc.example.internal:9092" },
        mounts: [loginMount(settings.security)],
    };
}

function named(made: ToolJob): ReturnType<typeof toolJob> {
    return toolJob(made, dynamicConfigTask(made.settings));
}

function made(brokers?: object, images?: object): Json {
    return JSON.parse(JSON.stringify(named(job(brokers, images)).spec)) as Json;
}

function container(brokers?: object, images?: object): Json {
    return list(made(brokers, images), "template", "spec", "containers")[0] ?? {};
}

describe("the Job of the dynamic properties", () => {
    it("carries the properties that running brokers can change, sorted, and no others", () => {
        const config = {
            "num.io.threads": 16,
            "log.retention.hours": 5,
            "compression.type": "zstd",
            "max.connections": "${env:X}",
        };
        const environment = environmentOf(container({ config }));
        assert.equal(environment["WANTED"], "compression.type=zstd\nnum.io.threads=16");
        assert.equal(environment["ESCAPED"], environment["WANTED"]);
        assert.equal(environment["BOOTSTRAP"], "kafka-headless.apps.svc.example.internal:9092");
    });

    it("writes values for Kubernetes, which reads two dollars as one, and for Java", () => {
        const environment = environmentOf(container({ config: { "metric.reporters": "ü$(HOME) $$\\" } }));
        assert.equal(environment["WANTED"], "metric.reporters=ü$$(HOME) $$$$\\");
        assert.equal(environment["ESCAPED"], "metric.reporters=\\u00fc$$(HOME) $$$$\\\\");
    });

    it("runs where the brokers may, by their image, within the level restricted", () => {
        const spec = at(
            made(
                { nodeSelector: { disk: "ssd" }, priorityClass: "high" },
                { registry: "mirror.example.com", pullSecrets: ["s"] },
            ),
            "template",
            "spec",
        );
        assert.ok(spec !== undefined);
        assert.deepEqual(violations(spec), []);
        assert.deepEqual(at(spec, "nodeSelector"), { "kubernetes.io/os": "linux", disk: "ssd" });
        assert.equal(at(spec, "priorityClassName"), "high");
        assert.deepEqual(at(spec, "imagePullSecrets"), [{ name: "s" }]);
        assert.equal(text(list(spec, "containers")[0] ?? {}, "image"), "mirror.example.com/apache/kafka:3.9.2");
        assert.equal(at(spec, "automountServiceAccountToken"), false);
    });

    const cpuOf = (brokers: object): unknown =>
        ["requests", "limits"].map((kind) => at(container(brokers), "resources", kind, "cpu"));

    it("has the brokers' limit of CPU, and requests as much as they do, up to a little", () => {
        assert.deepEqual(cpuOf({ cpu: "2", cpuLimit: "4" }), ["100m", "4"]);
        assert.deepEqual(cpuOf({ cpu: 0.05, cpuLimit: "60m" }), ["0.05", "60m"]);
        assert.deepEqual(cpuOf({}), ["100m", undefined]);
    });

    it("fails for good when trying again cannot help, and keeps its pod with what it said", () => {
        const spec = made();
        assert.equal(at(spec, "backoffLimit"), 0);
        assert.deepEqual(
            list(spec, "podFailurePolicy", "rules").map((rule) => [
                at(rule, "action"),
                at(rule, "onExitCodes", "operator"),
                at(rule, "onExitCodes", "values"),
            ]),
            [
                ["Ignore", undefined, undefined],
                ["Ignore", "NotIn", [3]],
            ],
        );
        assert.equal(at(spec, "template", "spec", "restartPolicy"), "Never");
        assert.equal(at(container(), "terminationMessagePolicy"), "FallbackToLogsOnError");
        assert.equal(at(spec, "activeDeadlineSeconds"), 1800);
    });

    it("has another name for other properties, image or place, and the same for the same in another order", () => {
        const name = (brokers?: object, images?: object) => named(job(brokers, images)).jobName;
        const plain = name();
        assert.match(plain, /^kafka-settings-[0-9a-f]{8}$/);
        assert.equal(name({ replicas: 5, memory: "4Gi", config: { "log.retention.hours": 5 } }), plain);
        const [a, b] = [{ "num.io.threads": 16 }, { "log.retention.ms": 5 }];
        assert.equal(name({ config: { ...a, ...b } }), name({ config: { ...b, ...a } }));
        const others = [
            name({ config: a }),
            name({ config: b }),
            name({}, { kafka: "apache/kafka:3.9.1" }),
            name({ nodeSelector: { a: "b" } }),
            named({ ...job(), scripts: "kafka-tools-87654321" }).jobName,
        ];
        assert.equal(new Set([plain, ...others]).size, 6);
        assert.equal(named({ ...job(), address: { name: "BOOTSTRAP", value: "elsewhere:9092" } }).jobName, plain);
    });
});
