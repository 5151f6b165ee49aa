import * as pulumi from "@pulumi/pulumi";
import assert from "node:assert/strict";
import { metadataOf } from "../../../components/kubernetes/metadata";
import { rememberedSecret } from "../../../components/kubernetes/secret";
import type { LiveObject } from "../../../components/live/object";
import { unowned } from "../../../components/ownership";
import { at, deploy, find, secretData, valueOf } from "../../harness";

class Part extends pulumi.ComponentResource {}

describe("a Secret whose values are made up once", () => {
    /** The values of a Secret of generation 2, where the cluster holds this. */
    const values = async (held: Partial<LiveObject> | undefined) => {
        const asked: string[] = [];
        let made: Readonly<Record<"password" | "user", pulumi.Output<string>>> | undefined;
        const deployment = await deploy(() => {
            made = rememberedSecret(new Part("t:index:Part", "part"), "credentials", {
                secretName: "console",
                namespace: "apps",
                metadata: metadataOf("kafka", "kafka", "apps", {}),
                ownership: {
                    ...unowned,
                    held: ({ kind, metadata }) => {
                        asked.push(`${kind} ${metadata.namespace ?? ""}/${metadata.name}`);
                        return Promise.resolve(held as LiveObject | undefined);
                    },
                },
                generation: "2",
                made: { password: pulumi.secret("new"), user: "admin" },
                derived: ({ password, user }) => ({ line: pulumi.interpolate`${user}:${password}` }),
            }).values;
        });
        assert.deepEqual(asked, ["Secret apps/console"]);
        assert.ok(made);
        assert.ok(await pulumi.isSecret(made.password));
        const { inputs } = find(deployment, "Secret", "credentials");
        assert.equal(at(inputs, "metadata", "annotations", "kafka.stack/generation"), "2");
        // Out of the values that count, not of those that were made up.
        assert.equal(
            at(inputs, "stringData", "value", "line"),
            `${await valueOf(made.user)}:${await valueOf(made.password)}`,
        );
        return { password: await valueOf(made.password), user: await valueOf(made.user) };
    };
    const secret = (generation: string, data: Readonly<Record<string, string>>) => ({
        metadata: { name: "console", annotations: { "kafka.stack/generation": generation } },
        data: secretData(data),
    });

    it("has the values that were made up, where the cluster has none", async () => {
        assert.deepEqual(await values(undefined), { password: "new", user: "admin" });
    });

    it("has those of the cluster, which a lost state has forgotten", async () => {
        assert.deepEqual(await values(secret("2", { password: "öld" })), { password: "öld", user: "admin" });
    });

    it("has new ones where another generation is wanted", async () => {
        assert.deepEqual(await values(secret("1", { password: "old" })), { password: "new", user: "admin" });
    });
});
