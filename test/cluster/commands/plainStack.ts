import { strict as assert } from "node:assert";
import { at, text } from "../../harness";
import { brokerTool } from "../support/brokerTool";
import { eventually } from "../support/run";
import { interrupt, isAnother, isSame, isServing, property, remember } from "./objects";
import { room } from "./step";
import type { Step } from "./step";

const file = "Pulumi.dev.yaml";
const prod = { "-s prod": "-s dev" };

const steps: readonly Step[] = [
    {
        page: "README.md",
        heading: "On your own cluster",
        prints: [/Created stack 'dev'/, /\+ \d+ created/],
        after: async (clone) => {
            for (const pod of ["zookeeper-2", "kafka-2"]) {
                await isServing(clone, pod);
            }
        },
    },
    {
        page: "README.md",
        heading: "On a bare Linux machine",
        index: 2,
        // The state of the local shell is that of whoever uses this machine.
        replaced: { "pulumi up -s dev": 'PULUMI_BACKEND_URL="$OWN_STATE" pulumi up -s dev' },
        before: (clone) => {
            clone.edit(file, { "kafka:brokers.config": { "log.retention.ms": 360000000 } });
            return Promise.resolve();
        },
        prints: [/kafka-settings/, /ready/],
        after: async (clone) => {
            assert.match(await property(clone, "log.retention.ms"), /=360000000 /);
        },
    },
    {
        page: "README.md",
        heading: "Sizing",
        before: (clone) => {
            clone.edit(file, { "kafka:brokers.disk": "3Gi" });
            return Promise.resolve();
        },
        prints: [/grows 3 broker disks online/],
        after: async (clone) => {
            const claims = await clone.kubectl.list("pvc", "-l", "app.kubernetes.io/name=kafka");
            const sizes = claims.map((claim) => text(claim, "spec", "resources", "requests", "storage"));
            assert.deepEqual(sizes, ["3Gi", "3Gi", "3Gi"]);
        },
    },
    {
        page: "docs/status.md",
        heading: "How the cluster is",
        before: async (clone) => {
            // On a machine with no time left the brokers' tools do not answer in time.
            await eventually("a healthy cluster", 240, async () => clone.shell("npm run -s status -- -s dev"));
        },
        endless: { line: "npm run -s status -- -s dev --watch", terminal: true, says: /3 of 3 ready/ },
        prints: [/^HEALTHY$/m, /ENSEMBLE {2}3 of 3 ready/, /^\[\]$/m],
    },
    {
        page: "docs/alerts.md",
        heading: "Alerts, and what to do",
        prints: [
            /pod\/kafka-2 +1\/1 +Running/,
            /persistentvolumeclaim\/data-zookeeper-0 +Bound/,
            /started \(kafka/,
            /^LAST SEEN|\bNormal\b/m,
        ],
    },
    {
        page: "docs/console.md",
        heading: "From this machine",
        endless: {
            line: "kubectl -n kafka-commands port-forward",
            says: /Forwarding from 127\.0\.0\.1:9000/,
            use: async (clone) => {
                const password = (await clone.shell("pulumi stack output kafkaManagerPassword --show-secrets")).trim();
                const login = Buffer.from(`admin:${password}`).toString("base64");
                const ask = async (headers: Record<string, string>) =>
                    (await fetch("http://localhost:9000/", { headers })).status;
                assert.equal(await ask({}), 401);
                assert.notEqual(await ask({ authorization: `Basic ${login}` }), 401);
            },
        },
        prints: [
            /"openKafkaManager": "kubectl -n kafka-commands port-forward service\/kafka-manager 9000:9000"/,
            /^admin$/m,
        ],
    },
    {
        page: "docs/logging.md",
        heading: "Levels of the brokers",
        prints: [/kafka\.request\.logger=WARN/, /root=INFO/],
    },
    {
        page: "docs/sizing.md",
        heading: "Sizing a running cluster",
        replaced: { prod: "dev" },
        before: (clone) => {
            clone.editor(file, { "kafka:brokers.config": { "log.retention.ms": 720000000 } });
            return Promise.resolve();
        },
        prints: [/log\.retention\.ms/],
        after: async (clone) => {
            assert.match(await property(clone, "log.retention.ms"), /=720000000 /);
        },
    },
    {
        page: "docs/topics.md",
        heading: "Topics in the stack file",
        before: (clone) => {
            clone.editor(file, { "kafka:topics": [{ name: "orders", partitions: 6 }, { name: "clicks" }] });
            return Promise.resolve();
        },
        prints: [/makes or takes over 2 topics while clients go on/, /Job kafka-topics created/],
        after: async (clone) => {
            const described = await brokerTool(clone.kubectl, "topics", "--describe", "--topic", "orders");
            assert.match(described, /PartitionCount: 6\b/);
        },
    },
    {
        page: "docs/moving-in.md",
        heading: "Moving in: the records of another cluster",
        prints: [/^orders:5:0$/m],
    },
    {
        page: "docs/security.md",
        heading: "Security",
        before: async (clone) => {
            await remember(clone, "pod", "kafka-0");
        },
        prints: [/networkpolic/i],
        after: async (clone) => {
            const policy = JSON.stringify(await clone.kubectl.get("networkpolicy", "kafka"));
            assert.match(policy, /"kubernetes\.io\/metadata\.name":"orders"|"orders"/);
            await isSame(clone, "pod", "kafka-0");
        },
    },
    {
        page: "docs/upgrades.md",
        heading: "Upgrades",
        replaced: prod,
        before: (clone) => {
            // The image that runs, by the whole of its name: there is no newer one everywhere.
            clone.edit(file, { "kafka:images.zookeeper": "docker.io/library/zookeeper:3.8.6" });
            return Promise.resolve();
        },
        prints: [/rolls 3 (ZooKeeper )?servers/],
        after: async (clone) => {
            for (const pod of await clone.kubectl.list("pods", "-l", "app.kubernetes.io/name=zookeeper")) {
                assert.equal(text(pod, "spec", "containers", 0, "image"), "docker.io/library/zookeeper:3.8.6");
            }
        },
    },
    {
        page: "docs/policy.md",
        heading: "Policies",
        replaced: prod,
        prints: [/kafka@v\d/, /\d+ unchanged/],
        after: (_clone, printed) => {
            assert.doesNotMatch(printed, /\[mandatory\]|can't run policy/);
            return Promise.resolve();
        },
    },
    {
        page: "docs/ci.md",
        heading: "Previews and deployments by CI",
        replaced: prod,
        prints: [/grows 3 broker disks/, /nothing/],
    },
    {
        page: "docs/external-access.md",
        heading: "Load balancers",
        before: async (clone) => remember(clone, "pod", "kafka-1"),
        prints: [/pod "kafka-1" deleted/],
        after: async (clone) => {
            await isAnother(clone, "pod", "kafka-1");
            await isServing(clone, "kafka-1");
        },
    },
    {
        page: "docs/recovery.md",
        heading: "Disks that are lost",
        before: async (clone) => remember(clone, "pvc", "data-kafka-1"),
        prints: [/persistentvolumeclaim "data-kafka-1" deleted/, /pod "kafka-1" deleted/],
        after: async (clone) => {
            await isAnother(clone, "pvc", "data-kafka-1");
            await isServing(clone, "kafka-1");
        },
    },
    {
        page: "docs/status.md",
        heading: "JSON",
        before: async (clone) => {
            // No pod is made in place of one that goes.
            await clone.kubectl.call("create", "quota", "full", "--hard=pods=0");
            await clone.kubectl.call("delete", "pod", "kafka-2", "--timeout=180s");
        },
        // The exit code of the look, in the pipe, says that the cluster is not well.
        anyInPipe: true,
        prints: [/^kafka-2: \S/m],
        after: async (clone) => {
            await clone.kubectl.call("delete", "quota", "full");
            await isServing(clone, "kafka-2");
        },
    },
    {
        page: "docs/recovery.md",
        heading: "From any state to the next `pulumi up`",
        before: async (clone) => {
            await clone.kubectl.call("scale", "deployment", "kafka-manager", "--replicas=0");
        },
        prints: [/Deployment kafka-manager updated/],
        after: async (clone) => {
            await clone.kubectl.call("rollout", "status", "deployment", "kafka-manager", "--timeout=120s");
            assert.equal(at(await clone.kubectl.get("deployment", "kafka-manager"), "spec", "replicas"), 1);
        },
    },
    {
        page: "docs/sizing.md",
        heading: "After an interrupted run",
        before: async (clone) => {
            clone.edit(file, { "kafka:brokers.config": { "log.retention.ms": 1080000000 } });
            await interrupt(clone);
        },
        prints: [/has been canceled|cancel/i],
        after: async (clone) => {
            assert.match(await property(clone, "log.retention.ms"), /=1080000000 /);
            await clone.shell("pulumi up --skip-preview --expect-no-changes");
        },
    },
];

/** What is done on the stack dev as it comes, without logins. */
export const plainStack = room({
    title: "a stack as it comes",
    namespace: "kafka-commands",
    prepare: (clone) => {
        clone.edit(file, {
            "kafka:namespace.name": clone.namespace,
            // Small enough for two cores beside a stack that is deployed already.
            "kafka:zookeeper.cpu": "20m",
            "kafka:brokers.cpu": "50m",
            "kafka:kafkaManager.cpu": "20m",
        });
    },
    steps,
});
