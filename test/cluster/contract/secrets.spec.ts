import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { strict as assert } from "node:assert";
import { fixture } from "./fixture";
import { unique } from "./stack";

describe("contract: secrets", function () {
    const { namespace, client, stack, at } = fixture(this);
    const password = "correct horse battery staple";
    const encoded = Buffer.from(password).toString("base64");

    const program = (name: string, text: pulumi.Input<string>) => () => {
        const secret = new k8s.core.v1.Secret(name, { metadata: { name, namespace }, stringData: { password: text } });
        return { data: secret.data };
    };

    it("stores stringData encoded, and keeps it secret in the state and in the output whoever marked it", async () => {
        for (const text of [pulumi.secret(password), password]) {
            const name = unique("secret");
            const test = stack();
            const { output, outputs } = await test.deploy(program(name, text));
            const live = await client.get(at("v1", "Secret", name));
            assert.deepEqual(live["data"], { password: encoded });
            const state = JSON.stringify(test.resource(name));
            assert.equal(state.includes(password) || state.includes(encoded), false);
            assert.equal(output.includes(password) || output.includes(encoded), false);
            assert.deepEqual(outputs["data"], { secret: true, value: { password: encoded } });
        }
    });

    it("sees no difference when nothing changed, and replaces the Secret when it did", async () => {
        const name = unique("rotated");
        const test = stack();
        await test.deploy(program(name, password));
        assert.deepEqual((await test.deploy()).steps, []);
        const { steps, output } = await test.preview(program(name, "changed"));
        assert.ok(
            steps.some(({ op }) => op === "replace"),
            output,
        );
    });

    it("updates a Secret in place where the options make it mutable", async () => {
        const name = unique("mutable");
        const test = stack({ "kubernetes:enableSecretMutable": "true" });
        await test.deploy(program(name, password));
        const { steps } = await test.deploy(program(name, "changed"));
        assert.deepEqual(
            steps.map(({ op }) => op),
            ["update"],
        );
        const live = await client.get(at("v1", "Secret", name));
        assert.deepEqual(live["data"], { password: Buffer.from("changed").toString("base64") });
    });

    it("keeps a secret value of any other object secret", async () => {
        const name = unique("config");
        const test = stack();
        await test.deploy(() => {
            new k8s.core.v1.ConfigMap(name, {
                metadata: { name, namespace },
                data: { open: "to see", hidden: pulumi.secret(password) },
            });
            return undefined;
        });
        const state = JSON.stringify(test.resource(name));
        assert.equal(state.includes(password), false);
        assert.equal(state.includes("to see"), true);
    });
});
