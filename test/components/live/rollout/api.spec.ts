import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { wordsOf } from "../../../../components/live/refusal";
import { isFinal } from "../../../../components/live/rollout/api";
import type * as Api from "../../../../components/live/rollout/api";
import { deploy } from "../../../harness";
import { at, console, ended, event, imageless, readyPod, replicaSet, runningPod, zookeeper } from "./objects";

/** As much of an API server as has these objects, by method and path; what else is asked for is not found. */
let answers: Readonly<Record<string, object | string | number>> = {};

/** What it was asked, with the query and the body. */
let asked: string[] = [];

let server: Server;

const apps = "/apis/apps/v1/namespaces/apps";
const core = "/api/v1/namespaces/apps";

/** A rollout's API that talks to the server above. */
async function withApi(kind: Api.Workload["kind"], use: (api: Api.RolloutApi) => Promise<void>): Promise<void> {
    const { port } = server.address() as AddressInfo;
    const module = require.resolve("../../../../components/live/rollout/api");
    const asking = join(__dirname, "../../../../components/live/");
    for (const path of Object.keys(require.cache).filter((loaded) => loaded.startsWith(asking))) {
        // eslint-disable-next-line @typescript-eslint/no-dynamic-delete -- the configuration is read once for each require
        delete require.cache[path];
    }
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- a second import() would not run it again
    const { clusterApi } = require(module) as typeof Api;
    const cluster = { server: `http://127.0.0.1:${port}`, "insecure-skip-tls-verify": true };
    const kubeconfig = JSON.stringify({
        apiVersion: "v1",
        kind: "Config",
        clusters: [{ name: "c", cluster }],
        users: [{ name: "u", user: {} }],
        contexts: [{ name: "c", context: { cluster: "c", user: "u" } }],
        "current-context": "c",
    });
    const name = kind === "StatefulSet" ? "zookeeper" : "console";
    await deploy(async () => use(clusterApi({ kind, namespace: "apps", name })), {
        "kubernetes:kubeconfig": kubeconfig,
    });
}

async function wordsAndFinality(work: Promise<unknown>): Promise<readonly [string, boolean]> {
    const error: unknown = await work.then(
        () => "no error",
        (thrown: unknown) => thrown,
    );
    return [wordsOf(error), isFinal(error)];
}

