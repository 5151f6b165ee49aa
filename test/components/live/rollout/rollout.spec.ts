import * as pulumi from "@pulumi/pulumi";
import assert from "node:assert/strict";
import { rollout } from "../../../../components/live/rollout";
import type { RolloutApi } from "../../../../components/live/rollout/api";
import type { Observation } from "../../../../components/live/rollout/observation";
import { container, ended, imageless, observed, pod, readyPod, runningPod } from "./objects";

const old = { revision: "old" };
const ready = [0, 1, 2].map((ordinal) => readyPod(`zookeeper-${ordinal}`));
const done = observed(ready);
const starting = observed([runningPod("zookeeper-0"), ...ready.slice(1)]);
const stuck = observed([imageless("zookeeper-0", old), imageless("zookeeper-1", old), runningPod("zookeeper-2")]);
const loop = { restartCount: 4, lastState: ended(-9, -8) };
const crashing = observed([
    pod("zookeeper-0", { containers: [container({ waiting: { reason: "CrashLoopBackOff" } }, loop)] }),
    ...ready.slice(1),
]);

/** What the API server answers where it does not do as it is asked. */
function refusal(code: number, message: string): Error {
    const body = JSON.stringify({ kind: "Status", message, code });
    return Object.assign(new Error(`HTTP-Code: ${code}\nBody: ...`), { code, body });
}

interface Course {
    readonly calls: readonly string[];
    readonly lines: readonly string[];
    readonly seconds: number;
    readonly error: unknown;
}

/** How a rollout goes whose looks come to these, one a second and the last one for ever. */
async function course(
    looks: readonly (Observation | Error)[],
    api: Partial<RolloutApi> = {},
    isChanged = true,
): Promise<Course> {
    const [calls, lines]: [string[], string[]] = [[], []];
    let [asked, time, error]: [number, number, unknown] = [0, 0, undefined];
    const connected: RolloutApi = {
        observe: () => {
            const look = looks[Math.min(asked, looks.length - 1)];
            asked += 1;
            return look instanceof Error || look === undefined
                ? Promise.reject(look ?? new Error())
                : Promise.resolve(look);
        },
        remove: ({ name, uid }) => {
            calls.push(`remove ${name} ${uid}`);
            return Promise.resolve();
        },
        log: (name, query) => {
            calls.push(`log ${name} ${JSON.stringify(query)}`);
            return Promise.resolve("");
        },
        ...api,
    };
    try {
        await rollout(
            { kind: "StatefulSet", namespace: "apps", name: "zookeeper" },
            {
                deadlineSeconds: 600,
                isChanged,
                progress: (line) => void lines.push(line),
                warn: (line) => void lines.push(`warning: ${line}`),
                connect: () => connected,
                clock: {
                    now: () => time,
                    sleep: (ms) => {
                        time += ms;
                        return Promise.resolve();
                    },
                },
            },
        );
    } catch (thrown) {
        error = thrown;
    }
    return { calls, lines, seconds: time / 1000, error };
}

function message({ error }: Course): string {
    assert.ok(error instanceof pulumi.RunError, String(error));
    return error.message;
}

