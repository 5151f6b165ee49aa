import assert from "node:assert/strict";
import { objectOf, table } from "./finding";
import type { Finding } from "./finding";
import { needless, readReasons, unexplained } from "./reasons";
import type { Graded } from "./reasons";

const limits: Finding = {
    tool: "checkov",
    check: "CKV_K8S_11",
    object: "StatefulSet/kafka",
    message: "CPU limits should be set",
};

function graded(stack: string, ...findings: readonly Finding[]): Graded {
    return { stack, objects: new Set(["StatefulSet/kafka", "Job/kafka-settings"]), findings };
}

function reasons(...lines: readonly string[]): ReturnType<typeof readReasons> {
    return readReasons(`reasons: [{ ${lines.join(", ")}, reason: because }]`);
}

const [check, stack, object] = ['checks: ["checkov CKV_K8S_11"]', "stacks: [dev]", "objects: [StatefulSet/kafka]"];
const one = reasons(check, stack, object);

describe("a finding", () => {
    it("has a reason where tool, check, stack and object are those of one", () => {
        assert.deepEqual(unexplained(graded("dev", limits), one), []);
    });

    const others: readonly (readonly [string, Graded])[] = [
        ["another tool", graded("dev", { ...limits, tool: "kube-score" })],
        ["another check", graded("dev", { ...limits, check: "CKV_K8S_1" })],
        ["another stack", graded("prod", limits)],
        ["another object", graded("dev", { ...limits, object: "StatefulSet/zookeeper" })],
    ];
    for (const [what, other] of others) {
        it(`has none of ${what}`, () => {
            assert.deepEqual(unexplained(other, one), other.findings);
        });
    }

    it("names a Job without the hash of its content", () => {
        assert.equal(objectOf("Job", "kafka-settings-dfc40fd0"), "Job/kafka-settings");
        assert.equal(objectOf("Service", "kafka-headless"), "Service/kafka-headless");
    });

    it("is a line of a table: object, check, message", () => {
        assert.equal(
            table([limits, { ...limits, object: "Job/a", check: "CKV_K8S_1" }]),
            "StatefulSet/kafka  checkov CKV_K8S_11  CPU limits should be set\n" +
                "Job/a              checkov CKV_K8S_1   CPU limits should be set",
        );
    });
});

describe("a reason", () => {
    it("is needed where its finding is there", () => {
        assert.deepEqual(needless([graded("dev", limits), graded("prod")], one), []);
    });

    it("is not needed once the finding is gone, for one of its objects, checks or stacks too", () => {
        const line = "dev: checkov CKV_K8S_11 does not find StatefulSet/kafka";
        assert.deepEqual(needless([graded("dev")], one), [line]);
        const more = reasons('checks: ["checkov CKV_K8S_11", "checkov CKV_K8S_1"]', stack, object);
        assert.deepEqual(needless([graded("dev", limits)], more), [line.replace("_11", "_1")]);
        const both = reasons(check, "stacks: [dev, prod]", object);
        assert.deepEqual(needless([graded("dev", limits), graded("prod")], both), [line.replace("dev", "prod")]);
        const two = reasons(check, stack, "objects: [StatefulSet/kafka, Job/kafka-settings]");
        assert.deepEqual(needless([graded("dev", limits)], two), [
            "dev: checkov CKV_K8S_11 does not find Job/kafka-settings",
        ]);
    });

    it("may name an object that only one of its stacks has", () => {
        const both = reasons(check, "stacks: [dev, prod]", object);
        assert.deepEqual(
            needless([graded("dev", limits), { stack: "prod", objects: new Set(), findings: [] }], both),
            [],
        );
    });

    it("is about stacks and objects that there are", () => {
        const stranger = reasons(check, "stacks: [dev, other]", "objects: [StatefulSet/kafka, Job/none]");
        assert.deepEqual(needless([graded("dev", limits)], stranger), ["no stack other", "no Job/none in dev, other"]);
    });

    const bad: readonly (readonly [string, string])[] = [
        ["without a reason", `reasons: [{ ${check}, ${stack}, ${object} }]`],
        ["with an empty one", `reasons: [{ ${check}, ${stack}, ${object}, reason: "" }]`],
        ["without an object", `reasons: [{ ${check}, ${stack}, objects: [], reason: because }]`],
        ["with a field that is none", `reasons: [{ ${check}, ${stack}, ${object}, reason: because, until: later }]`],
    ];
    for (const [what, text] of bad) {
        it(`is refused ${what}`, () => {
            assert.throws(() => readReasons(text), { name: "ZodError" });
        });
    }
});
