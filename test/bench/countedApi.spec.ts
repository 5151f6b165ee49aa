import assert from "node:assert/strict";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { countingRequests } from "../../bench/countedApi";

describe("an API server whose requests are counted", () => {
    const directory = mkdtempSync(join(tmpdir(), "kafka-counted-spec-"));
    const kubeconfig = join(directory, "kubeconfig");
    const before = process.env["KUBECONFIG"];
    let api: Server;
    let asked: string[];

    beforeEach(async () => {
        asked = [];
        api = createServer((request, answer) => {
            let body = "";
            request.on("data", (chunk: Buffer) => (body += chunk.toString()));
            request.on("end", () => {
                asked.push(
                    `${request.method ?? ""} ${request.url ?? ""} ${request.headers["x-asked-by"] as string} ${body}`,
                );
                answer.writeHead(request.url === "/missing" ? 404 : 200, { "x-answered": "yes" });
                if (request.url === "/watch") {
                    answer.flushHeaders();
                } else {
                    answer.end(`answer to ${body}`);
                }
            });
        }).listen(0, "127.0.0.1");
        await once(api, "listening");
        const server = `http://127.0.0.1:${(api.address() as AddressInfo).port}`;
        const named = (kind: object) => [{ name: "real", ...kind }];
        const config = {
            clusters: named({ cluster: { server, "insecure-skip-tls-verify": true } }),
            users: named({ user: {} }),
            contexts: named({ context: { cluster: "real", user: "real" } }),
            "current-context": "real",
        };
        writeFileSync(kubeconfig, JSON.stringify(config));
        process.env["KUBECONFIG"] = kubeconfig;
    });
    afterEach(async () => {
        process.env["KUBECONFIG"] = before;
        api.closeAllConnections();
        api.close();
        await once(api, "close");
    });
    after(() => {
        rmSync(directory, { recursive: true });
    });

    /** The server that KUBECONFIG names now. */
    function current(): string {
        const file = parse(readFileSync(process.env["KUBECONFIG"] ?? "", "utf8")) as {
            readonly clusters: readonly { readonly cluster: { readonly server: string } }[];
        };
        return file.clusters[0]?.cluster.server ?? "";
    }

    it("answers as the real one, which is asked the same", async () => {
        const [answer, missing, count] = await countingRequests(async (requests) => {
            const init = { method: "PATCH", body: "a patch", headers: { "x-asked-by": "spec" } };
            const patched = await fetch(`${current()}/api?force=true`, init);
            const none = await fetch(`${current()}/missing`, { headers: { "x-asked-by": "spec" } });
            return [[patched.headers.get("x-answered"), await patched.text()], none.status, requests()] as const;
        });
        assert.deepEqual([answer, missing, count], [["yes", "answer to a patch"], 404, 2]);
        assert.deepEqual(asked, ["PATCH /api?force=true spec a patch", "GET /missing spec "]);
    });

    it("answers a watch before anything happens", async () => {
        const status = await countingRequests(async () => {
            const watching = new AbortController();
            const { status: said } = await fetch(`${current()}/watch`, { signal: watching.signal });
            watching.abort();
            return said;
        });
        assert.equal(status, 200);
    });

    it("is gone afterwards, also after a failure", async () => {
        let server = "";
        await assert.rejects(
            countingRequests(() => {
                server = current();
                return Promise.reject(new Error("pulumi up failed"));
            }),
            /pulumi up failed/,
        );
        assert.equal(process.env["KUBECONFIG"], kubeconfig);
        await assert.rejects(fetch(server));
    });
});
