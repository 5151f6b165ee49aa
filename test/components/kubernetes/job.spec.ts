import assert from "node:assert/strict";
import { oneShotJob } from "../../../components/kubernetes/job";
import type { OneShotJob } from "../../../components/kubernetes/job";
import { at, list, texts } from "../../harness";
import type { Json } from "../../harness";
import { violations } from "./restricted";

const plain: OneShotJob = {
    labels: { app: "a" },
    part: { nodeSelector: { disk: "ssd" }, tolerations: [], cpu: "2" },
    image: "quay.io/a/b:1",
    pulling: { pullPolicy: "Always", pullSecrets: ["hub"], registry: "mirror.example.com" },
    command: ["/bin/bash", "-c", "exit 0\n"],
    deadlineSeconds: 60,
    memory: "192Mi",
    container: { name: "work", env: [{ name: "A", value: "1" }], mounts: [] },
};

function made(job: Partial<OneShotJob> = {}): Json {
    return JSON.parse(JSON.stringify(oneShotJob({ ...plain, ...job }))) as Json;
}

describe("oneShotJob", () => {
    it("runs the script in the one container, from where images are pulled", () => {
        const containers = list(made(), "template", "spec", "containers");
        assert.equal(containers.length, 1);
        assert.deepEqual(texts(containers[0], "command"), ["/bin/bash", "-c", "exit 0\n"]);
        assert.equal(at(containers[0], "image"), "mirror.example.com/a/b:1");
        assert.equal(at(containers[0], "imagePullPolicy"), "Always");
        assert.deepEqual(list(containers[0], "env"), [{ name: "A", value: "1" }]);
    });

    it("runs where it is asked to, within the level restricted", () => {
        const pod = at(made(), "template", "spec") ?? {};
        assert.deepEqual(at(pod, "nodeSelector"), { "kubernetes.io/os": "linux", disk: "ssd" });
        assert.deepEqual(at(pod, "imagePullSecrets"), [{ name: "hub" }]);
        assert.deepEqual(violations(pod), []);
        assert.deepEqual(at(made(), "template", "metadata", "labels"), { app: "a" });
    });

    it("gives up at its deadline, and when the script says that there is no hope; whatever else ends a pod does not count", () => {
        assert.equal(at(made(), "activeDeadlineSeconds"), 60);
        assert.equal(at(made(), "backoffLimit"), 0);
        assert.equal(at(made(), "template", "spec", "restartPolicy"), "Never");
        assert.deepEqual(at(made(), "podFailurePolicy", "rules"), [
            { action: "Ignore", onPodConditions: [{ type: "DisruptionTarget", status: "True" }] },
            { action: "Ignore", onExitCodes: { containerName: "work", operator: "NotIn", values: [3] } },
        ]);
    });

    it("can write to /tmp only, and has further volumes where there are any", () => {
        const scratch = { name: "scratch", emptyDir: { sizeLimit: "64Mi" } };
        assert.deepEqual(at(made(), "template", "spec", "volumes"), [scratch]);
        const volumes = [{ name: "scripts", configMap: { name: "a" } }];
        const mounts = [{ name: "scripts", mountPath: "/a", readOnly: true }];
        const spec = at(made({ volumes, container: { ...plain.container, mounts } }), "template", "spec");
        assert.deepEqual(at(spec, "volumes"), [...volumes, scratch]);
        assert.deepEqual(at(list(spec, "containers")[0], "volumeMounts"), [
            ...mounts,
            { name: "scratch", mountPath: "/tmp" },
        ]);
    });

    it("has its own memory, no more CPU than a Job needs, and says in its last words why it failed", () => {
        const container = list(made(), "template", "spec", "containers")[0];
        assert.deepEqual(at(container, "resources", "requests"), {
            cpu: "100m",
            memory: "192Mi",
            "ephemeral-storage": "114Mi",
        });
        assert.equal(at(container, "terminationMessagePolicy"), "FallbackToLogsOnError");
    });
});
