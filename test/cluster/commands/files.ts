import { strict as assert } from "node:assert";
import { mkdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import type { Server } from "node:net";
import { join } from "node:path";
import { parseAllDocuments } from "yaml";
import { netcat } from "../../components/bash";
import type { Clone } from "./clone";
import { room } from "./step";
import type { Step } from "./step";

const stackFile = "Pulumi.prod.yaml";
let server: Server | undefined;

/** Names of the objects of a stream of manifests, by kind. */
function objects(stream: string): readonly string[] {
    return parseAllDocuments(stream).flatMap((document) => {
        const object = document.toJS() as { kind?: string; metadata?: { name?: string } } | null;
        return object === null ? [] : [`${object.kind ?? ""}/${object.metadata?.name ?? ""}`];
    });
}

/** A server of ZooKeeper, as far as one is asked whether it is alive. */
async function listen(): Promise<void> {
    const listening = createServer((socket) => {
        socket.once("data", () => socket.end("imok"));
    });
    await new Promise<void>((resolve, reject) => {
        listening.once("error", reject).listen(2181, "127.0.0.1", resolve);
    });
    server = listening;
}

const steps: readonly Step[] = [
    {
        page: "docs/gitops.md",
        heading: "Plain manifests, and GitOps",
        before: (clone) => {
            clone.write("old.yaml", clone.read(stackFile));
            clone.edit(stackFile, { "kafka:brokers.memory": "12Gi" });
            return Promise.resolve();
        },
        prints: [/rolls 3 brokers one by one/],
        after: (clone) => {
            const made = objects(clone.read("prod.yaml"));
            assert.ok(made.includes("StatefulSet/kafka") && made.includes("StatefulSet/zookeeper"), made.join(" "));
            assert.match(clone.read("rendered/2/statefulset-kafka.yaml"), /12Gi/);
            assert.ok(objects(clone.read("once.prod.yaml")).some((name) => name.startsWith("Secret/")));
            return Promise.resolve();
        },
    },
    {
        page: "docs/gitops.md",
        heading: "Argo CD",
        prints: [],
        after: (clone) => {
            const kafka = clone.read("rendered/2/statefulset-kafka.yaml");
            assert.match(kafka, /argocd\.argoproj\.io\/sync-wave: "2"/);
            return Promise.resolve();
        },
    },
    {
        page: "docs/gitops.md",
        heading: "What replaces the guard",
        prints: [/\| `kafka:brokers\.memory` \| `8Gi` \| `12Gi` \| rolls \|/],
        after: async (clone) => {
            assert.equal(clone.read("old.yaml"), await clone.git("show", `main:${stackFile}`));
        },
    },
    {
        page: "docs/ci.md",
        heading: "GitLab",
        prints: [],
        after: (clone) => {
            assert.equal(clone.read(".gitlab-ci.yml"), clone.read("docs/gitlab-ci.yml"));
            return Promise.resolve();
        },
    },
    {
        page: "CONTRIBUTING.md",
        heading: "One of each",
        // The snapshots are of the stack files as they were committed.
        before: async (clone) => {
            await clone.git("checkout", "--", stackFile);
        },
        prints: [/\d+ passing/],
        after: async (clone) => {
            assert.equal(await changed(clone), "");
        },
    },
    {
        page: "CONTRIBUTING.md",
        heading: "One of each",
        index: 2,
        before: async (clone) => {
            await listen();
            // Debian has it in several packages, and in none that is always there.
            const tools = join(clone.directory, ".state", "bin");
            mkdirSync(tools);
            writeFileSync(join(tools, "nc"), `#!/bin/bash\n${netcat}\n`, { mode: 0o755 });
            clone.export("PATH", `${tools}:${process.env["PATH"] ?? ""}`);
        },
        prints: [/\d+ passing/],
    },
];

/** What is made of the files alone, without a stack that runs. */
export const files = room({
    title: "a clone, and no stack",
    namespace: "kafka-commands-files",
    open: async (clone) => {
        await clone.shell("npm ci");
    },
    close: () => {
        server?.close();
        return Promise.resolve();
    },
    steps,
});

/** The files below test/ and docs/ that are not as they were committed. */
async function changed(clone: Clone): Promise<string> {
    return clone.git("status", "--porcelain", "test", "docs", "stack");
}