describe("rollout", () => {
    it("ends when the workload is as it is wanted, and asks once a second", async () => {
        const { seconds, calls, error } = await course([starting, starting, done]);
        assert.deepEqual({ seconds, calls, error }, { seconds: 2, calls: [], error: undefined });
    });

    it("tells each line once in a row", async () => {
        const { lines } = await course([starting, starting, crashing, starting, done]);
        const [running, crash] = ["Running: not ready yet", "CrashLoopBackOff: exit code 1, restarted 4 times"];
        assert.deepEqual(
            lines,
            [running, crash, running].map((state) => `zookeeper: 2 of 3 ready, waiting for zookeeper-0: ${state}`),
        );
    });

    it("warns of a pod that is not ready where the run changes nothing, and waits for no one", async () => {
        const { lines, seconds, error } = await course([crashing], {}, false);
        assert.deepEqual({ seconds, error }, { seconds: 0, error: undefined });
        assert.deepEqual(lines, [
            "warning: zookeeper: 2 of 3 ready, waiting for zookeeper-0: CrashLoopBackOff: exit code 1, restarted 4 times",
        ]);
    });

    it("finishes a roll that an earlier run has begun", async () => {
        const { calls, seconds } = await course([stuck, stuck, done], {}, false);
        assert.deepEqual([calls.length, seconds], [2, 2]);
    });

    it("deletes the pods that the StatefulSet would never replace, each only once", async () => {
        const { calls, lines } = await course([stuck, stuck, stuck, done]);
        assert.deepEqual(calls, ["remove zookeeper-0 uid-zookeeper-0", "remove zookeeper-1 uid-zookeeper-1"]);
        assert.match(lines.join("\n"), /^zookeeper: cannot start .*zookeeper-1 \(ImagePullBackOff\)$/);
    });

    it("deletes a pod again where that had no answer", async () => {
        let tries = 0;
        const remove = () => (tries++ < 2 ? Promise.reject(new Error("reset")) : Promise.resolve());
        const { lines, error } = await course([stuck, stuck, stuck, done], { remove });
        assert.equal(error, undefined);
        assert.equal(tries, 4);
        assert.equal(lines[1], "zookeeper: no answer from the cluster: reset");
    });

    it("fails at once where it may not delete them", async () => {
        const remove = () => Promise.reject(refusal(403, 'pods "zookeeper-0" is forbidden'));
        const failed = await course([stuck], { remove });
        assert.equal(
            message(failed),
            'StatefulSet zookeeper: cannot wait for its pods: pods "zookeeper-0" is forbidden',
        );
        assert.equal(failed.seconds, 0);
    });

    describe("of what crashes", () => {
        const head =
            "StatefulSet zookeeper: zookeeper-0 cannot start: CrashLoopBackOff: exit code 1, restarted 4 times; " +
            "correct the stack file and run pulumi up";

        it("fails with the end of the log of its run before", async () => {
            const written = ["0", "1", "", "  2", "3 ", "x".repeat(300), "5", ""].join("\n");
            const asked: string[] = [];
            const log: RolloutApi["log"] = (name, query) => {
                asked.push(`${name} ${JSON.stringify(query)}`);
                return Promise.resolve(written);
            };
            const failed = await course([crashing], { log });
            const lines = ["1", "  2", "3", "x".repeat(200), "5"].map((line) => `    ${line}`);
            assert.equal(message(failed), [head, ...lines].join("\n"));
            assert.deepEqual(asked, ['zookeeper-0 {"container":"zookeeper","previous":true,"lines":200}']);
            assert.equal(failed.seconds, 120);
        });

        it("shows what was thrown, not the frames of its stack", async () => {
            const frames = Array.from(
                { length: 6 },
                (_, line) => `\tat org.apache.zookeeper.Main.main(Main.java:${line})`,
            );
            const thrown = "java.lang.OutOfMemoryError: Java heap space";
            const log = () => Promise.resolve(["starting", thrown, ...frames, "\t... 3 more", ""].join("\n"));
            const failed = await course([crashing], { log });
            assert.equal(message(failed), [head, "    starting", `    ${thrown}`].join("\n"));
        });

        it("fails the same without a log", async () => {
            const failed = await course([crashing], { log: () => Promise.reject(refusal(404, "gone")) });
            assert.equal(message(failed), head);
        });
    });

    it("asks for no log of a container that never ran", async () => {
        const failed = await course([observed([imageless("zookeeper-0")])]);
        assert.match(message(failed), /not found; correct the stack file and run pulumi up$/);
        assert.deepEqual(failed.calls, []);
    });

    describe("where the cluster does not answer", () => {
        it("asks again", async () => {
            const silent = new Error("connect ECONNREFUSED\n    at somewhere");
            const { lines, error } = await course([silent, refusal(503, "etcd is away"), starting, done]);
            assert.equal(error, undefined);
            assert.deepEqual(lines.slice(0, 2), [
                "zookeeper: no answer from the cluster: connect ECONNREFUSED",
                "zookeeper: no answer from the cluster: etcd is away",
            ]);
        });

        it("gives up at the deadline", async () => {
            const failed = await course([starting, new Error("connect ECONNREFUSED")]);
            assert.equal(
                message(failed),
                "StatefulSet zookeeper: not done after 600 s: no answer from the cluster: connect ECONNREFUSED; " +
                    "Kubernetes goes on with it, and pulumi up waits again",
            );
            assert.equal(failed.seconds, 600);
        });

        it("gives up at once where that is not allowed, or there is nothing to wait for", async () => {
            for (const [code, words] of [
                [403, "forbidden"],
                [404, 'statefulsets.apps "zookeeper" not found'],
            ] as const) {
                const failed = await course([starting, refusal(code, words)]);
                assert.equal(message(failed), `StatefulSet zookeeper: cannot wait for its pods: ${words}`);
                assert.equal(failed.seconds, 1);
            }
        });
    });
});
