import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { KubernetesObject } from "../../../components/live/object";
import type * as Live from "../../../components/live/object";
import { deploy } from "../../harness";

const service = {
    apiVersion: "v1",
    kind: "Service",
    metadata: { name: "kafka", namespace: "apps", annotations: { a: "b" } },
};
const wanted: KubernetesObject = { apiVersion: "v1", kind: "Service", metadata: { name: "kafka", namespace: "apps" } };

const storageClass = { apiVersion: "storage.k8s.io/v1", kind: "StorageClass", metadata: { name: "fast" } };

/** As much of an API server as has these objects. */
const answers: Readonly<Record<string, object>> = {
    "/api/v1/namespaces/hidden": { kind: "Status", code: 403, message: 'namespaces "hidden" is forbidden' },
    "/api/v1/namespaces/apps/services/kafka": service,
    "/api/v1/services": { items: [service] },
    "/apis/storage.k8s.io/v1/storageclasses/fast": storageClass,
    "/apis/networking.k8s.io/v1/namespaces/apps/networkpolicies/kafka": { ...service, kind: "NetworkPolicy" },
};

function kubeconfig(port: number): string {
    // The client takes plain HTTP only where certificates are not checked anyway.
    const server = { server: `http://127.0.0.1:${port}`, "insecure-skip-tls-verify": true };
    const cluster = { name: "c", cluster: server };
    const context = { name: "c", context: { cluster: "c", user: "u" } };
    return JSON.stringify({
        apiVersion: "v1",
        kind: "Config",
        clusters: [cluster],
        contexts: [context],
        users: [{ name: "u", user: {} }],
        "current-context": "c",
    });
}

async function readOn(port: number, object: KubernetesObject, preview = false): Promise<KubernetesObject | undefined> {
    return looked(port, (live) => live.readLive(object), preview);
}

/** What a look comes to with a client of its own, which talks to the port as `kubernetes:kubeconfig` says. */
async function looked<T>(
    port: number,
    look: (live: typeof Live) => Promise<T>,
    preview = false,
): Promise<T | undefined> {
    const module = require.resolve("../../../components/live/object");
    // eslint-disable-next-line @typescript-eslint/no-dynamic-delete -- the client is made once for each require
    delete require.cache[module];
    // eslint-disable-next-line @typescript-eslint/no-dynamic-delete -- nor may the connection be that of the test before
    delete require.cache[require.resolve("../../../components/live/request")];
    // eslint-disable-next-line @typescript-eslint/no-dynamic-delete -- nor may the connection be that of the test before
    delete require.cache[require.resolve("../../../components/live/connection")];
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- a second import() would not run it again
    const live = require(module) as typeof Live;
    let found: T | undefined;
    await deploy(
        async () => {
            found = await look(live);
        },
        { "kubernetes:kubeconfig": kubeconfig(port) },
        "test",
        preview,
    );
    return found;
}

describe("readLive", () => {
    let server: Server;
    let port: number;

    before((done) => {
        server = createServer((request, response) => {
            const url = request.url ?? "";
            const answer = answers[url];
            response.writeHead(/secrets|pods|hidden/.test(url) ? 403 : answer === undefined ? 404 : 200, {
                "content-type": "application/json",
            });
            response.end(JSON.stringify(answer ?? { kind: "Status", code: 404, reason: "NotFound" }));
        }).listen(0, "127.0.0.1", () => {
            port = (server.address() as AddressInfo).port;
            done();
        });
    });
    after((done) => {
        server.close(done);
        server.closeAllConnections();
    });

    it("finds the object that the cluster of kubernetes:kubeconfig has", async () => {
        const found = await readOn(port, wanted);
        assert.deepEqual(found?.metadata.annotations, { a: "b" });
    });

    it("finds an object of any group, and one without a namespace", async () => {
        assert.deepEqual(await readOn(port, storageClass), storageClass);
        const policy = { ...wanted, apiVersion: "networking.k8s.io/v1", kind: "NetworkPolicy" };
        assert.equal((await readOn(port, policy))?.kind, "NetworkPolicy");
    });

    it("fails a run where it may not ask, and finds nothing in a preview", async () => {
        const secret = { ...wanted, kind: "Secret" };
        await assert.rejects(readOn(port, secret), {
            message: /^cannot look up Secret kafka in the cluster .*: HTTP status 403; nothing/,
        });
        assert.equal(await readOn(port, secret, true), undefined);
    });

    it("says in the words of the API server that a namespace may not be looked at, and how to go on without", async () => {
        await assert.rejects(readOn(port, { apiVersion: "v1", kind: "Namespace", metadata: { name: "hidden" } }), {
            message:
                'cannot look up Namespace hidden in the cluster that would be changed: namespaces "hidden" is forbidden; nothing is changed without: ' +
                "have the namespace made, and set kafka:namespace.manage to false to use it as it is; or have the right to get and patch it",
        });
    });

    it("says how to go on without the right to ClusterRoles", async () => {
        for (const kind of ["ClusterRole", "ClusterRoleBinding"]) {
            const hidden = { apiVersion: "rbac.authorization.k8s.io/v1", kind, metadata: { name: "hidden" } };
            await assert.rejects(readOn(port, hidden), {
                message:
                    `cannot look up ${kind} hidden in the cluster that would be changed: HTTP status 403; nothing is changed without: ` +
                    "have the rights to get, create, patch and delete it, and to get nodes; or set kafka:brokers.rack to label, and see docs/placement.md for the zones",
            });
        }
    });

    it("says how to go on without the right to NetworkPolicies", async () => {
        const hidden = {
            ...wanted,
            apiVersion: "networking.k8s.io/v1",
            kind: "NetworkPolicy",
            metadata: { name: "hidden" },
        };
        await assert.rejects(readOn(port, hidden), {
            message:
                "cannot look up NetworkPolicy hidden in the cluster that would be changed: HTTP status 403; nothing is changed without: " +
                "have the rights to get, create, patch and delete it; or set kafka:security.networkPolicies.enabled to false, and whoever reaches a port may use it",
        });
    });

    it("finds nothing where there is no such object", async () => {
        assert.equal(await readOn(port, { ...wanted, metadata: { name: "other", namespace: "apps" } }), undefined);
    });

    it("finds nothing where no cluster answers a preview, which stays possible", async () => {
        assert.equal(await readOn(1, wanted, true), undefined);
    });

    it("lists all namespaces, and tells a deployer who may not see them from a cluster that does not answer", async () => {
        assert.deepEqual(await looked(port, (live) => live.listEverywhere("v1", "Service")), [service]);
        assert.equal(await looked(port, (live) => live.listEverywhere("v1", "Pod")), "forbidden");
        assert.equal(await looked(1, (live) => live.listEverywhere("v1", "Service"), true), undefined);
        await assert.rejects(
            looked(1, (live) => live.listEverywhere("v1", "Service")),
            { message: /^cannot look up the Services of all namespaces in the cluster that would be changed: / },
        );
    });

    it("fails a run where no cluster answers: what cannot be looked up must not be changed", async () => {
        await assert.rejects(readOn(1, wanted), {
            message:
                /^cannot look up Service kafka in the cluster that would be changed: .*; nothing is changed without: check kubernetes:kubeconfig/,
        });
    });
});
