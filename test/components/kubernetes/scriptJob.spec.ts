import assert from "node:assert/strict";
import { containerSecurity } from "../../../components/kubernetes/podSecurity";
import { scriptJob } from "../../../components/kubernetes/scriptJob";
import type { ScriptJob } from "../../../components/kubernetes/scriptJob";
import { at, list, texts } from "../../harness";
import type { Json } from "../../harness";
import { violations } from "./restricted";

const plain: ScriptJob = {
    labels: { app: "a" },
    scheduling: { nodeSelector: { disk: "ssd" }, tolerations: [] },
    image: "quay.io/a/b:1",
    pulling: { pullPolicy: "Always", pullSecrets: ["hub"], registry: "mirror.example.com" },
    script: "exit 0\n",
    deadline: 60,
    restartPolicy: "OnFailure",
    container: { name: "work", env: [{ name: "A", value: "1" }], securityContext: containerSecurity },
};

function made(job: Partial<ScriptJob> = {}): Json {
    return JSON.parse(JSON.stringify(scriptJob({ ...plain, ...job }))) as Json;
}

describe("scriptJob", () => {
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
        assert.deepEqual(at(pod, "nodeSelector"), { disk: "ssd" });
        assert.deepEqual(at(pod, "imagePullSecrets"), [{ name: "hub" }]);
        assert.deepEqual(violations(pod), []);
        assert.deepEqual(at(made(), "template", "metadata", "labels"), { app: "a" });
    });

    it("gives up and starts again as it is told", () => {
        assert.equal(at(made(), "activeDeadlineSeconds"), 60);
        assert.equal(at(made(), "template", "spec", "restartPolicy"), "OnFailure");
        assert.equal(at(made({ restartPolicy: "Never" }), "template", "spec", "restartPolicy"), "Never");
    });

    it("has volumes where there are any", () => {
        assert.equal(at(made(), "template", "spec", "volumes"), undefined);
        const volumes = [{ name: "scratch", emptyDir: {} }];
        assert.deepEqual(at(made({ volumes }), "template", "spec", "volumes"), volumes);
    });
});
