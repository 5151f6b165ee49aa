import * as k8s from "@pulumi/kubernetes";
import { strict as assert } from "node:assert";
import { setTimeout as pause } from "node:timers/promises";
import { field } from "./cluster";
import { fixture, image } from "./fixture";
import { unique } from "./stack";

type Spec = Partial<k8s.types.input.batch.v1.JobSpec>;

describe("contract: waiting for Jobs", function () {
    const { namespace, client, stack, at } = fixture(this);

    /** A Job of one pod that is never started again. */
    const specOf = (command: string[], spec: Spec = {}) => ({
        backoffLimit: 0,
        ...spec,
        template: {
            spec: {
                restartPolicy: "Never",
                terminationGracePeriodSeconds: 0,
                containers: [{ name: "c", image, imagePullPolicy: "IfNotPresent", command }],
            },
        },
    });

    const job =
        (name: string, command: string[], spec?: Spec, annotations: Record<string, string> = {}, create?: string) =>
        () => {
            new k8s.batch.v1.Job(
                name,
                { metadata: { name, namespace, annotations }, spec: specOf(command, spec) },
                create === undefined ? {} : { customTimeouts: { create } },
            );
            return undefined;
        };

    const reasonOf = async (name: string): Promise<unknown> => {
        const conditions = field(await client.get(at("batch/v1", "Job", name)), "status", "conditions");
        const list = Array.isArray(conditions) ? (conditions as unknown[]) : [];
        return field(
            list.find((one) => field(one, "type") === "Failed"),
            "reason",
        );
    };

    it("waits until a Job is complete", async () => {
        const name = unique("job");
        await stack().deploy(job(name, ["true"]));
        assert.equal(field(await client.get(at("batch/v1", "Job", name)), "status", "succeeded"), 1);
    });

    it("does not wait on for a Job that failed too often, or took too long", async () => {
        const often = unique("failing");
        const run = await stack().up(job(often, ["false"]));
        assert.equal(run.failed, true);
        assert.match(run.output, /\[BackoffLimitExceeded\]/);
        const long = unique("overdue");
        const { failed, output } = await stack().up(
            job(long, ["sleep", "3600"], { activeDeadlineSeconds: 3 }, {}, "40s"),
        );
        assert.equal(failed, true);
        assert.match(output, /\[DeadlineExceeded\]/);
    });

    it("waits on for a Job that failed by its pod failure policy, as for one that may still succeed", async () => {
        const name = unique("policy");
        const onExitCodes = { operator: "In", values: [3] };
        const running = stack().up(
            job(
                name,
                ["sh", "-c", "exit 3"],
                { podFailurePolicy: { rules: [{ action: "FailJob", onExitCodes }] } },
                {},
                "12s",
            ),
        );
        await client.until("the failed Job", async () => {
            const found = await client.find(at("batch/v1", "Job", name));
            return found !== undefined && (await reasonOf(name)) === "PodFailurePolicy";
        });
        const failedAt = Date.now();
        const { failed, output } = await running;
        assert.equal(failed, true);
        assert.match(output, new RegExp(`'${name}' timed out waiting to be Ready`));
        assert.ok(Date.now() - failedAt > 9_000, `waited only ${Date.now() - failedAt} ms after the failure`);
    });

    it("begins a Job's time anew whenever any Job of the namespace changes", async () => {
        const [name, other] = [unique("patient"), unique("other")];
        await client.create({ ...at("batch/v1", "Job", other), spec: { ...specOf(["true"]), suspend: true } });
        let ended = false;
        const running = stack()
            .up(job(name, ["sleep", "3600"], {}, {}, "6s"))
            .finally(() => {
                ended = true;
            });
        await client.until("the Job", async () => (await client.find(at("batch/v1", "Job", name))) !== undefined);
        for (const count of [1, 2, 3, 4, 5, 6, 7]) {
            await pause(2_500);
            await client.merge({
                ...at("batch/v1", "Job", other),
                metadata: { name: other, namespace, annotations: { count: String(count) } },
            });
        }
        assert.equal(ended, false, "the time was over although a Job kept changing");
        const { failed, output } = await running;
        assert.equal(failed, true);
        assert.match(output, new RegExp(`'${name}' timed out waiting to be Ready`));
    });

    it("replaces a Job that is not ready where an annotation says so", async () => {
        const name = unique("unready");
        const annotations = { "pulumi.com/replaceUnready": "true" };
        const test = stack();
        assert.equal((await test.up(job(name, ["false"], {}, annotations))).failed, true);
        const { steps, output } = await test.preview();
        assert.ok(
            steps.some(({ op }) => op === "replace"),
            output,
        );
    });
});
