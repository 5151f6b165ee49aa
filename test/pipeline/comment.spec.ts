import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { commentBody, marker } from "../../pipeline/comment/body";
import { readReports } from "../../pipeline/comment/reports";
import { writeComment } from "../../pipeline/comment/write";
import { PipelineError } from "../../pipeline/rest";
import { startHost } from "./host";
import type { Host } from "./host";

describe("commentBody", () => {
    it("has every stack, and what it looked at", () => {
        const reports = [
            { stack: "dev", report: "**Rolls 3 brokers**\n" },
            { stack: "prod", report: "no setting differs" },
        ];
        assert.equal(
            commentBody(reports, "0123456789abcdef"),
            `${marker}\n\n## What these edits do\n\n### dev\n\n**Rolls 3 brokers**\n\n### prod\n\nno setting differs\n\n<sub>0123456789ab</sub>`,
        );
    });

    it("fits into a comment of GitHub, whatever the reports are, and ends code that it cuts", () => {
        const long = ["```", ...Array.from({ length: 20_000 }, (_, line) => `line ${line}`), "```"].join("\n");
        const body = commentBody(
            ["a", "b", "c"].map((stack) => ({ stack, report: long })),
            "0123",
        );
        assert(body.length <= 65_536, String(body.length));
        assert.equal((body.match(/^```$/gm) ?? []).length, 6);
        assert.equal(body.split("the rest is in the log").length, 4);
    });
});

describe("readReports", () => {
    let directory = "";
    beforeEach(() => {
        directory = mkdtempSync(join(tmpdir(), "reports-"));
    });
    afterEach(() => {
        rmSync(directory, { recursive: true });
    });

    it("takes what the preview says, and the files where no preview said anything", () => {
        const texts = {
            "prod.files.md": "files",
            "dev.files.md": "files",
            "dev.preview.md": "preview",
            "prod.preview.md": "",
        };
        for (const [file, text] of Object.entries(texts)) {
            writeFileSync(join(directory, file), text);
        }
        assert.deepEqual(readReports(directory), [
            { stack: "dev", report: "preview" },
            { stack: "prod", report: "files" },
        ]);
    });

    it("says that there is nothing to write", () => {
        assert.throws(() => readReports(directory), /has no reports: npm run -s plan writes them/);
    });
});

describe("writeComment", () => {
    let host: Host;
    afterEach(async () => {
        await host.close();
    });

    const onGitHub = () => ({
        GITHUB_API_URL: host.url,
        GITHUB_REPOSITORY: "acme/kafka",
        GITHUB_TOKEN: "t",
        PULL_REQUEST: "7",
    });
    const comments = "/repos/acme/kafka/issues/7/comments";
    const body = `${marker}\n\nnew`;
    const others = Array.from({ length: 150 }, (_, id) => ({ id, body: "LGTM", user: { type: "User" } }));

    it("writes the first comment", async () => {
        host = await startHost({ [comments]: [] });
        assert.equal(await writeComment(body, onGitHub()), "comment written");
        const [write] = host.writes;
        assert.deepEqual([write?.method, write?.path, write?.body], ["POST", comments, { body }]);
        assert.equal(write?.headers["authorization"], "Bearer t");
    });

    it("updates its own comment in place, beyond the first page too", async () => {
        host = await startHost({
            [comments]: [...others, { id: 500, body: `${marker}\n\nold`, user: { type: "Bot" } }],
        });
        assert.equal(await writeComment(body, onGitHub()), "comment updated");
        assert.deepEqual(
            host.writes.map(({ method, path }) => `${method} ${path}`),
            ["PATCH /repos/acme/kafka/issues/comments/500"],
        );
    });

    it("leaves alone what says the same, and what a person wrote with the same beginning", async () => {
        host = await startHost({ [comments]: [{ id: 1, body, user: { type: "Bot" } }] });
        assert.equal(await writeComment(body, onGitHub()), "comment says so already");
        assert.deepEqual(host.writes, []);
        await host.close();
        host = await startHost({ [comments]: [{ id: 1, body: `${marker} mine`, user: { type: "User" } }] });
        assert.equal(await writeComment(body, onGitHub()), "comment written");
    });

    it("writes and updates the note of a merge request", async () => {
        const notes = "/projects/3/merge_requests/9/notes";
        host = await startHost({ [notes]: [{ id: 4, body: `${marker} old` }] });
        const environment = {
            GITLAB_CI: "true",
            CI_API_V4_URL: host.url,
            CI_PROJECT_ID: "3",
            CI_MERGE_REQUEST_IID: "9",
            GITLAB_TOKEN: "t",
        };
        assert.equal(await writeComment(body, environment), "comment updated");
        const [write] = host.writes;
        assert.deepEqual([write?.method, write?.path, write?.body], ["PUT", `${notes}/4`, { body }]);
        assert.equal(write?.headers["private-token"], "t");
    });

    it("says in one line what the host said, or that it did not answer", async () => {
        const says = '{\n "message": "Resource not accessible by integration"\n}';
        host = await startHost({ [comments]: [] }, { status: 403, says });
        await assert.rejects(writeComment(body, onGitHub()), {
            message: 'GitHub: POST /issues/7/comments: 403 { "message": "Resource not accessible by integration" }',
        });
        await host.close();
        await assert.rejects(writeComment(body, onGitHub()), /^Error: GitHub: GET [^ ]+: no answer \(/);
    });

    it("names the variable that is missing", async () => {
        host = await startHost({});
        await assert.rejects(writeComment(body, { ...onGitHub(), GITHUB_TOKEN: "" }), (error) => {
            assert(error instanceof PipelineError);
            assert.equal(error.message, "GITHUB_TOKEN is not set: docs/ci.md has where it comes from");
            return true;
        });
    });
});
