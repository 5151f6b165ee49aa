import assert from "node:assert/strict";
import { followJob } from "../../../components/live/jobLog";
import type { Answer } from "../../../components/live/request";

const job = { namespace: "apps", name: "kafka-moves-1a2b" };

function pod(name: string, creationTimestamp: string): object {
    return { metadata: { name, creationTimestamp } };
}

/** What was told while the API server answered so, one answer to the list of pods for each look: their names and last lines. */
async function told(
    looks: readonly (readonly [pods: readonly object[], logs: Readonly<Record<string, string>>] | Error)[],
): Promise<{
    readonly lines: readonly string[];
    readonly paths: ReadonlySet<string>;
}> {
    const lines: string[] = [];
    const paths = new Set<string>();
    const ended = new AbortController();
    let look = -1;
    const ask = (path: string): Promise<Answer> => {
        paths.add(path);
        if (path.includes("labelSelector")) {
            look += 1;
        }
        const now = looks[look];
        if (now === undefined) {
            ended.abort();
            return Promise.resolve({ status: 200, body: JSON.stringify({ items: [] }) });
        }
        if (now instanceof Error) {
            return Promise.reject(now);
        }
        const [items, logs] = now;
        const name = /pods\/([^/]+)\/log/.exec(path)?.[1];
        const log = name === undefined ? undefined : logs[name];
        return Promise.resolve(
            name === undefined
                ? { status: 200, body: JSON.stringify({ items }) }
                : { status: log === undefined ? 400 : 200, body: log ?? '{"message":"container is waiting to start"}' },
        );
    };
    const progress = (line: string) => void lines.push(line);
    const keepsUp = setInterval(() => undefined, 1000);
    await followJob(job, { signal: ended.signal, progress, pauseMs: 1, ask });
    clearInterval(keepsUp);
    return { lines, paths };
}

const first = [pod("moves-a", "2026-01-01T00:00:00Z")];

describe("following a Job", () => {
    it("tells each last line once, without its time", async () => {
        const { lines, paths } = await told([
            [first, { "moves-a": "10:00:00 moving 3 of 3 partitions\n" }],
            [first, { "moves-a": "10:00:02 partitions being moved: 3\n" }],
            [first, { "moves-a": "10:00:04 partitions being moved: 3\n" }],
            [first, { "moves-a": "nothing is left to move" }],
        ]);
        assert.deepEqual(lines, ["moving 3 of 3 partitions", "partitions being moved: 3", "nothing is left to move"]);
        assert.deepEqual(
            [...paths],
            [
                "/api/v1/namespaces/apps/pods?labelSelector=batch.kubernetes.io%2Fjob-name%3Dkafka-moves-1a2b",
                "/api/v1/namespaces/apps/pods/moves-a/log?tailLines=1",
            ],
        );
    });

    it("goes on with the pod that goes on with the work", async () => {
        const second = [pod("moves-b", "2026-01-01T00:00:09Z"), ...first];
        const logs = { "moves-a": "one", "moves-b": "two" };
        assert.deepEqual(
            (
                await told([
                    [first, logs],
                    [second, logs],
                ])
            ).lines,
            ["one", "two"],
        );
    });

    it("says nothing of what it cannot see: no pod, one that waits, an empty log, a server that is away", async () => {
        const { lines } = await told([
            [[], {}],
            [first, {}],
            [first, { "moves-a": "\n" }],
            new Error("connect ECONNREFUSED"),
            [first, { "moves-a": "at last" }],
        ]);
        assert.deepEqual(lines, ["at last"]);
    });

    it("ends with the Job, and tells nothing after that", async () => {
        const lines: string[] = [];
        const ended = new AbortController();
        const ask = (path: string): Promise<Answer> => {
            ended.abort();
            return Promise.resolve({
                status: 200,
                body: path.includes("/log") ? "late" : JSON.stringify({ items: first }),
            });
        };
        const keepsUp = setInterval(() => undefined, 1000);
        await followJob(job, { signal: ended.signal, progress: (line) => void lines.push(line), pauseMs: 1, ask });
        clearInterval(keepsUp);
        assert.deepEqual(lines, []);
    });
});
