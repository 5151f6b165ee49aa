import assert from "node:assert/strict";
import { judge } from "../../../stack/judge";
import { recall } from "../../../stack/parse";
import { summary } from "../../../stack/summary/summary";
import { cases, of, settings } from "./cases";
import type { Groups } from "./cases";

const policies = (old: Groups, wanted: Groups, ...edits: string[]) =>
    of("security", { networkPolicies: old }, { networkPolicies: wanted }, ...edits);

describe("judging edits of kafka:security", () => {
    cases([
        {
            ...policies(
                { enabled: false },
                { clients: ["orders"] },
                "security.networkPolicies.enabled false -> true: in place",
                'security.networkPolicies.clients [] -> ["orders"]: nothing',
            ),
            notes: [
                /^pods of other namespaces are cut off, but for those that kafka:security\.networkPolicies lists \(clients \["orders"\], console \[\], metrics \[\]\): list yours before$/m,
                /^the program's own pods are cut off from everything but DNS and each other/m,
            ],
        },
        {
            ...policies({}, { enabled: false }, "security.networkPolicies.enabled true -> false: in place"),
            notes: [/^whoever reaches a port may use it$/],
        },
        policies({}, { clients: ["a"] }, 'security.networkPolicies.clients [] -> ["a"]: in place'),
        {
            ...policies(
                { clients: ["a", "b", "c"] },
                { clients: ["b"] },
                'security.networkPolicies.clients ["a","b","c"] -> ["b"]: in place',
            ),
            notes: [/^pods of a, c no longer reach the brokers \(9092, 9093\)$/],
        },
        {
            ...policies(
                { metrics: ["*"] },
                { metrics: ["monitoring"] },
                'security.networkPolicies.metrics ["*"] -> ["monitoring"]: in place',
            ),
            notes: [
                /^pods of namespaces that are not listed no longer reach metrics \(9464, 7000\) and the brokers' JMX \(9999\)$/,
            ],
        },
        policies({ console: ["a"] }, { console: ["*"] }, 'security.networkPolicies.console ["a"] -> ["*"]: in place'),
        policies(
            { enabled: false, clients: ["a"] },
            { enabled: false, clients: [] },
            'security.networkPolicies.clients ["a"] -> []: nothing',
        ),
    ]);

    it("restarts nothing", () => {
        const [open, closed] = [
            settings({ security: { networkPolicies: { enabled: false } } }),
            settings({ security: { networkPolicies: { clients: ["a"] } } }),
        ];
        const edits = [...judge(open, closed), ...judge(closed, open)];
        assert.equal(edits.length, 4);
        assert.deepEqual(
            edits.flatMap(({ rolls }) => rolls),
            [],
        );
    });

    it("warns of what cuts somebody off, and of nothing else", () => {
        const lists = (clients: readonly string[]) => settings({ security: { networkPolicies: { clients } } });
        const warns = (from: readonly string[], to: readonly string[]) =>
            judge(lists(from), lists(to)).map((edit) => edit.warns ?? false);
        assert.deepEqual(warns(["a"], []), [true]);
        assert.deepEqual(warns(["*"], ["a"]), [true]);
        assert.deepEqual(warns([], ["a"]), [false]);
        assert.deepEqual(warns(["a"], ["*"]), [false]);
        assert.deepEqual(warns(["a", "b"], ["b", "a"]), [false]);
    });

    it("takes a stack that was deployed before there were policies for one without, and warns", () => {
        const recorded = Object.fromEntries(Object.entries(settings()).filter(([group]) => group !== "security"));
        const edits = judge(recall({ ...recorded, allow: [] }), settings());
        assert.deepEqual(
            edits.map(({ key, effect, warns }) => [key, effect, warns]),
            [["security.networkPolicies.enabled", "in place", true]],
        );
        const { actions, notes } = summary(edits, settings());
        assert.deepEqual(actions, ["updates the NetworkPolicies"]);
        assert.match(notes.join("\n"), /kafka:security\.networkPolicies lists \(clients \[\]/);
    });

    it("takes a stack that was deployed with policies for what it is", () => {
        const recorded = { ...settings({ security: { networkPolicies: { clients: ["a"] } } }), allow: [] };
        assert.deepEqual(judge(recall(recorded), settings(recorded)), []);
    });
});
