import { strict as assert } from "node:assert";
import { setTimeout as pause } from "node:timers/promises";
import { field } from "./cluster";
import { fixture } from "./fixture";
import { unique } from "./stack";
import { statefulSet } from "./workloads";

const group = "rbac.authorization.k8s.io";

describe("contract: the rights that a wait needs", function () {
    const { namespace, client, stack, at } = fixture(this);

    /** A kubeconfig of somebody who may do anything with single objects of the namespace, but list and watch only these. */
    const kubeconfig = async (...listed: string[]): Promise<string> => {
        const name = unique("user");
        await client.create({ ...at("v1", "ServiceAccount", name) });
        await client.create({
            ...at(`${group}/v1`, "Role", name),
            rules: [
                { apiGroups: ["*"], resources: ["*"], verbs: ["get", "create", "update", "patch", "delete"] },
                { apiGroups: ["*"], resources: listed, verbs: ["list", "watch"] },
            ],
        });
        await client.create({
            ...at(`${group}/v1`, "RoleBinding", name),
            roleRef: { apiGroup: group, kind: "Role", name },
            subjects: [{ kind: "ServiceAccount", name, namespace }],
        });
        const token = {
            ...at("v1", "Secret", name),
            metadata: { name, namespace, annotations: { "kubernetes.io/service-account.name": name } },
        };
        await client.create({ ...token, type: "kubernetes.io/service-account-token" });
        const read = async (): Promise<unknown> => field(await client.get(token), "data", "token");
        await client.until("the token", async () => (await read()) !== undefined);
        return client.kubeconfigOf(Buffer.from(String(await read()), "base64").toString());
    };

    const program = (name: string) => () => {
        statefulSet({ name, namespace, unready: true, options: { customTimeouts: { create: "5s" } } });
        return undefined;
    };

    it("ends in time where all objects of the kinds that it looks at may be listed", async () => {
        const test = stack({ "kubernetes:kubeconfig": await kubeconfig("statefulsets", "pods", "events") });
        const { failed, output } = await test.up(program(unique("allowed")));
        assert.equal(failed, true);
        assert.match(output, /timed out waiting to be Ready/);
    });

    for (const missing of ["pods", "statefulsets"]) {
        it(`never ends by itself where ${missing} may not be listed, whatever the limit`, async () => {
            const listed = ["statefulsets", "pods", "events"].filter((kind) => kind !== missing);
            const test = stack({ "kubernetes:kubeconfig": await kubeconfig(...listed) });
            const name = unique("blind");
            const interrupt = new AbortController();
            let ended = false;
            const running = test.up(program(name), interrupt.signal).finally(() => {
                ended = true;
            });
            await client.until("the StatefulSet", async () => {
                return (await client.find(at("apps/v1", "StatefulSet", name))) !== undefined;
            });
            await pause(15_000);
            assert.equal(ended, false);
            interrupt.abort();
            const { failed, output } = await running;
            assert.equal(failed, true);
            assert.match(output, new RegExp(`Resource operation was cancelled for "${name}"`));
        });
    }
});
