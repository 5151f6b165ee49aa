import assert from "node:assert/strict";
import { decide } from "../../../../../components/live/rollout/decision";
import type { Decision, Seen } from "../../../../../components/live/rollout/decision";
import type { Observation } from "../../../../../components/live/rollout/observation";
import { start } from "../objects";

const nothingYet: Seen = { started: start, hopeless: new Map() };

/** Parts of a pod of the revision before. */
export const old = { revision: "old" };

/** What is seen of a workload, and at which second. */
export type Look = readonly [number, Observation];

/** What is decided of each look; the last one. */
export function after(looks: readonly Look[], deadlineSeconds = 3600): Decision {
    let seen = nothingYet;
    let last: Decision | undefined;
    for (const [seconds, look] of looks) {
        ({ decision: last, seen } = decide(look, seen, start + seconds * 1000, deadlineSeconds));
    }
    assert.ok(last);
    return last;
}

/** What is told of a look after which the rollout goes on. */
export function line(look: Observation): string {
    const decision = after([[0, look]]);
    assert.equal(decision.kind, "wait");
    return decision.line;
}
