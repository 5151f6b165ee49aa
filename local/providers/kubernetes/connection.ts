import { existsSync } from "node:fs";
import http from "node:http";
import https from "node:https";
import type { KubeConfig } from "@kubernetes/client-node/dist/config.js";
import type { Options } from "./options";

/** How to reach an API server. */
export interface Connection {
    /** Its root, such as `https://10.0.0.1:6443`. */
    readonly server: string;
    /** The namespace for objects that name none. */
    readonly namespace: string;
    /** Connections to it, kept open between requests. */
    readonly agent: http.Agent;
    /** Headers that authenticate each request. */
    readonly headers: () => Promise<http.OutgoingHttpHeaders>;
}

function load(config: KubeConfig, kubeconfig: string): void {
    if (kubeconfig === "") {
        const [file] = (process.env["KUBECONFIG"] ?? "").split(":").filter((name) => name !== "");
        if (file !== undefined && !existsSync(file)) {
            throw new Error(`stat ${file}: no such file or directory`);
        }
        config.loadFromDefault();
    } else if (existsSync(kubeconfig)) {
        config.loadFromFile(kubeconfig);
    } else {
        config.loadFromString(kubeconfig);
    }
}

/** Loads a kubeconfig and picks what the options say; throws where it cannot be read or names no cluster. */
export async function connect(options: Options): Promise<Connection> {
    // Loaded late: it takes four tenths of a second, and the engine waits for the port first.
    const { KubeConfig } = await import("@kubernetes/client-node/dist/config.js");
    const config = new KubeConfig();
    load(config, options.kubeconfig);
    if (options.context !== "") {
        if (config.getContextObject(options.context) === null) {
            throw new Error(`context "${options.context}" does not exist`);
        }
        config.setCurrentContext(options.context);
    }
    const cluster = options.cluster === "" ? config.getCurrentCluster() : config.getCluster(options.cluster);
    if (cluster === null) {
        throw new Error("invalid configuration: no configuration has been provided");
    }
    const credentials: https.RequestOptions = {};
    await config.applyToHTTPSOptions(credentials);
    const { ca, cert, key, rejectUnauthorized } = credentials;
    const insecure = cluster.skipTLSVerify || rejectUnauthorized === false;
    const agent = cluster.server.startsWith("https:")
        ? new https.Agent({
              keepAlive: true,
              ca,
              cert,
              key,
              rejectUnauthorized: !insecure,
              ...(cluster.tlsServerName === undefined ? {} : { servername: cluster.tlsServerName }),
          })
        : new http.Agent({ keepAlive: true });
    const ambient = config.getContextObject(config.getCurrentContext())?.namespace ?? "default";
    return {
        server: cluster.server.replace(/\/$/, ""),
        namespace: options.namespace === "" ? ambient : options.namespace,
        agent,
        headers: async () => {
            // Asked for each time, because a token from a file or a helper program may have been renewed.
            const fresh: https.RequestOptions = {};
            await config.applyToHTTPSOptions(fresh);
            const basic = typeof fresh.auth === "string" ? Buffer.from(fresh.auth).toString("base64") : undefined;
            return {
                ...(fresh.headers as http.OutgoingHttpHeaders | undefined),
                ...(basic === undefined ? {} : { authorization: `Basic ${basic}` }),
            };
        },
    };
}
