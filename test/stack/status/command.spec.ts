import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Status } from "../../../stack/status/model";
import { isKnown } from "../../../stack/status/model";
import { closedPort } from "../../components/bash";

const top = join(__dirname, "..", "..", "..");
const main = join(top, "stack", "status", "main.ts");

interface Ended {
    readonly code: number | null;
    readonly stdout: string;
    readonly stderr: string;
}

const meta = (name: string, uid: string, owner?: string) => ({
    name,
    uid,
    namespace: "shop",
    generation: 1,
    labels: { "controller-revision-hash": "r" },
    ...(owner === undefined
        ? {}
        : { ownerReferences: [{ uid: owner, controller: true, kind: "x", name: "x", apiVersion: "v1" }] }),
});

function set(name: string): object {
    const counts = {
        replicas: 1,
        readyReplicas: 1,
        updatedReplicas: 1,
        currentRevision: "r",
        updateRevision: "r",
        observedGeneration: 1,
    };
    return {
        metadata: meta(name, name),
        spec: { replicas: 1, selector: { matchLabels: { app: name } } },
        status: counts,
    };
}

function pod(set: string): object {
    const running = {
        name: set,
        ready: true,
        restartCount: 2,
        state: { running: { startedAt: "2026-01-01T00:00:00Z" } },
    };
    return {
        metadata: meta(`${set}-0`, `${set}-0`, set),
        spec: { nodeName: "node-1", containers: [{ name: set, image: `registry.test/${set}:1.2` }] },
        status: { phase: "Running", conditions: [{ type: "Ready", status: "True" }], containerStatuses: [running] },
    };
}

/** An API server with a broker and a server, whose pods nobody may exec into. */
function answer(path: string): object | undefined {
    const { pathname, searchParams } = new URL(path, "http://kube.test");
    const name = /app=(\w+)/.exec(searchParams.get("labelSelector") ?? "")?.[1];
    const base = "/apis/apps/v1/namespaces/shop/statefulsets";
    const objects: Readonly<Record<string, object>> = {
        [`${base}/kafka`]: set("kafka"),
        [`${base}/zookeeper`]: set("zookeeper"),
        "/api/v1/namespaces/shop/pods": { items: name === undefined ? [] : [pod(name)] },
        "/api/v1/namespaces/shop/persistentvolumeclaims": { items: [] },
        "/apis/batch/v1/namespaces/shop/jobs": { items: [] },
    };
    return objects[pathname];
}

describe("npm run status", function () {
    this.timeout(120_000);
    let directory: string;
    let server: Server;
    before(async () => {
        server = createServer(({ url = "" }, response) => {
            const found = answer(url);
            // Nodes are not shown to a deployer of one namespace.
            response.writeHead(found !== undefined ? 200 : url.startsWith("/api/v1/nodes") ? 403 : 404);
            response.end(JSON.stringify(found ?? { message: "no" }));
        });
        server.on("upgrade", (_, socket) => {
            socket.end("HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n");
        });
        await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    });
    beforeEach(() => {
        directory = mkdtempSync(join(tmpdir(), "kafka-status-"));
        write("Pulumi.yaml", "name: kafka\nruntime: nodejs\nconfig:\n  kubernetes:context: { value: main }\n");
        write(
            "Pulumi.dev.yaml",
            "config:\n  kafka:namespace: { name: shop }\n  kafka:passwords: { a: { secure: x } }\n",
        );
        kubeconfig((server.address() as AddressInfo).port);
    });
    afterEach(() => {
        rmSync(directory, { recursive: true });
    });
    after((done) => {
        server.close(done);
        server.closeAllConnections();
    });

    function write(name: string, content: string): void {
        writeFileSync(join(directory, name), content);
    }

    function kubeconfig(port: number): void {
        const cluster = { server: `http://127.0.0.1:${port}`, "insecure-skip-tls-verify": true };
        const config = {
            clusters: [{ name: "c", cluster }],
            users: [{ name: "u", user: { token: "t" } }],
            contexts: [{ name: "main", context: { cluster: "c", user: "u" } }],
        };
        write("kubeconfig", JSON.stringify(config));
    }

    async function status(...args: readonly string[]): Promise<Ended> {
        const { PATH } = process.env;
        const child = spawn(
            process.execPath,
            ["--require", join(top, "node_modules", "ts-node", "register"), main, ...args],
            {
                cwd: directory,
                // There is no CLI: nothing but the history of the stack needs one.
                env: {
                    KUBECONFIG: join(directory, "kubeconfig"),
                    TS_NODE_PROJECT: join(top, "tsconfig.json"),
                    HOME: directory,
                    PATH: PATH?.includes("pulumi") ? "/usr/bin:/bin" : PATH,
                },
            },
        );
        let [stdout, stderr] = ["", ""];
        child.stdout.on("data", (text: Buffer) => (stdout += text.toString()));
        child.stderr.on("data", (text: Buffer) => (stderr += text.toString()));
        const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
        return { code, stdout, stderr };
    }

    it("shows what may be asked, says why the rest is unknown, and ends with 2", async () => {
        const { code, stdout, stderr } = await status("-s", "dev", "--json");
        assert.equal(code, 2, stdout + stderr);
        const said = JSON.parse(stdout) as Status;
        assert.equal(said.health, "unknown");
        assert.equal(said.namespace, "shop");
        assert.ok(isKnown(said.brokers));
        const [broker] = said.brokers;
        assert.deepEqual(
            [broker?.pod, broker?.state, broker?.restarts, broker?.version, broker?.zone],
            ["kafka-0", "ready", 2, "1.2", null],
        );
        assert.deepEqual(broker?.disk, { unknown: "no right to create pods/exec" });
        assert.deepEqual(said.partitions, { unknown: "no right to create pods/exec" });
        assert.equal(said.console, null);
    });

    it("has neither colours nor control sequences where it is no terminal", async () => {
        const { stdout } = await status("--stack", "acme/kafka/dev");
        assert.match(stdout, /^BROKERS {2}1 of 1 ready/m);
        assert.ok(!stdout.includes("\u001b"));
    });

    const refused: readonly (readonly [what: string, args: readonly string[], prepare: () => unknown, line: RegExp])[] =
        [
            [
                "an API server that is away",
                ["-s", "dev"],
                async () => {
                    kubeconfig(await closedPort());
                },
                /^http:\/\/127\.0\.0\.1:\d+ cannot be asked about namespace shop: connect ECONNREFUSED [^\n]*\n$/,
            ],
            [
                "an option that there is not",
                ["--yaml"],
                () => undefined,
                /^Unknown option '--yaml'[^]*usage: npm run -s status/,
            ],
            [
                "watching where there is no terminal",
                ["-s", "dev", "--watch"],
                () => undefined,
                /^--watch needs a terminal: for scripts there is --json\n$/,
            ],
        ];
    for (const [what, args, prepare, line] of refused) {
        it(`ends with 2 and one line for ${what}`, async () => {
            await prepare();
            const { code, stdout, stderr } = await status(...args);
            assert.equal(code, 2);
            assert.equal(stdout, "");
            assert.match(stderr, line);
        });
    }

    it("shows a cluster whose stack file is being edited, as long as the namespace is right", async () => {
        write("Pulumi.dev.yaml", "config:\n  kafka:namespace: { name: shop }\n  kafka:brokers: { replicas: many }\n");
        const { stdout } = await status("-s", "dev");
        assert.match(stdout, /· the stack file has problems\n/);
    });
});
