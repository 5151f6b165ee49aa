import * as fc from "fast-check";
import assert from "node:assert/strict";
import { policySpecs } from "../../../components/security/policy";
import { dnsPorts, podKinds } from "../../../model/connections";
import { openings } from "../../../stack/openings";
import type { Json } from "../../harness";
import { isOpen } from "../../program/connectivity/evaluation";
import type { Endpoint, Port } from "../../program/connectivity/evaluation";
import { listeners, matrix } from "../../program/connectivity/matrix";
import { settingsOf } from "../parts";
import type { Groups } from "../parts";

const own = "kafka";
const table = matrix();
const kinds = Object.values(podKinds);

/** The policies of a stack file, as the API server has them. */
function policiesOf(groups: Groups, withConsole = true): readonly Json[] {
    const settings = settingsOf(groups);
    const readsNodes = settings.brokers.rack === "node";
    return policySpecs(openings(settings), {
        withConsole,
        withUsers: true,
        withTopics: true,
        withLag: true,
        withBackups: true,
        readsNodes,
    }).map(({ spec }) => JSON.parse(JSON.stringify({ metadata: { namespace: own }, spec })) as Json);
}

type Lists = Readonly<Record<"clients" | "metrics" | "console", readonly string[]>>;

/** The rows of the matrix that hold for a caller. */
function rowsOf({ namespace, labels }: Endpoint, lists: Lists): readonly string[] {
    if (namespace === undefined) {
        return ["from outside of the cluster"];
    }
    const kind = kinds.find(({ name }) => name === labels["app.kubernetes.io/name"]);
    if (namespace === own && kind !== undefined) {
        return [kind.name];
    }
    const listed = Object.entries(lists)
        .filter(([, names]) => names.includes("*") || names.includes(namespace))
        .map(([list]) => `a pod of a namespace in ${list}`);
    return [...listed, namespace === own ? "another pod of the namespace" : "a pod of any other namespace"];
}

/** Whether the matrix lets a caller reach a port of one kind of pods. */
function isInMatrix(rows: readonly string[], target: string, port: Port, published: boolean): boolean {
    const column = [...listeners].find(([, [name, number]]) => name === target && number === port.port)?.[0] ?? "";
    const cells = table.filter(({ from }) => rows.includes(from)).map(({ cells: of }) => of.get(column));
    const isDns = (dnsPorts as readonly number[]).includes(port.port);
    assert.ok(!isDns || column === "");
    return port.protocol === "TCP" && cells.some((cell) => cell === "yes" || (cell === "published" && published));
}

const labels = fc.constantFrom(
    {},
    { app: "orders" },
    ...kinds.map(({ name, instance }) => ({ "app.kubernetes.io/name": name, "app.kubernetes.io/instance": instance })),
);
const caller: fc.Arbitrary<Endpoint> = fc.record({
    namespace: fc.constantFrom(own, own, "orders", "billing", "kube-system", undefined),
    labels,
});
const protocol = fc.constantFrom<Port["protocol"][]>("TCP", "TCP", "TCP", "UDP");
const anyPort: fc.Arbitrary<Port> = fc.record({
    port: fc.oneof(fc.constantFrom(...dnsPorts), fc.integer({ min: 1, max: 65535 })),
    protocol,
});
const anyListener = fc
    .tuple(fc.constantFrom(...listeners.values()), protocol)
    .map(([[name, port], of]) => [name, { port, protocol: of }] as const);
/** A kind of pods, and mostly a port on which it listens. */
const destination = fc.oneof(
    anyListener,
    anyListener,
    fc.tuple(fc.constantFrom(...kinds.map(({ name }) => name)), anyPort),
);
const list = fc.oneof(fc.subarray(["orders", "billing", own]), fc.constant(["*"]));

/** Lists, with the policies that they come to; made once, for checking settings takes longer than evaluating policies. */
const stacks = fc
    .sample(fc.tuple(list, list, list, fc.constantFrom("ClusterIP", "ClusterIP", "NodePort", "LoadBalancer")), 50)
    .map(([clients, metrics, console, type]) => {
        const isPublished = type !== "ClusterIP";
        const lists = { clients, metrics, console: isPublished ? [] : console };
        const groups = {
            kafkaManager: { service: { type } },
            metrics: { enabled: true },
            security: { networkPolicies: lists },
        };
        return { lists, isPublished, policies: policiesOf(groups) };
    });

