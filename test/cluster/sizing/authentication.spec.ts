import { strict as assert } from "node:assert";
import { at, text } from "../../harness";
import { inOrder } from "../support/inOrder";
import { Trial } from "./trial";

const step = "kafka:security.authentication";

const writer = {
    name: "writer",
    grants: [
        { topic: "closed", operations: ["All"] },
        { group: "load", operations: ["Read"] },
    ],
};

/**
 * A running cluster is closed step by step under continuous writes, its passwords are replaced, and it is opened again. Its table is that of
 * docs/authentication.md.
 */
describe("authentication turned on and off under continuous writes", function () {
    this.timeout("15m");
    inOrder(this);

    const trial = new Trial("kafka-authentication-e2e");

    after(() => trial.end());

    /** Every broker restarts once, every server where logins or passwords change; the console, too, where its login does. */
    const rolled = { kafka: 3 };
    const stepped = { ...rolled, zookeeper: 3 };
    const both = { ...stepped, "kafka-manager": 1 };

    it("begins with three brokers that anybody may use", async () => {
        await trial.begin({});
        await trial.write("open", 3);
    });

    it("refuses to close them in one edit, and says which comes first", async () => {
        const line =
            /kafka:security\.authentication none -> required: brokers .* would lose each other on the way; set it to offered first, run pulumi up, and go on from there/;
        await trial.refused("authentication none -> required", { [step]: "required" }, line);
    });

    it("offers logins", async () => {
        await trial.carriedOut(
            "authentication none -> offered",
            { [step]: "offered", "kafka:users": [writer] },
            stepped,
        );
    });

    it("lets brokers and console log in", async () => {
        await trial.carriedOut("authentication offered -> preferred", { [step]: "preferred" }, both);
    });

    it("closes the listener without logins, while a user writes by the other", async () => {
        await trial.write("closed", 3, "writer");
        await trial.carriedOut("authentication preferred -> required", { [step]: "required" }, stepped);
    });

    it("lets nobody do what is not granted", async () => {
        await trial.carriedOut("authorization none -> acl", { "kafka:security.authorization": "acl" }, rolled);
    });

    it("gives brokers and console new passwords, and removes the old ones", async () => {
        await trial.carriedOut("passwordVersion 1 -> 2", { "kafka:security.passwordVersion": 2 }, both);
        const secrets = (await trial.kubectl.list("secrets")).map((secret) => text(secret, "metadata", "name"));
        assert.ok(
            secrets.includes("kafka-broker-2-login") && !secrets.includes("kafka-broker-1-login"),
            secrets.join(),
        );
    });

    it("adds and removes a user without a restart", async () => {
        const other = { name: "other", grants: [{ topic: "*", operations: ["Describe"] }] };
        await trial.carriedOut("a user more", { "kafka:users": [writer, other] });
        await trial.carriedOut("a user less", { "kafka:users": [writer] });
    });

    it("rolls brokers with larger memory, drains and grows, while all tools log in", async () => {
        await trial.carriedOut(
            "memory, disk and a fourth broker",
            {
                "kafka:brokers.memory": "704Mi",
                "kafka:brokers.disk": "3Gi",
                "kafka:brokers.replicas": 4,
                "kafka:brokers.rebalance": true,
            },
            rolled,
        );
        await trial.carriedOut("the fourth broker drained", {
            "kafka:brokers.drain": [3],
            "kafka:brokers.rebalance": undefined,
        });
        await trial.carriedOut("brokers 4 -> 3", { "kafka:brokers.replicas": 3, "kafka:brokers.drain": undefined });
        const sizes = (await trial.kubectl.list("persistentvolumeclaims")).map((claim) =>
            at(claim, "status", "capacity", "storage"),
        );
        assert.ok(sizes.includes("3Gi"), JSON.stringify(sizes));
    });

    it("opens the cluster again, step by step", async () => {
        await trial.carriedOut("authorization acl -> none", { "kafka:security.authorization": "none" }, rolled);
        await trial.carriedOut("authentication required -> preferred", { [step]: "preferred" }, stepped);
        await trial.write("reopened", 3);
        await trial.carriedOut("authentication preferred -> offered", { [step]: "offered" }, both);
        await trial.carriedOut(
            "authentication offered -> none",
            { [step]: undefined, "kafka:users": undefined },
            stepped,
        );
    });
});
