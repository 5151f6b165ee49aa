import * as k8s from "@pulumi/kubernetes";
import { strict as assert } from "node:assert";
import { fixture } from "./fixture";
import { unique } from "./stack";

// Nobody listens on the port of the discard service.
const nowhere = JSON.stringify({
    apiVersion: "v1",
    kind: "Config",
    clusters: [{ name: "none", cluster: { server: "https://127.0.0.1:9" } }],
    users: [{ name: "none", user: { token: "none" } }],
    contexts: [{ name: "none", context: { cluster: "none", user: "none" } }],
    "current-context": "none",
});

describe("contract: a cluster that is away", function () {
    const { namespace, client, stack, at } = fixture(this);

    const program =
        (name: string, value = "1") =>
        () => {
            new k8s.core.v1.ConfigMap(name, { metadata: { name, namespace, labels: { a: value } } });
            return undefined;
        };

    it("previews creates all the same", async () => {
        const name = unique("foretold");
        const { failed, steps, output } = await stack({ "kubernetes:kubeconfig": nowhere }).preview(program(name));
        assert.equal(failed, false, output);
        assert.deepEqual(
            steps.map(({ op }) => op),
            ["create"],
        );
    });

    it("fails real operations, and says that the cluster is unreachable", async () => {
        const test = stack({ "kubernetes:kubeconfig": nowhere });
        const { failed, output } = await test.up(program(unique("impossible")));
        assert.equal(failed, true);
        assert.match(output, /configured Kubernetes cluster is unreachable: /);
    });

    it("previews updates, fails deletes with the way out, and takes it when told to", async () => {
        const name = unique("lost");
        const test = stack();
        await test.deploy(program(name));
        // A destroy takes the provider's options from the state, but the ambient kubeconfig from the environment.
        await test.setVariable("KUBECONFIG", test.write("nowhere.json", nowhere));
        const preview = await test.preview(program(name, "2"));
        assert.deepEqual([preview.failed, preview.steps.map(({ op }) => op)], [false, ["update"]], preview.output);
        const kept = await test.destroy();
        assert.equal(kept.failed, true);
        assert.match(kept.output, /PULUMI_K8S_DELETE_UNREACHABLE/);
        await test.setVariable("PULUMI_K8S_DELETE_UNREACHABLE", "true");
        assert.equal((await test.destroy()).failed, false);
        assert.equal(test.resource(name), undefined);
        assert.notEqual(await client.find(at("v1", "ConfigMap", name)), undefined);
    });
});