function podOf(name: string): Endpoint {
    const instance = kinds.find((kind) => kind.name === name)?.instance ?? "";
    return { namespace: own, labels: { "app.kubernetes.io/name": name, "app.kubernetes.io/instance": instance } };
}

describe("the NetworkPolicies", () => {
    it("let into a pod of the program what the matrix of docs/security.md says, and nothing else", () => {
        let open = 0;
        fc.assert(
            fc.property(fc.constantFrom(...stacks), caller, destination, (stack, from, [name, port]) => {
                const expected = isInMatrix(rowsOf(from, stack.lists), name, port, stack.isPublished);
                assert.equal(isOpen(stack.policies, from, podOf(name), port), expected);
                open += expected ? 1 : 0;
            }),
            { numRuns: 2000 },
        );
        assert.ok(open > 200, `${open} open`);
    });

    it("let nobody to ports where there are no metrics", () => {
        const policies = policiesOf({ security: { networkPolicies: { metrics: ["*"] } } });
        const from = { namespace: "monitoring", labels: {} };
        for (const [name, port] of [
            ["kafka", 9464],
            ["zookeeper", 7000],
            ["kafka-lag", 9308],
        ] as const) {
            assert.equal(isOpen(policies, from, podOf(name), { port, protocol: "TCP" }), false, name);
        }
    });

    it("let out of a pod of the program nothing but DNS, beside its own", () => {
        const policies = policiesOf({});
        fc.assert(
            fc.property(caller, fc.constantFrom(...kinds), anyPort, (target, { name }, port) => {
                const isOwn = target.namespace === own && "app.kubernetes.io/name" in target.labels;
                const isDns = (dnsPorts as readonly number[]).includes(port.port);
                assert.ok(isOwn || isOpen(policies, podOf(name), target, port) === isDns);
            }),
            { numRuns: 1000 },
        );
    });

    it("let brokers, and nobody else, out to the ports of API servers where they read the zone of their node", () => {
        const policies = policiesOf({ brokers: { rack: "node" } });
        const nowhere = { namespace: undefined, labels: {} };
        for (const { name } of kinds) {
            for (const number of [443, 6443, 8443, 80]) {
                const isAsked = name === "kafka" && [443, 6443].includes(number);
                const outside = { namespace: "kube-system", labels: { component: "kube-apiserver" } };
                for (const target of [outside, nowhere]) {
                    assert.equal(isOpen(policies, podOf(name), target, { port: number, protocol: "TCP" }), isAsked);
                    assert.equal(isOpen(policies, podOf(name), target, { port: number, protocol: "UDP" }), false);
                }
            }
        }
    });

    it("go by both labels, so that pods of others in a shared namespace keep theirs", () => {
        const foreign = {
            namespace: own,
            labels: { "app.kubernetes.io/name": "kafka", "app.kubernetes.io/instance": "x" },
        };
        const anybody = { namespace: "orders", labels: {} };
        assert.equal(isOpen(policiesOf({}), anybody, foreign, { port: 9092, protocol: "TCP" }), true);
        assert.equal(isOpen(policiesOf({}), foreign, anybody, { port: 443, protocol: "TCP" }), true);
    });

    it("close both directions of every kind, with and without the console, users, topics, lag and backups", () => {
        for (const [withConsole, withUsers, withTopics, withLag, withBackups, count] of [
            [true, true, true, true, true, 13],
            [true, true, true, false, false, 10],
            [true, true, false, false, false, 9],
            [true, false, false, false, false, 7],
            [false, true, false, false, false, 7],
            [false, false, true, false, false, 6],
            [false, false, false, true, false, 6],
            [false, false, false, false, true, 7],
            [false, false, false, false, false, 5],
        ] as const) {
            const specs = policySpecs([], {
                withConsole,
                withUsers,
                withTopics,
                withLag,
                withBackups,
                readsNodes: false,
            });
            assert.equal(specs.length, count);
            for (const { spec } of specs) {
                assert.deepEqual(spec.policyTypes, ["Ingress", "Egress"]);
                // The API server would drop it, and a refresh would find another policy than was made.
                assert.notDeepEqual(spec.ingress, []);
            }
        }
    });

    it("name namespaces in one order, so that another order in the stack file changes nothing", () => {
        const of = (clients: readonly string[]) => policiesOf({ security: { networkPolicies: { clients } } });
        assert.deepEqual(of(["b", "a", own]), of(["a", "b"]));
    });
});
