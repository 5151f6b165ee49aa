import * as pulumi from "@pulumi/pulumi";
import assert from "node:assert/strict";
import { checkedPassword, passwordProblems } from "../../../../components/kafka/users/passwords";
import { render } from "../../../../schema/problems";
import { Cluster } from "../../../../stack/cluster";
import type { ClusterArgs } from "../../../../stack/cluster";
import { at, deploy, find, text } from "../../../harness";

const again = "set it again: pulumi config set --secret --path";
const unusable = `a secret that cannot be used: must be 12 to 128 letters, digits and . _ ~ ! @ # % ^ * + = : ? / -; ${again}`;

describe("passwords that are given", () => {
    const problems = (given: unknown, isSecret = true) =>
        passwordProblems(given, isSecret, ["orders", "billing"]).map(render);

    it("may be of everything that Kafka's files take as it is", () => {
        const longest = "a".repeat(128);
        assert.deepEqual(problems({ orders: "aZ09._~!@#%^*+=:?/-", billing: longest }), []);
    });

    const unfit: readonly (readonly [name: string, password: unknown])[] = [
        ["empty", ""],
        ["short", "hunter2hunt"],
        ["long", "h".repeat(129)],
        ["a number", 1234567890123],
        ["a map", { secure: "v1:abc" }],
        ...Array.from("\"'\\$,;[]{}()<>|&` \t\nöü").map(
            (letter) => [`with ${JSON.stringify(letter)}`, `hunter2hunter2${letter}`] as const,
        ),
    ];
    for (const [name, password] of unfit) {
        it(`are refused, and not shown: ${name}`, () => {
            assert.deepEqual(problems({ orders: password }), [
                `kafka:passwords.orders is ${unusable} kafka:passwords.orders`,
            ]);
        });
    }

    it("are secrets", () => {
        const [line, ...others] = problems({ orders: "hunter2hunter2" }, false);
        assert.deepEqual(others, []);
        assert.equal(
            line,
            `kafka:passwords.orders is in plain text: must be a secret; ${again} kafka:passwords.orders`,
        );
    });

    it("are of users, by their names", () => {
        assert.deepEqual(problems({ order: "hunter2hunter2", "kafka-broker-1": "hunter2hunter2" }), [
            "kafka:passwords.order is of nobody: did you mean kafka:passwords.orders?",
            "kafka:passwords.kafka-broker-1 is of nobody: must have the name of a user of kafka:users",
        ]);
        assert.deepEqual(passwordProblems({ order: "hunter2hunter2" }, true, undefined), []);
    });

    for (const [name, given, shown] of [
        ["a list", ["hunter2"], "a secret"],
        ["a text", "hunter2", "a secret"],
    ] as const) {
        it(`are a map, and not ${name}`, () => {
            assert.deepEqual(problems(given), [
                `kafka:passwords is ${shown}: must be a map from names of users to secrets`,
            ]);
        });
    }
});

describe("users with a password that is given", () => {
    const deployed = (passwords: NonNullable<ClusterArgs["passwords"]>) =>
        deploy(
            () =>
                new Cluster("cluster", {
                    security: { authentication: "required" },
                    users: [{ name: "orders", passwordVersion: 2 }, { name: "billing" }],
                    passwords,
                }),
        );

    it("have it in their files and in the Secret that is written to Kafka, and none is made up", async () => {
        const deployment = await deployed({ orders: pulumi.output("own:password=1") });
        const { inputs } = find(deployment, "Secret", "kafka-users-orders-login");
        assert.equal(at(inputs, "stringData", "value", "password"), "own:password=1");
        assert.match(
            text(inputs, "stringData", "value", "client.properties"),
            /username="orders" password="own:password=1";/,
        );
        assert.equal(at(inputs, "metadata", "annotations", "kafka.stack/generation"), undefined);
        const everybody = find(deployment, "Secret", "kafka-users-passwords").inputs;
        assert.equal(at(everybody, "stringData", "value", "orders"), "own:password=1");
        const madeUp = deployment.resources.filter(({ type }) => type === "random:index/randomPassword:RandomPassword");
        assert.deepEqual(
            madeUp.map(({ name }) => name).filter((name) => /orders|billing/.test(name)),
            ["kafka-users-billing-password"],
        );
    });

    it("are written anew where it is another", async () => {
        const job = async (password: string) =>
            text(find(await deployed({ orders: password }), "Job", "kafka-users-users").inputs, "metadata", "name");
        assert.notEqual(await job("own:password=1"), await job("own:password=2"));
    });

    it("are refused where a program gives one that nobody has, or that cannot be used", () => {
        assert.throws(
            () => new Cluster("cluster", { security: { authentication: "required" }, passwords: { orders: "x" } }),
            { message: "kafka:passwords.orders is of nobody: must have the name of a user of kafka:users" },
        );
        assert.throws(
            () => checkedPassword("orders", "hunter2"),
            (error: Error) => {
                assert.match(error.message, /^kafka:passwords\.orders is a secret that cannot be used/);
                // The SDK would print it, and what it can reach.
                return pulumi.RunError.isInstance(error) && error.stack === "";
            },
        );
    });
});
