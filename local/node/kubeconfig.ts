import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { paths } from "../paths";
import { type Client, pkiFile } from "./certificates";
import { apiUrl, cluster, stateDirs } from "./layout";

/**
 * Writes a client's kubeconfig, with everything embedded so that the file may be copied.
 * @returns its path: `paths.kubeconfig` for the administrator.
 */
export function writeKubeconfig(client: Client): string {
    const file = client === "admin" ? paths.kubeconfig : join(stateDirs.config, `${client}.kubeconfig`);
    const config = {
        apiVersion: "v1",
        kind: "Config",
        "current-context": cluster.name,
        clusters: [
            {
                name: cluster.name,
                cluster: { server: apiUrl, "certificate-authority-data": encoded(pkiFile("ca", "crt")) },
            },
        ],
        users: [
            {
                name: client,
                user: {
                    "client-certificate-data": encoded(pkiFile(client, "crt")),
                    "client-key-data": encoded(pkiFile(client, "key")),
                },
            },
        ],
        contexts: [{ name: cluster.name, context: { cluster: cluster.name, user: client } }],
    };
    mkdirSync(stateDirs.config, { recursive: true });
    // JSON is YAML.
    writeFileSync(file, `${JSON.stringify(config, null, 2)}\n`, { mode: 0o600 });
    return file;
}

function encoded(file: string): string {
    return readFileSync(file).toString("base64");
}
