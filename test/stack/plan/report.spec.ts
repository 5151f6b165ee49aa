import assert from "node:assert/strict";
import { judge } from "../../../stack/judge";
import { readPreview, report } from "../../../stack/plan/report";
import { summary } from "../../../stack/summary/summary";
import { settings } from "../edits/cases";
import type { Groups } from "../edits/cases";

const calm = { failed: false, operations: "Pulumi: 2 to update", steps: [], errors: [] };

function of(old: Groups, wanted: Groups) {
    return summary(judge(settings(old), settings(wanted)), settings(wanted));
}

describe("report", () => {
    it("says what the edits do, and what Pulumi counts", () => {
        const memory = of({ brokers: { memory: "2Gi" } }, { brokers: { memory: "4Gi" } });
        assert.equal(
            report("text", memory, calm),
            "rolls 3 brokers one by one (≈ 3 min), touches nothing else\nPulumi: 2 to update",
        );
        assert.match(
            report("markdown", memory, calm),
            /^\*\*Rolls 3 brokers[^]*\| `kafka:brokers\.memory` \|[^]*\n\nPulumi: 2 to update$/,
        );
    });

    it("does not show what a plug-in has for a secret", () => {
        const config = (token: string) => ({ brokers: { config: { "my.plugin.token": token } } });
        const said = report("markdown", of(config("hunter2"), config("hunter3")), calm);
        assert.match(said, /\| `kafka:brokers\.config\.my\.plugin\.token` \| a secret \| a secret \| rolls /);
        assert.doesNotMatch(said, /hunter/);
    });

    it("says why an edit is refused, once", () => {
        const smaller = of({ brokers: { disk: "20Gi" } }, { brokers: { disk: "10Gi" } });
        const failed = {
            failed: true,
            operations: undefined,
            steps: [],
            errors: ["Preview failed: before hook … cannot shrink a disk"],
        };
        const said = report("text", smaller, failed);
        assert.match(
            said,
            /^refused, nothing is touched: 1 of 1 edit\n {2}kafka:brokers\.disk 20Gi -> 10Gi: Kubernetes cannot shrink a disk; /,
        );
        assert.equal(said.split("cannot shrink").length, 2);
    });

    it("says that no setting differs, that this is a first deployment, or what else went wrong", () => {
        assert.equal(
            report("text", undefined, { failed: false, operations: undefined, steps: [], errors: [] }),
            "no setting differs from what runs: nothing is touched",
        );
        assert.equal(
            report("text", undefined, { failed: false, operations: "Pulumi: 28 to create", steps: [], errors: [] }),
            "a first deployment, or a change of the program itself\nPulumi: 28 to create",
        );
        assert.equal(
            report("text", undefined, {
                failed: true,
                operations: undefined,
                steps: [],
                errors: ["Pulumi.dev.yaml: 1 problem"],
            }),
            "the preview failed before the edits could be judged\nerror: Pulumi.dev.yaml: 1 problem",
        );
    });

    it("names what was changed behind Pulumi's back, where no changes were expected", () => {
        const drifted = {
            failed: true,
            operations: "Pulumi: 1 to update",
            steps: ["update StatefulSet kafka"],
            errors: [],
        };
        assert.equal(
            report("markdown", undefined, drifted),
            [
                "no setting differs, and yet what runs is not what the program makes of them",
                "Pulumi: 1 to update",
                "- update StatefulSet kafka",
            ].join("\n\n"),
        );
    });
});

describe("readPreview, of what pulumi preview --json prints", () => {
    it("counts the operations without what stays as it is", () => {
        const printed = JSON.stringify({ changeSummary: { same: 20, update: 3, create: 1 } });
        assert.deepEqual(readPreview(printed, 0), {
            failed: false,
            operations: "Pulumi: 3 to update, 1 to create",
            steps: [],
            errors: [],
        });
        assert.deepEqual(readPreview(JSON.stringify({ changeSummary: { same: 20 } }), 0).operations, undefined);
    });

    it("names what is operated on", () => {
        const urn = (type: string, name: string) => `urn:pulumi:dev::kafka::kafka:index:Cluster$${type}::${name}`;
        const steps = [
            { op: "same", urn: urn("kubernetes:core/v1:Service", "kafka") },
            { op: "refresh", urn: urn("kubernetes:core/v1:ConfigMap", "kafka") },
            { op: "update", urn: urn("kubernetes:apps/v1:StatefulSet", "kafka") },
            { op: "update", urn: urn("kubernetes:apps/v1:StatefulSet", "kafka") },
        ];
        assert.deepEqual(readPreview(JSON.stringify({ changeSummary: { update: 1 }, steps }), 1).steps, [
            "update StatefulSet kafka",
        ]);
    });

    it("takes errors and leaves warnings, and takes text that is no JSON for an error", () => {
        const diagnostics = [
            { severity: "warning", message: "w" },
            { severity: "error", message: "e\n" },
        ];
        assert.deepEqual(readPreview(JSON.stringify({ diagnostics }), 1).errors, ["e"]);
        assert.deepEqual(readPreview("error: no stack selected\n", 1).errors, ["error: no stack selected"]);
        assert.deepEqual(readPreview("", 255), { failed: true, operations: undefined, steps: [], errors: [] });
    });
});
