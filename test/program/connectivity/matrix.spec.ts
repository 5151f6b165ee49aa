import assert from "node:assert/strict";
import { containersOf, podOf } from "../../components/parts";
import { all, at, deployStack, list, stackConfig, text } from "../../harness";
import type { Deployment, Json } from "../../harness";
import { isOpen } from "./evaluation";
import type { Endpoint, Port } from "./evaluation";
import { listeners, lists, matrix, others } from "./matrix";

const own = "kafka";

/** The stack dev, with callers in every list, and with all its listeners and Jobs: where logins are offered there are both. */
async function deployed(published: boolean): Promise<Deployment> {
    const { clients, metrics, console } = lists;
    const service = { type: published ? "NodePort" : "ClusterIP" };
    const networkPolicies = { clients, metrics, console: published ? [] : console };
    return deployStack("dev", {
        ...stackConfig("dev"),
        "kafka:brokers": JSON.stringify({ rebalance: true }),
        "kafka:zookeeper": JSON.stringify({ backup: {} }),
        "kafka:topics": JSON.stringify([{ name: "orders" }]),
        "kafka:kafkaManager": JSON.stringify({ service }),
        "kafka:metrics": JSON.stringify({ enabled: true }),
        "kafka:security": JSON.stringify({ authentication: "offered", networkPolicies }),
    });
}

function policiesOf(deployment: Deployment): readonly Json[] {
    return all(deployment, "NetworkPolicy").map(({ inputs }) => inputs);
}

/** Every pod of the program, by its label. */
function podsOf(deployment: Deployment): ReadonlyMap<string, Endpoint> {
    const workloads = ["StatefulSet", "Deployment", "Job", "CronJob"].flatMap((kind) => all(deployment, kind));
    return new Map(
        workloads.map(({ inputs }) => {
            const made = at(inputs, "spec", "jobTemplate") ?? inputs;
            const labels = at(made, "spec", "template", "metadata", "labels") as Endpoint["labels"];
            return [labels["app.kubernetes.io/name"] ?? "", { namespace: own, labels }];
        }),
    );
}

function known<T>(found: ReadonlyMap<string, T>, name: string): T {
    const one = found.get(name);
    assert.ok(one !== undefined, `no ${name} among ${[...found.keys()].join(", ")}`);
    return one;
}

const outside: Endpoint = { namespace: undefined, labels: {} };

/** Where each column leads: a pod and one port, or addresses outside and several. */
function targets(column: string, pods: ReadonlyMap<string, Endpoint>): readonly (readonly [Endpoint, Port])[] {
    if (column === "DNS") {
        const dns = { namespace: "kube-system", labels: { "k8s-app": "kube-dns" } };
        return [dns, outside].flatMap((server) =>
            [53, 5353, 8053].flatMap((port) =>
                (["TCP", "UDP"] as const).map((protocol) => [server, { port, protocol }] as const),
            ),
        );
    }
    if (column === "anything else") {
        const pod = { namespace: "kube-system", labels: { "k8s-app": "metrics-server" } };
        return [pod, outside].map((target) => [target, { port: 443, protocol: "TCP" }] as const);
    }
    const [name, port] = known(listeners, column);
    return [[known(pods, name), { port, protocol: "TCP" }]];
}

for (const published of [false, true]) {
    describe(`the matrix of docs/security.md, with the console ${published ? "published" : "inside of the cluster"}`, () => {
        let policies: readonly Json[];
        let pods: ReadonlyMap<string, Endpoint>;
        before(async () => {
            const deployment = await deployed(published);
            policies = policiesOf(deployment);
            pods = podsOf(deployment);
        });

        for (const { from, cells } of matrix()) {
            it(`says truly what ${from} reaches`, () => {
                const place = others.get(from);
                const caller = place === undefined ? known(pods, from) : { namespace: place(own), labels: {} };
                const isWord = (cell: string) => cell === "yes" || (cell === "published" && published);
                assert.ok(cells.size > 0);
                for (const [column, cell] of cells) {
                    for (const [target, port] of targets(column, pods)) {
                        const what = `${from} -> ${column}: ${JSON.stringify([target, port])}`;
                        assert.equal(isOpen(policies, caller, target, port), isWord(cell), what);
                    }
                }
            });
        }
    });
}

describe("the matrix of docs/security.md", () => {
    let deployment: Deployment;
    before(async () => {
        deployment = await deployed(false);
    });

    it("has a row for every kind of pods, a column for every port that they open, and no more", () => {
        const rows = matrix();
        assert.deepEqual(rows.map(({ from }) => from).sort(), [...podsOf(deployment).keys(), ...others.keys()].sort());
        const ports = ["StatefulSet", "Deployment", "Job"]
            .flatMap((kind) => all(deployment, kind))
            .flatMap((workload) => containersOf(podOf(workload)))
            .flatMap((container) => list(container, "ports").map((port) => Number(at(port, "containerPort"))));
        assert.deepEqual([...listeners.values()].map(([, port]) => port).sort(), ports.sort());
        for (const { cells } of rows) {
            assert.deepEqual([...cells.keys()], [...listeners.keys(), "DNS", "anything else"]);
        }
    });

    it("is of policies that select each pod once", () => {
        for (const [name, { labels }] of podsOf(deployment)) {
            const selecting = policiesOf(deployment).filter((policy) =>
                Object.entries(at(policy, "spec", "podSelector", "matchLabels") as object).every(
                    ([key, value]) => labels[key] === value,
                ),
            );
            assert.deepEqual(
                selecting.map((policy) => text(policy, "metadata", "name")),
                [name],
            );
        }
    });

    it("is of policies that only a stack has which wants them", async () => {
        const security = JSON.stringify({ networkPolicies: { enabled: false } });
        const open = await deployStack("dev", { ...stackConfig("dev"), "kafka:security": security });
        assert.deepEqual(all(open, "NetworkPolicy"), []);
        assert.deepEqual(all(open, "NetworkPolicies"), []);
        const alone = JSON.stringify({ enabled: false });
        const withoutConsole = await deployStack("dev", { ...stackConfig("dev"), "kafka:kafkaManager": alone });
        const text = JSON.stringify(all(withoutConsole, "NetworkPolicy"));
        assert.equal(all(withoutConsole, "NetworkPolicy").length, 5);
        assert.ok(!text.includes("kafka-manager"));
        // Nobody logs in there.
        assert.ok(!text.includes("kafka-users"));
    });
});