describe("clusterApi", () => {
    before((done) => {
        server = createServer((request, response) => {
            const chunks: Buffer[] = [];
            request.on("data", (chunk: Buffer) => chunks.push(chunk));
            request.on("end", () => {
                const url = new URL(request.url ?? "", "http://server");
                const call = `${request.method ?? ""} ${url.pathname}`;
                asked.push(`${call}${decodeURIComponent(url.search)}${Buffer.concat(chunks).toString()}`);
                const answer = answers[call] ?? 404;
                const status = { kind: "Status", message: `the "words" of ${url.pathname}` };
                const refusal = answer === 502 ? "a proxy's page" : status;
                const [code, body] = typeof answer === "number" ? [answer, refusal] : [200, answer];
                response.writeHead(code, {
                    "content-type": typeof body === "string" ? "text/plain" : "application/json",
                });
                response.end(typeof body === "string" ? body : JSON.stringify(body));
            });
        }).listen(0, "127.0.0.1", done);
    });
    beforeEach(() => {
        asked = [];
    });
    after((done) => {
        server.close(done);
        server.closeAllConnections();
    });

    const set = { [`GET ${apps}/statefulsets/zookeeper`]: zookeeper([3, 3, 3]) };
    const ready = { items: [0, 1, 2].map((ordinal) => readyPod(`zookeeper-${ordinal}`)) };
    const stuck = { items: [imageless("zookeeper-0"), ...ready.items.slice(1)] };
    const events = { items: [event("uid-zookeeper", "FailedCreate", "exceeded quota")] };

    it("finds a StatefulSet with its pods, and needs no events where all of them run", async () => {
        answers = { ...set, [`GET ${core}/pods`]: ready };
        await withApi("StatefulSet", async (api) => {
            const { name, isComplete, pods, unmade } = await api.observe();
            const found = { name, isComplete, pods: pods.length, unmade };
            assert.deepEqual(found, { name: "zookeeper", isComplete: true, pods: 3, unmade: undefined });
        });
        assert.deepEqual(asked, [`GET ${apps}/statefulsets/zookeeper`, `GET ${core}/pods?labelSelector=app=zookeeper`]);
    });

    it("finds the events where a pod is missing or has not started", async () => {
        for (const pods of [stuck, { items: ready.items.slice(1) }]) {
            answers = { ...set, [`GET ${core}/pods`]: pods, [`GET ${core}/events`]: events };
            await withApi("StatefulSet", async (api) => {
                assert.equal((await api.observe()).unmade?.message, "exceeded quota");
            });
        }
    });

    it("does without the events that it may not see, and not without an answer", async () => {
        answers = { ...set, [`GET ${core}/pods`]: stuck, [`GET ${core}/events`]: 403 };
        await withApi("StatefulSet", async (api) => {
            assert.deepEqual((await api.observe()).events, []);
        });
        answers = { ...answers, [`GET ${core}/events`]: 500 };
        await withApi("StatefulSet", async (api) => {
            assert.deepEqual(await wordsAndFinality(api.observe()), [`the "words" of ${core}/events`, false]);
        });
    });

    it("finds a Deployment with the pods of its ReplicaSets", async () => {
        answers = {
            [`GET ${apps}/deployments/console`]: console([1, 1, 1, 1]),
            [`GET ${apps}/replicasets`]: { items: [replicaSet(1), replicaSet(2)] },
            [`GET ${core}/pods`]: { items: [readyPod("a", { owner: "uid-console-2" }), readyPod("b")] },
        };
        await withApi("Deployment", async (api) => {
            const { isComplete, pods } = await api.observe();
            assert.deepEqual([isComplete, pods.map(({ isCurrent }) => isCurrent)], [true, [true]]);
        });
        assert.ok(asked.includes(`GET ${apps}/replicasets?labelSelector=app=console`));
    });

    it("says in the words of the server that a workload is not there, or may not be seen: both are final", async () => {
        for (const code of [404, 403]) {
            answers = { [`GET ${apps}/statefulsets/zookeeper`]: code };
            await withApi("StatefulSet", async (api) => {
                const words = `the "words" of ${apps}/statefulsets/zookeeper`;
                assert.deepEqual(await wordsAndFinality(api.observe()), [words, true]);
            });
        }
    });

    it("asks again where credentials may be renewed, and says what it can of an answer without words", async () => {
        for (const [code, words] of [
            [401, `the "words" of ${apps}/statefulsets/zookeeper`],
            [502, "HTTP status 502"],
        ] as const) {
            answers = { [`GET ${apps}/statefulsets/zookeeper`]: code };
            await withApi("StatefulSet", async (api) => {
                assert.deepEqual(await wordsAndFinality(api.observe()), [words, false]);
            });
        }
    });

    it("reads the times by which crashes and events are judged", async () => {
        const loop = { restartCount: 3, lastState: ended(-9, -8) };
        const crashed = runningPod("zookeeper-0", {}, loop);
        const leaving = readyPod("zookeeper-1", { isTerminating: true });
        const late = { ...event("", "Late", ""), metadata: { creationTimestamp: at(1) }, eventTime: at(2) };
        const seen = { ...late, series: { lastObservedTime: at(3) } };
        answers = {
            ...set,
            [`GET ${core}/pods`]: { items: [crashed, leaving] },
            [`GET ${core}/events`]: { items: [late, seen] },
        };
        await withApi("StatefulSet", async (api) => {
            const { pods, events } = await api.observe();
            assert.deepEqual(
                pods.map(({ pod }) => pod),
                [crashed, leaving],
            );
            assert.deepEqual(events, [late, seen]);
        });
    });

    const pod = { name: "zookeeper-0", uid: "uid-zookeeper-0" };

    it("deletes this very pod", async () => {
        answers = { [`DELETE ${core}/pods/zookeeper-0`]: {} };
        await withApi("StatefulSet", (api) => api.remove(pod));
        assert.deepEqual(asked, [`DELETE ${core}/pods/zookeeper-0{"preconditions":{"uid":"uid-zookeeper-0"}}`]);
    });

    it("is content where it is gone or another one has its name, and with no other refusal", async () => {
        for (const code of [404, 409]) {
            answers = { [`DELETE ${core}/pods/zookeeper-0`]: code };
            await withApi("StatefulSet", (api) => api.remove(pod));
        }
        answers = { [`DELETE ${core}/pods/zookeeper-0`]: 403 };
        await withApi("StatefulSet", async (api) => {
            assert.deepEqual(await wordsAndFinality(api.remove(pod)), [
                `the "words" of ${core}/pods/zookeeper-0`,
                true,
            ]);
        });
    });

    it("reads the end of a log", async () => {
        answers = { [`GET ${core}/pods/zookeeper-0/log`]: "first\nlast\n" };
        await withApi("StatefulSet", async (api) => {
            assert.equal(
                await api.log("zookeeper-0", { container: "zookeeper", previous: true, lines: 5 }),
                "first\nlast\n",
            );
        });
        assert.deepEqual(asked, [`GET ${core}/pods/zookeeper-0/log?container=zookeeper&previous=true&tailLines=5`]);
    });
});
