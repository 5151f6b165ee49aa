import assert from "node:assert/strict";
import type { Answer } from "../../../components/live/request";
import { requiredOperator } from "../../../components/metrics/monitors";

let hooks = 0;

/** What the hook comes to where the API server answers so. */
async function refusal(answer: () => Promise<Answer>): Promise<string | undefined> {
    const asked: string[] = [];
    const hook = requiredOperator(`require-operator-${hooks++}`, (path) => {
        asked.push(path);
        return answer();
    });
    assert.equal(hook.opts?.onDryRun, true);
    try {
        await hook.callback({} as Parameters<typeof hook.callback>[0]);
        return undefined;
    } catch (error) {
        return String(error);
    } finally {
        assert.deepEqual(asked, ["/apis/monitoring.coreos.com/v1"]);
    }
}

describe("objects for the Prometheus Operator", () => {
    it("are made where its kinds are known", async () => {
        assert.equal(await refusal(() => Promise.resolve({ status: 200, body: "{}" })), undefined);
    });

    it("are refused where they are not, with the setting and what to do", async () => {
        assert.equal(
            await refusal(() => Promise.resolve({ status: 404, body: "404 page not found" })),
            "Error: kafka:metrics.operator is true: must be false as long as the cluster has no Prometheus Operator " +
                "(monitoring.coreos.com/v1); install it first, or set it to false",
        );
    });

    it("are no reason to stop where nobody answers, or says no", async () => {
        assert.equal(await refusal(() => Promise.reject(new Error("ECONNREFUSED"))), undefined);
        assert.equal(await refusal(() => Promise.resolve({ status: 403, body: "" })), undefined);
    });
});
