import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Answer } from "../tools";
import { granted, textOf } from "./acls";
import type { Acl } from "./acls";
import { scram } from "./fakeZooKeeper";
import { UserScripts, failing, grants, hasPassword, passwords, told, written } from "./userScripts";

const [, ...others] = grants.map(granted);

describe("the script that writes users", () => {
    const trial = new UserScripts();
    const write = async () => trial.run("write-users.sh");

    it("makes everybody known and grants everything, from nothing", async () => {
        const ran = await write();
        assert.equal(ran.code, 0);
        assert.deepEqual(trial.fake.users, written);
        assert.deepEqual(trial.heeded(), grants.map(granted).map(textOf).sort());
        assert.deepEqual(told(ran), [
            "user kafka-broker-1 is written",
            "user kafka-manager-1 is written",
            "user orders is written",
            "add: User:orders IdempotentWrite on CLUSTER kafka-cluster (LITERAL)",
            "add: User:orders Read on GROUP * (LITERAL)",
            "add: User:orders Read,Write on TOPIC orders- (PREFIXED)",
            "add: User:orders DescribeConfigs on TRANSACTIONAL_ID orders- (PREFIXED)",
            "every user is known, and has its grants",
        ]);
    });

    it("gives a user another password, and leaves his quotas", async () => {
        trial.fake.places.set("/kafka", "");
        trial.fake.users.set("orders", { "SCRAM-SHA-512": scram("old"), consumer_byte_rate: "1" });
        assert.equal((await write()).code, 0);
        assert.deepEqual(trial.fake.users.get("orders"), {
            "SCRAM-SHA-512": scram(passwords.orders),
            consumer_byte_rate: "1",
        });
    });

    it("grants only what is missing, and asks once where nothing is", async () => {
        trial.fake.places.set("/kafka", "");
        trial.fake.acls = others;
        await write();
        assert.deepEqual(trial.fake.asked.slice(-3), ["? grants", "add 1", "? grants"]);
        trial.fake.asked.length = 0;
        await write();
        assert.deepEqual(trial.fake.asked.slice(-2), ["write orders", "? grants"]);
    });

    it("takes nobody and nothing away: brokers that have not restarted still need it", async () => {
        trial.fake.places.set("/kafka", "");
        const gone = { "SCRAM-SHA-512": scram("gone") };
        trial.fake.users.set("kafka-broker-0", gone);
        const denial: Acl = { ...granted("TOPIC orders LITERAL User:orders READ"), permission: "DENY" };
        trial.fake.acls = [denial, granted("TOPIC a LITERAL User:gone READ")];
        assert.equal((await write()).code, 0);
        assert.deepEqual(trial.fake.users.get("kafka-broker-0"), gone);
        assert.equal(trial.fake.acls.length, 2 + grants.length);
        assert.ok(trial.heeded().includes(textOf(denial)));
    });

    it("makes the path of the brokers first, however often that fails", async () => {
        trial.fake.instead = failing(
            2,
            [1, "KeeperErrorCode = ConnectionLoss for /kafka\n"],
            (tool) => tool === "zookeeper-shell",
        );
        const ran = await write();
        assert.equal(ran.code, 0);
        assert.ok(trial.fake.places.has("/kafka"));
        assert.deepEqual(told(ran).slice(0, 3), [
            "not done yet: KeeperErrorCode = ConnectionLoss for /kafka",
            "not done yet: KeeperErrorCode = ConnectionLoss for /kafka",
            "user kafka-broker-1 is written",
        ]);
    });

    it("makes the places of users before the tool does, which would keep them for whoever it logs in as", async () => {
        const before: string[][] = [];
        trial.fake.instead = (tool) => {
            if (tool === "configs") {
                before.push([...trial.fake.places].map(([path, data]) => `${path} ${data}`));
            }
            return undefined;
        };
        await write();
        const user = (name: string) => `/kafka/config/users/${name} {"version":1,"config":{}}`;
        assert.deepEqual(before[0], [
            " ",
            "/kafka ",
            "/kafka/config ",
            "/kafka/config/changes ",
            "/kafka/config/users ",
            ...Object.keys(passwords).map(user),
        ]);
    });

    it("writes nobody while a place is missing", async () => {
        trial.fake.instead = failing(
            2,
            [0, "\n[kafka-broker-1, kafka-manager-1, orders-too]\n"],
            (tool) => tool === "zookeeper-shell",
        );
        const ran = await write();
        assert.equal(ran.code, 0);
        assert.equal(told(ran).filter((line) => line.startsWith("not done yet: ")).length, 2, ran.stdout);
        assert.ok(trial.fake.places.has("/kafka/config/users/orders"));
    });

    it("says why something failed, and not which options Java was given", async () => {
        const answer: Answer = [1, "Picked up JAVA_TOOL_OPTIONS: -Dx=y\nWrong usage\n"];
        trial.fake.instead = failing(1, answer, (tool) => tool === "configs");
        assert.deepEqual(told(await write())[0], "not done yet: Wrong usage");
    });

    it("keeps no grant for whoever it logs in as", async () => {
        const asked: (readonly string[])[] = [];
        trial.fake.instead = (tool, args) => {
            if (tool === "acls") {
                asked.push(args);
            }
            return undefined;
        };
        await write();
        assert.ok(asked.length > 0);
        for (const args of asked) {
            assert.ok(args.includes("zookeeper.set.acl=false"), args.join(" "));
        }
    });

    it("says without the password why it was refused, also where the tool shows it", async () => {
        const answer: Answer = [1, `Invalid credential property SCRAM-SHA-512=[password=${passwords.orders}]\n`];
        trial.fake.instead = failing(2, answer, (_tool, args) => args.includes("--alter") && args.includes("orders"));
        const ran = await write();
        assert.equal(ran.code, 0);
        assert.equal(
            ran.stdout.split("not done yet: Invalid credential property SCRAM-SHA-512=[password=…]\n").length,
            3,
            ran.stdout,
        );
    });

    it("leaves no password behind", async () => {
        await write();
        const left = readdirSync(trial.sandbox.path("tmp")).map((file) =>
            readFileSync(trial.sandbox.path(join("tmp", file)), "utf8"),
        );
        assert.deepEqual(left.filter(hasPassword), []);
    });
});
