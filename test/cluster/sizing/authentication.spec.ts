import { strict as assert } from "node:assert";
import { authority } from "../../certificates";
import type { Authority } from "../../certificates";
import { at, text } from "../../harness";
import { certificateSecret, putCertificate, shownBy } from "../support/brokerCertificate";
import { inOrder } from "../support/inOrder";
import { eventually } from "../support/run";
import { Trial } from "./trial";

const step = "kafka:security.authentication";
const tls = "kafka:security.tls";
const certificate = { secret: certificateSecret };

const writer = {
    name: "writer",
    grants: [
        { topic: "closed", operations: ["All"] },
        { topic: "renewed", operations: ["All"] },
        { group: "load", operations: ["Read"] },
    ],
};

/**
 * A running cluster is closed step by step under continuous writes, its passwords are replaced, and it is opened again. Its table is that of
 * docs/authentication.md.
 */
describe("authentication turned on and off under continuous writes", function () {
    this.timeout("25m");
    inOrder(this);

    const trial = new Trial("kafka-authentication-e2e");

    let first: Authority;

    before(async () => {
        first = await authority("first");
    });

    after(() => trial.end());

    /** Puts a new certificate of the brokers into their Secret, and waits until each shows it. */
    async function shownToAll(signer: Authority, trusted = [signer]): Promise<void> {
        const pods = ["kafka-0", "kafka-1", "kafka-2"];
        const shown = () => Promise.all(pods.map((pod) => shownBy(trial.kubectl, pod)));
        const [old] = await shown();
        await putCertificate(trial.kubectl, trial.stack.namespace, signer, trusted);
        await eventually("the new certificate on all brokers", 480, async () => {
            const [one, ...others] = await shown();
            return one !== old && others.every((other) => other === one) ? true : undefined;
        });
    }

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

    it("refuses TLS for nobody", async () => {
        const line = /kafka:security\.tls is .*: must be left out as long as kafka:security\.authentication is none/;
        await trial.refused("tls, while nobody logs in", { [tls]: certificate }, line);
    });

    it("offers logins", async () => {
        await trial.carriedOut(
            "authentication none -> offered",
            { [step]: "offered", "kafka:users": [writer] },
            stepped,
        );
    });

    it("refuses to encrypt and to log in by one edit", async () => {
        const line =
            /kafka:security\.tls .*: a broker that encrypts its connections and one that has not restarted yet/;
        await trial.refused("tls and preferred", { [tls]: certificate, [step]: "preferred" }, line);
    });

    it("encrypts the connections of those who log in", async () => {
        await putCertificate(trial.kubectl, trial.stack.namespace, first);
        await trial.carriedOut("tls", { [tls]: certificate }, rolled);
    });

    it("lets brokers and console log in", async () => {
        await trial.carriedOut("authentication offered -> preferred", { [step]: "preferred" }, both);
    });

    it("closes the listener without logins, while a user writes by the other", async () => {
        await trial.write("closed", 3, "writer");
        await trial.carriedOut("authentication preferred -> required", { [step]: "required" }, stepped);
    });

    it("refuses to go back to plain text by one edit", async () => {
        const line =
            /kafka:security\.tls .*: a broker that no longer encrypts its connections .* set kafka:security\.authentication back to offered first/;
        await trial.refused("tls off, while brokers log in", { [tls]: undefined }, line);
    });

    it("renews the certificate, and replaces its authority, without a restart", async () => {
        await trial.during("a renewed certificate", () => shownToAll(first));
        const second = await authority("second");
        await trial.during("another authority beside the first", () => shownToAll(first, [first, second]));
        await trial.carriedOut("files with both authorities", {}, { "kafka-manager": 1 });
        await trial.write("renewed", 3, "writer");
        await trial.during("a certificate of the other authority", () => shownToAll(second, [first, second]));
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
        await trial.carriedOut("tls off", { [tls]: undefined }, rolled);
        await trial.carriedOut(
            "authentication offered -> none",
            { [step]: undefined, "kafka:users": undefined },
            stepped,
        );
    });
});
