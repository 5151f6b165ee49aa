import { readFileSync } from "node:fs";
import { request } from "node:https";
import { pkiFile } from "./identities";
import { bridge, cluster } from "./layout";

/** What the API server answered. */
interface Answer {
    readonly status: number;
    /** The parsed body; the text itself when it is no JSON. */
    readonly body: unknown;
}

/** Asks the API server as the administrator. Rejects when it cannot be reached within five seconds; an HTTP error is an answer. */
function ask(path: string, apply?: object): Promise<Answer> {
    return new Promise((resolve, reject) => {
        const options = {
            host: bridge.address,
            port: cluster.apiPort,
            path,
            method: apply === undefined ? "GET" : "PATCH",
            ca: readFileSync(pkiFile("ca", "crt")),
            cert: readFileSync(pkiFile("admin", "crt")),
            key: readFileSync(pkiFile("admin", "key")),
            headers: apply === undefined ? {} : { "content-type": "application/apply-patch+yaml" },
            timeout: 5000,
        };
        const call = request(options, (response) => {
            const parts: Buffer[] = [];
            response.on("data", (part: Buffer) => parts.push(part));
            response.on("error", reject);
            response.on("end", () => {
                resolve({ status: response.statusCode ?? 0, body: parsed(Buffer.concat(parts).toString()) });
            });
        });
        call.on("timeout", () => call.destroy(new Error("the API server does not answer")));
        call.on("error", reject);
        call.end(apply === undefined ? undefined : JSON.stringify(apply));
    });
}

/** A GET that must answer 200; its body, as the caller knows it to be. */
export async function get<T>(path: string): Promise<T> {
    const { status, body } = await ask(path);
    if (status !== 200) {
        throw new Error(`${path}: ${status} ${typeof body === "string" ? body : JSON.stringify(body)}`);
    }
    return body as T;
}

/** Creates or updates an object by server-side apply. */
export async function apply(path: string, object: object): Promise<void> {
    const { status, body } = await ask(`${path}?fieldManager=${cluster.name}&force=true`, object);
    if (status !== 200 && status !== 201) {
        throw new Error(`${path}: ${status} ${JSON.stringify(body)}`);
    }
}

function parsed(text: string): unknown {
    try {
        return JSON.parse(text);
    } catch {
        return text;
    }
}
