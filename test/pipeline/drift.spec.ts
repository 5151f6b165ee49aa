import assert from "node:assert/strict";
import { keepIssue } from "../../pipeline/drift/issue";
import { startHost } from "./host";
import type { Host } from "./host";

describe("the issue of a stack that drifts", () => {
    let host: Host;
    afterEach(async () => {
        await host.close();
    });

    const issues = "/repos/acme/kafka/issues";
    const open = { number: 12, body: "<!-- kafka: drift of dev -->\n\nold" };
    const keep = (isClean: boolean, stack = "dev") =>
        keepIssue(
            { stack, isClean, report: "- update StatefulSet kafka", run: "https://host/runs/1" },
            { GITHUB_API_URL: host.url, GITHUB_REPOSITORY: "acme/kafka", GITHUB_TOKEN: "t" },
        );
    const calls = () => host.writes.map(({ method, path }) => `${method} ${path}`);

    it("is opened by the first check that finds something, and says what to do", async () => {
        host = await startHost({ [issues]: [{ ...open, pull_request: {} }] });
        assert.equal(await keep(false), "dev drifts: issue opened");
        assert.deepEqual(calls(), [`POST ${issues}`]);
        const { title, body } = host.writes[0]?.body ?? {};
        assert.equal(title, "Drift check of dev");
        assert.match(
            String(body),
            /^<!-- kafka: drift of dev -->\n\n- update StatefulSet kafka\n\n`pulumi preview --refresh -s dev`/,
        );
    });

    it("is rewritten by the next", async () => {
        host = await startHost({ [issues]: [open] });
        assert.equal(await keep(false), "dev still drifts: issue 12 rewritten");
        assert.deepEqual(calls(), [`PATCH ${issues}/12`]);
    });

    it("is closed by the check that finds nothing, with a word", async () => {
        host = await startHost({ [issues]: [open] });
        assert.equal(await keep(true), "dev is what its stack file says again: issue 12 closed");
        assert.deepEqual(calls(), [`POST ${issues}/12/comments`, `PATCH ${issues}/12`]);
        assert.deepEqual(host.writes[1]?.body, { state: "closed" });
    });

    it("is not that of another stack", async () => {
        host = await startHost({ [issues]: [open] });
        assert.equal(await keep(true, "prod"), "prod is what its stack file says");
        assert.deepEqual(calls(), []);
    });
});
