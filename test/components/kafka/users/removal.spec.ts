import assert from "node:assert/strict";
import { granted } from "./acls";
import { scram } from "./fakeZooKeeper";
import { UserScripts, grants, told, written } from "./userScripts";

const [first = granted("")] = grants.slice(1).map(granted);

describe("the script that removes users", () => {
    const trial = new UserScripts();
    const write = async () => trial.run("write-users.sh");
    const remove = async (wanted = grants) => trial.run("remove-users.sh", wanted);
    beforeEach(async () => {
        await write();
        trial.fake.asked.length = 0;
    });

    it("finds nothing to remove after the first", async () => {
        const ran = await remove();
        assert.deepEqual([ran.code, told(ran)], [0, ["there is no other user, and no other grant"]]);
        assert.deepEqual(trial.fake.asked, ["? users", "? grants"]);
        assert.deepEqual(trial.fake.users, written);
        assert.equal(trial.fake.acls.length, grants.length);
    });

    it("removes others, by whatever mechanism they log in, and leaves their quotas", async () => {
        trial.fake.users.set("kafka-broker-0", { "SCRAM-SHA-512": scram("gone") });
        trial.fake.users.set("by hand", { "SCRAM-SHA-256": scram("gone"), consumer_byte_rate: "1" });
        trial.fake.users.set("CN=o'r, O=b", { "SCRAM-SHA-256": scram("gone"), "SCRAM-SHA-512": scram("gone") });
        trial.fake.users.set("quota", { consumer_byte_rate: "1" });
        const ran = await remove();
        assert.equal(ran.code, 0);
        assert.deepEqual(
            trial.fake.asked.filter((asked) => asked.startsWith("remove")),
            [
                "remove kafka-broker-0 SCRAM-SHA-512",
                "remove by hand SCRAM-SHA-256",
                "remove CN=o'r, O=b SCRAM-SHA-256 SCRAM-SHA-512",
            ],
        );
        assert.deepEqual(told(ran).slice(0, 3), [
            "user kafka-broker-0 is removed",
            "user by hand is removed",
            "user CN=o'r, O=b is removed",
        ]);
        for (const [name, kept] of written) {
            assert.deepEqual(trial.fake.users.get(name), kept);
        }
        assert.deepEqual(
            [trial.fake.users.get("by hand"), trial.fake.users.get("quota")],
            [{ consumer_byte_rate: "1" }, { consumer_byte_rate: "1" }],
        );
        assert.ok(!ran.stdout.includes("stored_key"), ran.stdout);
    });

    it("removes other grants, and denials, whoever made them", async () => {
        const wanted = trial.heeded();
        trial.fake.acls = [
            { ...first, permission: "DENY", host: "10.0.0.1" },
            ...trial.fake.acls,
            { ...first, host: "10.0.0.1" },
            granted("TOPIC orders LITERAL User:gone DESCRIBE_CONFIGS"),
            { ...first, type: "GROUP", name: "a group, of mine", principal: "User:CN=a, O=b c" },
            { ...first, type: "DELEGATION_TOKEN", name: "token", operation: "DESCRIBE", pattern: "LITERAL" },
            { ...first, type: "USER", name: "User:x", operation: "CREATE_TOKENS", pattern: "LITERAL" },
            granted("CLUSTER kafka-cluster LITERAL User:gone ALL"),
        ];
        assert.equal((await remove()).code, 0);
        assert.deepEqual(trial.heeded(), wanted);
    });

    it("takes every grant away where none is wanted, and adds none", async () => {
        assert.equal((await remove([])).code, 0);
        assert.deepEqual(trial.fake.acls, []);
        assert.equal((await remove(grants)).code, 0);
        assert.deepEqual(trial.fake.acls, []);
    });
});
