import assert from "node:assert/strict";
import { grantLines, operationsOn, resources } from "../../../../components/kafka/users/grants";
import type { UserSettings } from "../../../../components/kafka/users/settings";
import { operations } from "./acls";

type Grant = UserSettings["grants"][number];

/** The lines of one user with one grant. */
function linesOf(grant: Grant): readonly string[] {
    return grantLines([{ name: "orders", grants: [grant] }]);
}

describe("the lines of the grants", () => {
    it("are none where nobody is granted anything", () => {
        assert.deepEqual(grantLines([]), []);
        assert.deepEqual(grantLines([{ name: "orders", grants: [] }]), []);
    });

    it("name every kind of resource as Kafka prints it", () => {
        assert.deepEqual(linesOf({ topic: "a", operations: ["Read"] }), ["TOPIC a LITERAL User:orders READ"]);
        assert.deepEqual(linesOf({ group: "a", operations: ["Read"] }), ["GROUP a LITERAL User:orders READ"]);
        assert.deepEqual(linesOf({ transactionalId: "a", operations: ["Write"] }), [
            "TRANSACTIONAL_ID a LITERAL User:orders WRITE",
        ]);
        assert.deepEqual(linesOf({ cluster: true, operations: ["Create"] }), [
            "CLUSTER kafka-cluster LITERAL User:orders CREATE",
        ]);
    });

    it("take a star at the end for a prefix, and one alone for the name that Kafka takes for every one", () => {
        assert.deepEqual(linesOf({ topic: "orders-*", operations: ["Read"] }), [
            "TOPIC orders- PREFIXED User:orders READ",
        ]);
        assert.deepEqual(linesOf({ group: "*", operations: ["Read"] }), ["GROUP * LITERAL User:orders READ"]);
    });

    it("are sorted, and each is there once", () => {
        const read: Grant = { topic: "b", operations: ["Write", "Read", "Read"] };
        const lines = grantLines([
            { name: "z", grants: [read, { topic: "a", operations: ["Read"] }, read] },
            { name: "a", grants: [read] },
        ]);
        assert.deepEqual(lines, [
            "TOPIC a LITERAL User:z READ",
            "TOPIC b LITERAL User:a READ",
            "TOPIC b LITERAL User:a WRITE",
            "TOPIC b LITERAL User:z READ",
            "TOPIC b LITERAL User:z WRITE",
        ]);
    });

    it("are the same in whatever order the stack file lists them", () => {
        const [first, second]: readonly Grant[] = [
            { topic: "a", operations: ["Read", "Write"] },
            { group: "a", operations: ["Read"] },
        ];
        assert.ok(first !== undefined && second !== undefined);
        assert.deepEqual(
            grantLines([{ name: "a", grants: [first, second] }]),
            grantLines([{ name: "a", grants: [second, { ...first, operations: ["Write", "Read"] }] }]),
        );
    });

    it("have words that Kafka knows for every operation on every resource, and none with a blank", () => {
        const known: readonly string[] = operations;
        for (const resource of resources) {
            for (const operation of operationsOn[resource]) {
                const [line = ""] = linesOf({
                    [resource]: resource === "cluster" ? true : "a.b_c-*",
                    operations: [operation],
                });
                assert.match(line, /^[A-Z_]+ \S+ (LITERAL|PREFIXED) User:orders [A-Z_]+$/);
                assert.ok(known.includes(line.split(" ")[4] ?? ""), line);
            }
        }
    });
});
