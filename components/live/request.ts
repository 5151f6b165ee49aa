import type { ExecAuth } from "@kubernetes/client-node/dist/exec_auth.js";
import { readFileSync } from "node:fs";
import { request as plainRequest } from "node:http";
import { request as tlsRequest } from "node:https";
import type { RequestOptions } from "node:https";
import { text } from "node:stream/consumers";
import { answerTimeoutMs, connection, kubeConfig } from "./connection";
import type { Connection } from "./connection";

/** How the API server answered. */
export interface Answer {
    /** The status of HTTP: 200, 404. */
    readonly status: number;
    /** What it said: JSON. */
    readonly body: string;
}

/**
 * Asks the API server for a path, such as `/api/v1/namespaces/apps/services/kafka`; gives up after {@link answerTimeoutMs}. Every preview
 * asks, and the client library takes as long to load as the whole program, for its models of every kind there is: this needs none of
 * them. Throws where the server cannot be asked.
 */
export async function get(path: string): Promise<Answer> {
    const to = await connection();
    const { server, skipTLSVerify } = to.cluster;
    const secure = server.startsWith("https:");
    if (!secure && !skipTLSVerify) {
        throw new Error(`${server} is no https: credentials are sent to it only with insecure-skip-tls-verify`);
    }
    const options = { ...(await optionsFor(to)), signal: AbortSignal.timeout(answerTimeoutMs) };
    return new Promise((resolve, reject) => {
        (secure ? tlsRequest : plainRequest)(server + path, options, (response) => {
            text(response).then((body) => {
                resolve({ status: response.statusCode ?? 0, body });
            }, reject);
        })
            .on("error", reject)
            .end();
    });
}

async function optionsFor({ cluster, user }: Connection): Promise<RequestOptions> {
    const headers: Record<string, string> = {};
    const options: RequestOptions = { headers };
    // Rare, and much code: OpenID Connect, the token file of a pod, proxies.
    if (cluster.proxyUrl || user?.authProvider) {
        await (await kubeConfig()).applyToHTTPSOptions(options);
        return options;
    }
    if (user?.exec) {
        await (await execAuth()).applyAuthentication(user, options);
    }
    if (user?.token) {
        headers["Authorization"] = `Bearer ${user.token}`;
    }
    if (user?.impersonateUser) {
        headers["Impersonate-User"] = user.impersonateUser;
    }
    return {
        ...options,
        ...part("ca", cluster.caFile, cluster.caData),
        ...part("cert", user?.certFile, user?.certData),
        ...part("key", user?.keyFile, user?.keyData),
        ...(user?.username ? { auth: `${user.username}:${user.password ?? ""}` } : {}),
        ...(cluster.skipTLSVerify ? { rejectUnauthorized: false } : {}),
        ...(cluster.tlsServerName ? { servername: cluster.tlsServerName } : {}),
    };
}

/** A part of the credentials that a kubeconfig names as a file or holds itself, in Base64. */
function part(option: "ca" | "cert" | "key", path: string | undefined, data: string | undefined): RequestOptions {
    const content = path ? readFileSync(path) : data ? Buffer.from(data, "base64") : undefined;
    return content === undefined ? {} : { [option]: content };
}

let auth: Promise<ExecAuth> | undefined;

/** Runs the command that a kubeconfig names for credentials (`aws eks get-token`), once for as long as they are good. */
async function execAuth(): Promise<ExecAuth> {
    auth ??= import("@kubernetes/client-node/dist/exec_auth.js").then((library) => new library.ExecAuth());
    return auth;
}
