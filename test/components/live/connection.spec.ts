import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type * as Connection from "../../../components/live/connection";
import { deploy } from "../../harness";

/** A kubeconfig with these clusters, each `name -> server` with a context and a user of the same name. */
function kubeconfig(clusters: Readonly<Record<string, string>>, current?: string): string {
    const names = Object.keys(clusters);
    return JSON.stringify({
        apiVersion: "v1",
        kind: "Config",
        clusters: names.map((name) => ({ name, cluster: { server: clusters[name] } })),
        users: names.map((name) => ({ name, user: { token: `token of ${clusters[name] ?? ""}` } })),
        contexts: names.map((name) => ({ name, context: { cluster: name, user: name } })),
        ...(current === undefined ? {} : { "current-context": current }),
    });
}

describe("the cluster that the guard asks", () => {
    let directory: string;
    const file = (name: string) => join(directory, name);

    before(() => {
        directory = mkdtempSync(join(tmpdir(), "kubeconfig-"));
        writeFileSync(file("prod"), kubeconfig({ prod: "https://prod", shared: "https://prod-shared" }, "prod"));
        writeFileSync(file("dev"), kubeconfig({ dev: "https://dev", shared: "https://dev-shared" }, "dev"));
        writeFileSync(file("empty"), "");
        writeFileSync(
            file("yaml"),
            `# written by hand
clusters: [{name: y, cluster: {server: https://yaml/}}]
users: [{name: y, user: {token: token of yaml}}]
contexts:
  - name: y
    context:
      cluster: y
      user: y
current-context: y
`,
        );
        writeFileSync(file("none"), kubeconfig({ extra: "https://extra" }));
        mkdirSync(file(".kube"));
        writeFileSync(file(".kube/config"), kubeconfig({ home: "https://home" }, "home"));
    });

    after(() => {
        rmSync(directory, { recursive: true });
    });

    /** The server, and the token it is asked with, under a configuration and an environment. */
    async function asked(config: Readonly<Record<string, string>>, environment: NodeJS.ProcessEnv): Promise<string> {
        const module = require.resolve("../../../components/live/connection");
        // eslint-disable-next-line @typescript-eslint/no-dynamic-delete -- the configuration is read once for each require
        delete require.cache[module];
        // eslint-disable-next-line @typescript-eslint/no-require-imports -- a second import() would not run it again
        const { connection, kubeConfig } = require(module) as typeof Connection;
        let server = "";
        const kept = { ...process.env };
        await deploy(async () => {
            for (const name of Object.keys(process.env).filter((one) => /^KUBECONFIG$|_PROXY$/i.test(one))) {
                Reflect.deleteProperty(process.env, name);
            }
            Object.assign(process.env, { HOME: directory }, environment);
            try {
                const { cluster, user } = await connection();
                const through = cluster.proxyUrl === undefined ? "" : ` through ${cluster.proxyUrl}`;
                server = `${cluster.server} ${user?.token ?? ""}${through}`;
                const loaded = await kubeConfig();
                assert.deepEqual(loaded.getCurrentCluster(), cluster);
                assert.deepEqual(loaded.getCurrentUser(), user);
            } catch (error) {
                server = (error as Error).message;
            } finally {
                // Not another object: the home directory is read from the process's own environment.
                for (const name of Object.keys(process.env).filter((one) => !(one in kept))) {
                    Reflect.deleteProperty(process.env, name);
                }
                Object.assign(process.env, kept);
            }
        }, config);
        return server;
    }

    const list = (...names: string[]) => ({ KUBECONFIG: names.map(file).join(":") });

    it("is that of the first of several files, as kubectl has it", async () => {
        assert.equal(await asked({}, list("prod", "dev")), "https://prod token of https://prod");
        assert.equal(await asked({}, list("dev", "prod")), "https://dev token of https://dev");
    });

    it("is that of the first file with a current context", async () => {
        assert.equal(await asked({}, list("none", "dev", "prod")), "https://dev token of https://dev");
    });

    it("is found where a file of the list is missing", async () => {
        assert.equal(await asked({}, list("missing", "dev")), "https://dev token of https://dev");
    });

    it("is the first of a name that stands in two files", async () => {
        const config = { "kubernetes:context": "shared" };
        assert.equal(await asked(config, list("prod", "dev")), "https://prod-shared token of https://prod-shared");
    });

    it("is read from YAML, and an empty file of the list says nothing", async () => {
        assert.equal(await asked({}, list("empty", "yaml", "dev")), "https://yaml token of yaml");
    });

    it("is none where the context does not name one", async () => {
        const message = 'the kubeconfig has no cluster for its context "gone"';
        assert.equal(await asked({ "kubernetes:context": "gone" }, list("dev")), message);
        assert.equal(await asked({ "kubernetes:cluster": "gone" }, list("dev")), message.replace("gone", "dev"));
        assert.equal(await asked({}, list("none")), message.replace("gone", ""));
    });

    it("is that of the home directory where no file is named", async () => {
        assert.equal(await asked({}, {}), "https://home token of https://home");
        assert.equal(await asked({}, { KUBECONFIG: "" }), "https://home token of https://home");
    });

    it("is what the stack's configuration of the provider says, from the home directory too", async () => {
        assert.equal(
            await asked({ "kubernetes:kubeconfig": file("dev") }, list("prod")),
            "https://dev token of https://dev",
        );
        assert.equal(
            await asked({ "kubernetes:kubeconfig": "~/dev" }, list("prod")),
            "https://dev token of https://dev",
        );
        const text = kubeconfig({ inline: "https://inline" }, "inline");
        assert.equal(
            await asked({ "kubernetes:kubeconfig": text }, list("prod")),
            "https://inline token of https://inline",
        );
    });

    it("is another one of the same context where the provider's cluster is set", async () => {
        assert.equal(
            await asked({ "kubernetes:cluster": "shared" }, list("prod")),
            "https://prod-shared token of https://prod",
        );
    });

    it("is asked through the proxy that the provider goes through, and through none where NO_PROXY says so", async () => {
        const proxy = { ...list("prod"), HTTPS_PROXY: "http://proxy:3128" };
        assert.equal(await asked({}, proxy), "https://prod token of https://prod through http://proxy:3128");
        assert.equal(await asked({}, { ...proxy, NO_PROXY: "other,prod" }), "https://prod token of https://prod");
        const local = kubeconfig({ here: "https://127.0.0.1:6443" }, "here");
        assert.equal(
            await asked({ "kubernetes:kubeconfig": local }, proxy),
            "https://127.0.0.1:6443 token of https://127.0.0.1:6443",
        );
    });

    it("is none where nothing is configured, and the files are named", async () => {
        assert.equal(await asked({}, list("missing", "gone")), `no kubeconfig at ${file("missing")}, ${file("gone")}`);
    });
});
