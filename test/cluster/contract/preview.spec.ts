import * as k8s from "@pulumi/kubernetes";
import { strict as assert } from "node:assert";
import { field } from "./cluster";
import { fixture } from "./fixture";
import { unique } from "./stack";

describe("contract: previews", function () {
    const { namespace, client, stack, at } = fixture(this);

    const service = (name: string, port: number, label?: string) => () => {
        new k8s.core.v1.Service(name, {
            metadata: { name, namespace, labels: label === undefined ? {} : { label } },
            spec: { clusterIP: "None", ports: [{ port }] },
        });
        return undefined;
    };

    it("foretells a create and makes nothing", async () => {
        const name = unique("foretold");
        const { failed, steps } = await stack().preview(service(name, 80));
        assert.equal(failed, false);
        assert.deepEqual(
            steps.map((step) => [step.op, step.name]),
            [["create", name]],
        );
        assert.equal(await client.find(at("v1", "Service", name)), undefined);
    });

    it("refuses an object that the API server would refuse", async () => {
        const { failed, output } = await stack().preview(service(unique("invalid"), 99999));
        assert.equal(failed, true);
        assert.match(output, /spec\.ports\[0\]\.port: Invalid value: 99999/);
    });

    it("refuses an edit that the API server would refuse, and changes nothing", async () => {
        const name = unique("edited");
        const test = stack();
        await test.deploy(service(name, 80));
        const { failed, output } = await test.preview(service(name, 99999));
        assert.equal(failed, true);
        assert.match(output, /spec\.ports\[\d\]\.port: Invalid value: 99999/);
        const live = await client.get(at("v1", "Service", name));
        assert.equal(JSON.stringify(field(live, "spec", "ports")).includes("99999"), false);
    });

    it("refuses the edit of a field that can never change and does not replace: a StorageClass's reclaim policy", async () => {
        const name = unique("class");
        const test = stack();
        const program = (reclaimPolicy: string) => () => {
            new k8s.storage.v1.StorageClass(name, {
                metadata: { name },
                provisioner: "contract.test/none",
                reclaimPolicy,
            });
            return undefined;
        };
        await test.deploy(program("Delete"));
        const { failed, output } = await test.preview(program("Retain"));
        assert.equal(failed, true);
        assert.match(output, /reclaimPolicy: (Forbidden|Invalid value)/);
        assert.equal((await test.destroy()).failed, false);
    });

    it("passes for objects in a namespace that the same program creates", async () => {
        const name = unique("later");
        const { failed, output } = await stack().preview(() => {
            new k8s.core.v1.Namespace(name, { metadata: { name } });
            new k8s.core.v1.ConfigMap(name, { metadata: { name, namespace: name }, data: { a: "1" } });
            return undefined;
        });
        assert.equal(failed, false, output);
    });

    it("passes with values that are only known later", async () => {
        const name = unique("unknown");
        const { failed, output, steps } = await stack().preview(() => {
            const first = new k8s.core.v1.ConfigMap(`${name}-first`, { metadata: { namespace } });
            new k8s.core.v1.ConfigMap(name, {
                metadata: { name, namespace },
                data: { uid: first.metadata.uid },
            });
            return undefined;
        });
        assert.equal(failed, false, output);
        assert.equal(steps.length, 2);
    });

    it("checks the first update after a create as it would be beside the list items that are to go", async () => {
        const name = unique("beside");
        const test = stack();
        await test.deploy(service(name, 80, "a"));
        assert.equal((await test.preview(service(name, 80, "b"))).failed, false);
        // The API server takes two ports only with names. The update itself first takes over the fields of the create, and then succeeds.
        const preview = await test.preview(service(name, 81, "b"));
        assert.equal(preview.failed, true);
        assert.match(preview.output, /spec\.ports\[\d\]\.name: Required value/);
        await test.deploy(service(name, 81, "b"));
        assert.equal((await test.preview(service(name, 82, "b"))).failed, false);
    });

    it("shows each changed path of an update", async () => {
        const name = unique("paths");
        const test = stack();
        await test.deploy(service(name, 80));
        const { steps } = await test.preview(service(name, 81));
        assert.deepEqual(steps, [{ op: "update", name, diff: { "spec.ports[0].port": "update" } }]);
    });

    it("does not refuse to create what exists: only the create itself does", async () => {
        const name = unique("present");
        await client.create({ ...at("v1", "ConfigMap", name) });
        const test = stack();
        const program = () => {
            new k8s.core.v1.ConfigMap(name, { metadata: { name, namespace } });
            return undefined;
        };
        assert.equal((await test.preview(program)).failed, false);
    });
});
