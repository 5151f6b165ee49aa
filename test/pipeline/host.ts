import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** A request as the host got it. */
interface Request {
    readonly method: string;
    readonly path: string;
    readonly body: Readonly<Record<string, unknown>> | undefined;
    readonly headers: Readonly<Record<string, unknown>>;
}

/** A host of this machine that answers REST calls in place of GitHub or GitLab. */
export interface Host {
    readonly url: string;
    /** What changed something, in order. */
    readonly writes: Request[];
    close(): Promise<void>;
}

/** Starts a host whose lists, by path, come in pages; it takes every write, or answers `refusal` to all of them. */
export async function startHost(
    lists: Readonly<Record<string, readonly object[]>>,
    refusal?: { readonly status: number; readonly says: string },
): Promise<Host> {
    const writes: Request[] = [];
    const server = createServer((request, response) => {
        const url = new URL(request.url ?? "", "http://host");
        let text = "";
        request.on("data", (chunk: Buffer) => (text += chunk.toString()));
        request.on("end", () => {
            const body = text === "" ? undefined : (JSON.parse(text) as Record<string, unknown>);
            if (request.method === "GET") {
                const size = Number(url.searchParams.get("per_page") ?? 30);
                const page = Number(url.searchParams.get("page") ?? 1);
                const list = lists[url.pathname];
                response.statusCode = list === undefined ? 404 : 200;
                response.end(JSON.stringify((list ?? []).slice((page - 1) * size, page * size)));
                return;
            }
            writes.push({ method: request.method ?? "", path: url.pathname, body, headers: request.headers });
            response.statusCode = refusal?.status ?? 200;
            response.end(refusal?.says ?? "{}");
        });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return {
        url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
        writes,
        close: () =>
            new Promise((resolve) => {
                server.closeAllConnections();
                server.close(() => {
                    resolve();
                });
            }),
    };
}
