import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { stacks, top, workflow, workflows } from "./workflows";
import type { Job } from "./workflows";

/** All files below `.github`, by their path. */
const files = readdirSync(join(top, ".github"), { recursive: true, encoding: "utf8" })
    .filter((file) => /\.ya?ml$/.test(file))
    .map((file) => ({ file, text: readFileSync(join(top, ".github", file), "utf8") }));

const jobs = [...workflows].flatMap(([file, { jobs: all }]) =>
    Object.entries(all).map(([name, job]): readonly [string, Job] => [`${file} ${name}`, job]),
);

describe("the workflows", () => {
    for (const { file, text } of files) {
        it(`pin every action by its digest, with the version beside it: ${file}`, () => {
            const uses = text.split("\n").filter((line) => /^\s*(- )?uses:/.test(line));
            assert(uses.length > 0);
            for (const line of uses) {
                assert.match(line, /uses: (\.\/|[\w.-]+\/[\w./-]+@[0-9a-f]{40} # v\d)/);
            }
        });
    }

    it("use one version of each action", () => {
        const pins = files.flatMap(({ text }) => [...text.matchAll(/uses: ([\w./-]+)@([0-9a-f]{40})/g)]);
        const digests = new Map<string, Set<string>>();
        for (const [, action = "", digest = ""] of pins) {
            digests.set(action, (digests.get(action) ?? new Set()).add(digest));
        }
        for (const [action, used] of digests) {
            assert.equal(used.size, 1, action);
        }
    });

    it("give each job what it needs and no more: nothing by default, and none may write to the code", () => {
        for (const [file, { permissions }] of workflows) {
            assert.deepEqual(permissions, {}, file);
        }
        for (const [name, { permissions = {} }] of jobs) {
            assert.equal(permissions["contents"], "read", name);
            const writes = Object.keys(permissions).filter((scope) => permissions[scope] === "write");
            const allowed = ["id-token", "pull-requests", "issues"];
            assert.deepEqual(
                writes.filter((scope) => !allowed.includes(scope)),
                [],
                name,
            );
        }
    });

    it("keep an identity, and secrets, from jobs without an environment", () => {
        for (const [name, job] of jobs) {
            const hasIdentity = job.permissions?.["id-token"] === "write" || JSON.stringify(job).includes("secrets.");
            assert.equal(hasIdentity, job.environment !== undefined, name);
        }
    });

    it("never run the code of a pull request with the rights of the base", () => {
        for (const { file, text } of files) {
            assert.doesNotMatch(text, /pull_request_target|workflow_run/, file);
        }
    });

    it("know every stack of the tree", () => {
        for (const [name, { strategy }] of jobs.filter(([, job]) => job.strategy !== undefined)) {
            assert.deepEqual([...(strategy?.matrix.stack ?? [])].sort(), stacks, name);
        }
        assert.deepEqual(Object.keys(workflow("deploy.yml").jobs).sort(), stacks);
    });

    it("end no deployment half-way, and run one at a time for each stack", () => {
        for (const [stack, job] of Object.entries(workflow("deploy.yml").jobs)) {
            assert.deepEqual(job.concurrency, { group: `deploy-${stack}`, "cancel-in-progress": false });
            assert.equal(job.environment, stack);
            const [up] = job.steps.filter(({ run }) => run?.includes("pulumi up") === true);
            // The shell would not pass on the signal.
            assert.match(up?.run ?? "", /^exec pulumi up --yes --non-interactive --stack "\$STACK"$/);
        }
        assert.equal(workflow("deploy.yml").concurrency, undefined);
    });

    it("have a limit of time for every job", () => {
        for (const [name, job] of jobs) {
            assert(job["timeout-minutes"] !== undefined, name);
        }
    });

    it("reach no cloud before the repository names a state", () => {
        for (const [name, job] of jobs) {
            if (job.environment !== undefined && name !== "deploy.yml prod") {
                assert.match(job.if ?? "", /vars\.PULUMI_BACKEND_URL != ''/, name);
            }
        }
    });
});
