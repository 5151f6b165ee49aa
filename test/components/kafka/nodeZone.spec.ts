import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:https";
import type { IncomingHttpHeaders, Server } from "node:http";
import type { AddressInfo } from "node:net";
import { authority } from "../../certificates";
import type { Authority, Subject } from "../../certificates";
import { closedPort, Sandbox, scriptFile, virtualTime } from "../bash";
import type { Ran } from "../bash";
import { standIn, start } from "./startScript";

interface Asked {
    readonly path: string;
    readonly headers: IncomingHttpHeaders;
}

/** A node as the API server has it, in one line. */
function node(labels: object, annotations: object = {}): string {
    return JSON.stringify({
        kind: "PartialObjectMetadata",
        apiVersion: "meta.k8s.io/v1",
        metadata: { name: "node-1", labels, annotations },
    });
}

const zoneLabel = "topology.kubernetes.io/zone";

describe("the script that reads the zone of a broker's node", () => {
    let ours: Authority;
    let sandbox: Sandbox;
    let server: Server | undefined;
    let asked: Asked[];
    before(async () => {
        ours = await authority("kubernetes");
    });
    beforeEach(() => {
        sandbox = new Sandbox();
        asked = [];
        mkdirSync(sandbox.path("api"));
        writeFileSync(sandbox.path("api/token"), "secret-token");
        writeFileSync(sandbox.path("api/ca.crt"), ours.certificate);
    });
    afterEach(() => {
        server?.close();
        sandbox.remove();
    });

    /** Starts an API server that answers so, each time the next, and the last one for ever; returns its port. */
    async function apiServer(
        answers: readonly (readonly [status: number, body: string])[],
        subject: Subject = { addresses: ["127.0.0.1"] },
        by: Authority = ours,
    ): Promise<number> {
        const { certificate, key } = await by.issue(subject);
        const made = createServer({ cert: certificate, key }, (request, response) => {
            const [status, body] = answers[Math.min(asked.length, answers.length - 1)] ?? [500, ""];
            asked.push({ path: request.url ?? "", headers: request.headers });
            response.writeHead(status, { "content-type": "application/json" });
            response.end(body);
        });
        server = made;
        return new Promise((resolve) => {
            made.listen(0, "127.0.0.1", () => {
                resolve((made.address() as AddressInfo).port);
            });
        });
    }

    async function run(port: number, environment: Readonly<Record<string, string>> = {}): Promise<Ran> {
        return sandbox.run(["/bin/bash", scriptFile("kafka", "node-zone.sh")], {
            ...virtualTime(),
            NODE_NAME: "node-1",
            KUBERNETES_SERVICE_HOST: "127.0.0.1",
            KUBERNETES_SERVICE_PORT: String(port),
            API_DIRECTORY: sandbox.path("api"),
            SCRATCH_DIRECTORY: sandbox.path("scratch"),
            TMPDIR: sandbox.directory,
            ATTEMPTS: "3",
            ...environment,
        });
    }

    function zone(): string {
        return readFileSync(sandbox.path("scratch/zone"), "utf8");
    }

    it("asks for the metadata of its node, and leaves the zone", async () => {
        const { code, stdout } = await run(await apiServer([[200, node({ a: "b", [zoneLabel]: "eu-1a" })]]));
        assert.equal(code, 0);
        assert.equal(stdout, "node-zone.sh: node node-1 is in zone eu-1a\n");
        assert.equal(zone(), "eu-1a");
        assert.equal(asked.length, 1);
        assert.equal(asked[0]?.path, "/api/v1/nodes/node-1");
        assert.equal(asked[0].headers.authorization, "Bearer secret-token");
        assert.match(asked[0].headers.accept ?? "", /;as=PartialObjectMetadata;/);
    });

    it("reads an answer of many lines too", async () => {
        const pretty = JSON.stringify(JSON.parse(node({ [zoneLabel]: "b" })), null, 2);
        await run(await apiServer([[200, pretty]]));
        assert.equal(zone(), "b");
    });

    it("leaves an empty file where the node has no zone, whatever stands in its annotations", async () => {
        const annotations = { last: JSON.stringify({ labels: { [zoneLabel]: "old" } }) };
        const { code, stdout } = await run(await apiServer([[200, node({ a: "b" }, annotations)]]));
        assert.equal(code, 0);
        assert.equal(stdout, "node-zone.sh: node node-1 is in zone (none)\n");
        assert.equal(zone(), "");
    });

    it("never sends its token to a server that another authority has signed for", async () => {
        const port = await apiServer([[200, node({ [zoneLabel]: "a" })]], undefined, await authority("kubernetes"));
        const { code, stderr } = await run(port);
        assert.equal(code, 1);
        assert.match(stderr, /^node-zone\.sh: cannot read the zone of node node-1: .*verify error/);
        assert.deepEqual(asked, []);
    });

    it("never sends its token to a server whose certificate is for another address", async () => {
        const port = await apiServer([[200, node({ [zoneLabel]: "a" })]], { addresses: ["127.0.0.2"] });
        const { code, stderr } = await run(port);
        assert.equal(code, 1);
        assert.match(stderr, /verify error.*IP address mismatch/);
        assert.deepEqual(asked, []);
    });

    it("takes a name for the API server, as some platforms give one", async () => {
        const port = await apiServer([[200, node({ [zoneLabel]: "a" })]], { names: ["localhost"] });
        const environment = { KUBERNETES_SERVICE_HOST: "localhost" };
        assert.equal((await run(port, environment)).code, 0);
        server?.close();
        asked = [];
        const other = await apiServer([[200, node({ [zoneLabel]: "a" })]], { names: ["other.example.com"] });
        assert.match((await run(other, environment)).stderr, /verify error.*[Hh]ostname mismatch/);
        assert.deepEqual(asked, []);
    });

    it("tries again while its rights are not known yet", async () => {
        const forbidden = [403, '{"kind":"Status","message":"later"}'] as const;
        const port = await apiServer([forbidden, forbidden, [200, node({ [zoneLabel]: "c" })]]);
        assert.equal((await run(port)).code, 0);
        assert.equal(zone(), "c");
        assert.equal(asked.length, 3);
    });

    it("says what the API server says where it has no right, and leaves no zone", async () => {
        const message = 'nodes \\"node-1\\" is forbidden: User \\"system:serviceaccount:a:b\\" cannot get resource';
        const { code, stdout, stderr } = await run(
            await apiServer([[403, `{"kind":"Status","message":"${message}"}`]]),
        );
        assert.equal(code, 1);
        assert.equal(stdout, "");
        assert.equal(
            stderr,
            `node-zone.sh: cannot read the zone of node node-1: HTTP 403 (${message}); brokers need to get nodes (kafka:brokers.rack, docs/placement.md)\n`,
        );
        assert.throws(zone, /ENOENT/);
    });

    it("says so where nobody answers, and where the image has no openssl", async () => {
        assert.match((await run(await closedPort())).stderr, /node node-1: .*(errno|error)/);
        sandbox.stub("openssl", "echo 'timeout: openssl: command not found' >&2; exit 127");
        assert.match((await run(1)).stderr, /node node-1: .*openssl: command not found;/);
    });

    it("takes an answer that ends early for none", async () => {
        const port = await apiServer([[200, ""]]);
        assert.match((await run(port)).stderr, /cannot read the zone of node node-1: HTTP 200;/);
        assert.equal(asked.length, 3);
    });

    it("is what a broker's start names as its rack, before what the pod's label says", async () => {
        standIn(sandbox);
        await run(await apiServer([[200, node({ [zoneLabel]: "eu-1a" })]]));
        assert.match((await start(sandbox, "kafka-0")).stdout, /^argument broker\.rack=eu-1a$/m);
        assert.match((await start(sandbox, "kafka-0", { NODE_ZONE: "b" })).stdout, /^argument broker\.rack=eu-1a$/m);
        writeFileSync(sandbox.path("scratch/zone"), "");
        assert.doesNotMatch((await start(sandbox, "kafka-0")).stdout, /rack/);
    });
});
