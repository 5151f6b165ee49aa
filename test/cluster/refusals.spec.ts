import { strict as assert } from "node:assert";
import { Kubectl } from "./support/kubectl";
import { run } from "./support/run";
import { TestStack } from "./support/stack";
import type { Changes } from "./support/stackFile";

describe("what is refused, and what is only previewed", function () {
    this.timeout("5m");

    const accepted: readonly (readonly [what: string, base: "dev" | "prod", changes: Changes])[] = [
        ["prod's settings", "prod", {}],
        [
            "the article's StorageClass and NodePort",
            "dev",
            { "kafka:storage.nfs": true, "kafka:kafkaManager.service.type": "NodePort" },
        ],
        [
            "a StorageClass of any provisioner, with parameters",
            "dev",
            {
                "kafka:storage": {
                    provisioner: "ebs.csi.aws.com",
                    parameters: { type: "gp3" },
                    bindingMode: "Immediate",
                },
            },
        ],
    ];
    for (const [what, base, changes] of accepted) {
        it(`accepts ${what} on the API server (server-side dry run)`, async () => {
            const stack = new TestStack(base, "kafka-preview-e2e");
            try {
                await stack.init();
                stack.edit(changes);
                const preview = await stack.pulumi(["preview", "--non-interactive"]);
                assert.match(preview, /\+ \d+ to create/);
            } finally {
                stack.dispose();
            }
        });
    }

    it("previews without a cluster", async () => {
        const stack = new TestStack("prod", "kafka-prod-e2e");
        try {
            await stack.init();
            stack.edit({ "kubernetes:kubeconfig": "/nonexistent" });
            assert.match(await stack.pulumi(["preview", "--non-interactive"]), /\+ \d+ to create/);
        } finally {
            stack.dispose();
        }
    });

    it("refuses a bad stack file with every problem at once, and no stack trace", async () => {
        const stack = new TestStack("dev", "kafka-bad-e2e");
        try {
            await stack.init();
            stack.edit({ "kafka:zookeeper.replicas": 0, "kafka:brokers.memroy": "1Gi" });
            const { code, output } = await stack.tryPulumi(["preview", "--non-interactive"]);
            assert.notEqual(code, 0);
            assert.match(output, /kafka:zookeeper\.replicas is 0: must be an integer from 1 to 7/);
            assert.match(output, /kafka:brokers\.memroy is unknown: did you mean kafka:brokers\.memory\?/);
            assert.doesNotMatch(output, /\n\s+at .*\.ts:\d+/);
        } finally {
            stack.dispose();
        }
    });

    it("refuses in preview to take over an object of another owner", async () => {
        const stack = new TestStack("dev", "kafka-foreign-e2e");
        const kubectl = new Kubectl(stack.namespace);
        try {
            await run("kubectl", ["create", "namespace", stack.namespace]);
            await kubectl.call("create", "service", "clusterip", "zookeeper", "--tcp=2181:2181");
            await kubectl.call("annotate", "service", "zookeeper", "meta.helm.sh/release-name=other");
            await stack.init();
            stack.edit({ "kafka:namespace.manage": false });
            const { code, output } = await stack.tryPulumi(["preview", "--non-interactive"]);
            assert.notEqual(code, 0);
            assert.match(
                output,
                /Service zookeeper in namespace kafka-foreign-e2e exists already and belongs to Helm release other/,
            );
        } finally {
            await kubectl.remove();
            stack.dispose();
        }
    });

    it("refuses in preview to label a namespace of somebody else, and uses it as it is where that is asked for", async () => {
        const stack = new TestStack("dev", "kafka-shared-e2e");
        const kubectl = new Kubectl(stack.namespace);
        try {
            await run("kubectl", ["create", "namespace", stack.namespace]);
            await stack.init();
            const { code, output } = await stack.tryPulumi(["preview", "--non-interactive"]);
            assert.notEqual(code, 0);
            assert.match(
                output,
                /Namespace kafka-shared-e2e exists already and belongs to somebody else: set kafka:namespace\.manage/,
            );
            stack.edit({ "kafka:namespace.manage": false });
            assert.match(await stack.pulumi(["preview", "--non-interactive"]), /\+ \d+ to create/);
        } finally {
            await kubectl.remove();
            stack.dispose();
        }
    });
});
