import * as fc from "fast-check";
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { scriptFile, toolsPath } from "../../bash";
import { granted, listed, operationOf, operations, textOf, withAcls, withoutAcls } from "./acls";
import type { Acl } from "./acls";

/** The lines that the program prints where these grants are there, and those are wanted. */
function plan(there: readonly Acl[], wanted: readonly string[]): string[] {
    const output = execFileSync("awk", ["-f", scriptFile("kafka", "grants.awk")], {
        input: listed(there),
        encoding: "utf8",
        env: { PATH: toolsPath(), LC_ALL: "C.UTF-8", GRANTS: wanted.join("\n") },
    });
    return output.split("\n").filter((line) => line !== "");
}

/** What carrying out a line of a plan leads to. */
function carriedOut(acls: readonly Acl[], line: string): readonly Acl[] {
    const [kind, type = "", name = "", pattern = "", principal = "", told = "", permission = "ALLOW", host = "*"] =
        line.split("\t");
    const changed = told.split(",").map((operation): Acl => {
        return { type, name, pattern, principal, host, operation: operationOf(operation), permission };
    });
    return kind === "add" ? withAcls(acls, changed) : withoutAcls(acls, changed);
}

const read = "TOPIC orders LITERAL User:orders READ";
const write = "TOPIC orders LITERAL User:orders WRITE";
const acl = (line: string, changes: Partial<Acl> = {}): Acl => ({ ...granted(line), ...changes });

describe("the plan of the grants", () => {
    it("is empty where nothing is to be done", () => {
        assert.deepEqual(plan([], []), []);
        assert.deepEqual(plan([granted(write), granted(read)], [read, write]), []);
    });

    it("adds what is missing, one line for each user and resource, with operations as the tool takes them", () => {
        const wanted = [
            "CLUSTER kafka-cluster LITERAL User:admin DESCRIBE_CONFIGS",
            "CLUSTER kafka-cluster LITERAL User:admin IDEMPOTENT_WRITE",
            "TOPIC * LITERAL User:admin ALL",
            "TOPIC orders LITERAL User:billing READ",
            read,
            write,
            "TOPIC orders PREFIXED User:orders READ",
            "TRANSACTIONAL_ID orders- PREFIXED User:orders WRITE",
        ];
        assert.deepEqual(plan([], wanted), [
            "add\tCLUSTER\tkafka-cluster\tLITERAL\tUser:admin\tDescribeConfigs,IdempotentWrite",
            "add\tTOPIC\t*\tLITERAL\tUser:admin\tAll",
            "add\tTOPIC\torders\tLITERAL\tUser:billing\tRead",
            "add\tTOPIC\torders\tLITERAL\tUser:orders\tRead,Write",
            "add\tTOPIC\torders\tPREFIXED\tUser:orders\tRead",
            "add\tTRANSACTIONAL_ID\torders-\tPREFIXED\tUser:orders\tWrite",
        ]);
        assert.deepEqual(plan([granted(read)], [read, write]), ["add\tTOPIC\torders\tLITERAL\tUser:orders\tWrite"]);
    });

    it("removes what is not listed, one line for each user and resource", () => {
        const there = [
            granted(write),
            granted("TOPIC orders LITERAL User:gone READ"),
            granted(read),
            granted("TOPIC orders LITERAL User:gone DESCRIBE_CONFIGS"),
            granted("TOPIC orders PREFIXED User:orders READ"),
            granted("GROUP orders LITERAL User:orders READ"),
        ];
        assert.deepEqual(plan(there, [read, write]), [
            "remove\tTOPIC\torders\tLITERAL\tUser:gone\tRead,DescribeConfigs\tALLOW\t*",
            "remove\tTOPIC\torders\tPREFIXED\tUser:orders\tRead\tALLOW\t*",
            "remove\tGROUP\torders\tLITERAL\tUser:orders\tRead\tALLOW\t*",
        ]);
    });

    it("removes denials, and grants for some host: each beside what is granted, or instead of it", () => {
        const beside = [granted(read), acl(read, { permission: "DENY" }), acl(read, { host: "10.0.0.1" })];
        assert.deepEqual(plan(beside, [read]), [
            "remove\tTOPIC\torders\tLITERAL\tUser:orders\tRead\tDENY\t*",
            "remove\tTOPIC\torders\tLITERAL\tUser:orders\tRead\tALLOW\t10.0.0.1",
        ]);
        const denial = acl(read, { permission: "DENY", host: "10.0.0.1" });
        assert.deepEqual(plan([denial], [read]), [
            "remove\tTOPIC\torders\tLITERAL\tUser:orders\tRead\tDENY\t10.0.0.1",
            "add\tTOPIC\torders\tLITERAL\tUser:orders\tRead",
        ]);
    });

    it("reads names that people made by hand, with blanks, commas and brackets", () => {
        const odd = { type: "GROUP", name: "a group, (mine) = `it`", principal: "User:CN=a b,OU=c, O=d (e)" };
        assert.deepEqual(plan([acl(read, odd)], []), [
            `remove\tGROUP\t${odd.name}\tLITERAL\t${odd.principal}\tRead\tALLOW\t*`,
        ]);
        assert.deepEqual(plan([acl(read, { principal: "User:*" })], []), [
            "remove\tTOPIC\torders\tLITERAL\tUser:*\tRead\tALLOW\t*",
        ]);
        assert.deepEqual(plan([acl(read, { type: "DELEGATION_TOKEN", operation: "DESCRIBE_TOKENS" })], []), [
            "remove\tDELEGATION_TOKEN\torders\tLITERAL\tUser:orders\tDescribeTokens\tALLOW\t*",
        ]);
    });

    it("leads from any grants to exactly those that are wanted, and then there is nothing to do", () => {
        const kept = {
            type: fc.constantFrom("TOPIC", "GROUP", "TRANSACTIONAL_ID"),
            pattern: fc.constantFrom("LITERAL", "PREFIXED"),
            operation: fc.constantFrom(...operations.slice(0, 8)),
        };
        const named = { name: fc.constantFrom("a", "a-", "*", "b.c"), principal: fc.constantFrom("User:a", "User:b") };
        const byHand = {
            name: fc.constantFrom("a", "*", "a b", " a", "a, b", "a)", "a=`b`"),
            principal: fc.constantFrom("User:a", "User:*", "User:CN=a, O=b c", "User:a b"),
        };
        const ours = fc
            .record({ ...kept, ...named })
            .map(({ type, name, pattern, principal, operation }) =>
                [type, name, pattern, principal, operation].join(" "),
            );
        const theirs = fc.record({
            ...kept,
            ...byHand,
            host: fc.constantFrom("*", "10.0.0.1"),
            permission: fc.constantFrom("ALLOW", "DENY"),
        });
        fc.assert(
            fc.property(
                fc.uniqueArray(ours, { maxLength: 12 }),
                fc.array(ours, { maxLength: 6 }),
                fc.array(theirs, { maxLength: 8 }),
                fc.nat({ max: 12 }),
                (wanted, more, others, already) => {
                    const there = withAcls([], [...[...wanted.slice(0, already), ...more].map(granted), ...others]);
                    const lines = plan(there, wanted);
                    const after = lines.reduce(carriedOut, there);
                    assert.deepEqual(after.map(textOf).sort(), wanted.map(granted).map(textOf).sort());
                    assert.deepEqual(plan(after, wanted), []);
                    const added = lines.filter((line) => line.startsWith("add\t")).reduce(carriedOut, there);
                    assert.deepEqual(withoutAcls(there, added), [], "who adds takes nothing away");
                },
            ),
            { numRuns: 60 },
        );
    });
});
