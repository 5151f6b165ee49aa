import { strict as assert } from "node:assert";
import { createServer } from "node:http";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";
import { dirname } from "node:path";
import { ensureBuilt } from "../../../local/toolchain/build";
import { yamlHost } from "../../../local/toolchain/recipes";
import { at } from "../../harness";
import type { Json } from "../../harness";
import { Kubectl } from "../support/kubectl";
import type { Clone } from "./clone";
import { room } from "./step";
import type { Step } from "./step";

const namespaces = ["kafka-commands-orders", "kafka-commands-audit"];
const published: Json[] = [];
let registry: Server | undefined;

/** Gives the clusters of an example namespaces of this test. */
function rename(clone: Clone, file: string): void {
    clone.write(
        file,
        clone
            .read(file)
            .replace(/kafka-(orders|audit)"/g, 'kafka-commands-$1"')
            .replace(/name: kafka-(orders|audit) /g, "name: kafka-commands-$1 "),
    );
}

/** A registry of npm packages that takes whatever is published. */
async function startRegistry(clone: Clone): Promise<void> {
    const server = createServer((request, response) => {
        void json(request)
            .then((body) => published.push(body as Json))
            .catch(() => undefined)
            .finally(() => response.writeHead(request.method === "PUT" ? 201 : 404).end("{}"));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    registry = server;
    const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
    clone.export("YOUR_REGISTRY", `http://${host}/`);
    clone.export("NPM_CONFIG_USERCONFIG", `${clone.directory}/.state/npmrc`);
    clone.write(".state/npmrc", `//${host}/:_authToken=nobody\n`);
}

/** Expects both clusters to be there with nothing left to do, and removes them. */
async function serves(clone: Clone, folder: string): Promise<void> {
    const outputs = JSON.parse(await clone.shell(`cd ${folder} && pulumi stack output --json`)) as Json;
    assert.equal(at(outputs, "ordersServers"), `kafka.${namespaces[0] ?? ""}.svc.cluster.local:9092`);
    await clone.shell(`cd ${folder} && pulumi up --expect-no-changes && pulumi destroy`);
    for (const namespace of namespaces) {
        await new Kubectl(namespace).remove();
    }
}

const steps: readonly Step[] = [
    {
        page: "docs/reuse.md",
        heading: "TypeScript and JavaScript",
        prints: [/Created stack 'dev'/, /\+ \d+ created/],
        after: async (clone) => serves(clone, "examples/typescript"),
    },
    {
        page: "docs/reuse.md",
        heading: "TypeScript and JavaScript",
        index: 2,
        before: startRegistry,
        prints: [/\+ kafka@\d/],
        after: (clone) => {
            assert.deepEqual(
                published.map((body) => at(body, "name")),
                ["kafka"],
            );
            // What is installed afterwards comes from the reader's own registry.
            clone.forget("NPM_CONFIG_USERCONFIG");
            return Promise.resolve();
        },
    },
    {
        page: "docs/reuse.md",
        heading: "YAML",
        prints: [/Created stack 'dev'/, /\+ \d+ created/],
        after: async (clone) => serves(clone, "examples/yaml"),
    },
];

/** The cluster in programs of one's own. */
export const programs = room({
    title: "programs of one's own",
    namespace: "kafka-commands-orders",
    prepare: (clone) => {
        rename(clone, "examples/typescript/index.ts");
        rename(clone, "examples/yaml/Pulumi.yaml");
    },
    open: async (clone) => {
        await new Kubectl("kafka-commands-audit").remove();
        const recipe = yamlHost();
        const executableOf = await ensureBuilt([recipe]);
        clone.export("PATH", `${dirname(executableOf(recipe))}:${process.env["PATH"] ?? ""}`);
    },
    close: async () => {
        registry?.close();
        await new Kubectl("kafka-commands-audit").remove();
    },
    steps,
});
