import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, request as plain } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import { request as encrypted } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { KubeConfig } from "@kubernetes/client-node";

/** Runs with a KUBECONFIG whose API server is the same, by way of this process, which counts the requests. A watch is one request. */
export async function countingRequests<T>(use: (count: () => number) => Promise<T>): Promise<T> {
    const config = new KubeConfig();
    config.loadFromDefault();
    const cluster = config.getCurrentCluster();
    const target = new URL(cluster?.server ?? "");
    const options = {};
    await config.applyToHTTPSOptions(options);
    let requests = 0;
    const server = createServer((asked, answer) => {
        requests += 1;
        forward(asked, answer, target, options);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const directory = mkdtempSync(join(tmpdir(), "kafka-counted-"));
    const before = process.env["KUBECONFIG"];
    try {
        const { port } = server.address() as AddressInfo;
        const file = join(directory, "kubeconfig");
        const named = (kind: object) => [{ name: "counted", ...kind }];
        const kubeconfig = {
            apiVersion: "v1",
            kind: "Config",
            clusters: named({ cluster: { server: `http://127.0.0.1:${port}`, "insecure-skip-tls-verify": true } }),
            users: named({ user: {} }),
            contexts: named({ context: { cluster: "counted", user: "counted" } }),
            "current-context": "counted",
        };
        writeFileSync(file, JSON.stringify(kubeconfig));
        process.env["KUBECONFIG"] = file;
        return await use(() => requests);
    } finally {
        process.env["KUBECONFIG"] = before;
        server.closeAllConnections();
        server.close();
        rmSync(directory, { recursive: true, force: true });
    }
}

function forward(asked: IncomingMessage, answer: ServerResponse, target: URL, options: object): void {
    const headers = { ...asked.headers, host: target.host };
    const request = target.protocol === "https:" ? encrypted : plain;
    const onward = request(
        new URL(asked.url ?? "/", target),
        { ...options, method: asked.method, headers },
        (reply) => {
            answer.writeHead(reply.statusCode ?? 502, reply.headers);
            // Of a watch nothing else comes for a while.
            answer.flushHeaders();
            reply.pipe(answer);
        },
    );
    onward.on("error", () => answer.destroy());
    // Whoever ends a watch ends it there too.
    answer.on("close", () => onward.destroy());
    asked.pipe(onward);
}
