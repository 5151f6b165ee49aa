import { strict as assert } from "node:assert";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type * as Connection from "../../components/live/connection";
import { deploy } from "../harness";
import { attempt } from "./support/run";

/** A kubeconfig with one cluster and context of a name, which is current or not. */
function file(name: string, isCurrent = true): string {
    return JSON.stringify({
        apiVersion: "v1",
        kind: "Config",
        clusters: [
            { name, cluster: { server: `https://${name}:6443` } },
            { name: "shared", cluster: { server: `https://${name}-shared:6443` } },
        ],
        contexts: [
            { name, context: { cluster: name, user: name } },
            { name: "both", context: { cluster: "shared", user: name } },
        ],
        users: [{ name, user: { token: name } }],
        "current-context": isCurrent ? name : "",
    });
}

describe("the cluster that is asked", () => {
    const directory = mkdtempSync(join(tmpdir(), "kafka-kubeconfig-"));
    const path = (name: string): string => join(directory, name);

    before(() => {
        writeFileSync(path("a"), file("a"));
        writeFileSync(path("b"), file("b"));
        writeFileSync(path("none"), file("none", false));
    });
    after(() => {
        rmSync(directory, { recursive: true });
    });

    /** The server that the program asks, of these files and with this context. */
    async function asked(files: string, context?: string): Promise<string> {
        const module = require.resolve("../../components/live/connection");
        // eslint-disable-next-line @typescript-eslint/no-dynamic-delete -- the configuration is read once for each require
        delete require.cache[module];
        // eslint-disable-next-line @typescript-eslint/no-require-imports -- a second import() would not run it again
        const { connection } = require(module) as typeof Connection;
        let server = "";
        await deploy(
            async () => {
                process.env["KUBECONFIG"] = files;
                const found = await connection().catch(() => undefined);
                server = found?.cluster.server ?? "";
            },
            context === undefined ? {} : { "kubernetes:context": context },
        );
        return server;
    }

    /** The one that kubectl asks. */
    async function byKubectl(files: string, context?: string): Promise<string> {
        const chosen = context === undefined ? [] : ["--context", context];
        const template = "jsonpath={.clusters[0].cluster.server}";
        const args = ["kubectl", "config", "view", "--minify", "-o", template, ...chosen];
        const { code, stdout } = await attempt("env", [`KUBECONFIG=${files}`, ...args]);
        return code === 0 ? stdout : "";
    }

    const lists = ["a:b", "b:a", "none:b:a", "missing:b", "a:missing", "none", "a:b:none"];
    for (const list of lists) {
        for (const context of [undefined, "a", "b", "both", "gone"]) {
            it(`is kubectl's of KUBECONFIG=${list}${context === undefined ? "" : ` and the context ${context}`}`, async () => {
                const files = list.split(":").map(path).join(":");
                assert.equal(await asked(files, context), await byKubectl(files, context));
            });
        }
    }
});
