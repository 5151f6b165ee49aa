import { strict as assert } from "node:assert";
import { X509Certificate } from "node:crypto";
import { at, text } from "../../harness";
import { ClientPod } from "../authentication/clientPod";
import { brokerTool } from "../support/brokerTool";
import { shownBy } from "../support/brokerCertificate";
import { eventually, run } from "../support/run";
import type { Clone } from "./clone";
import { room } from "./step";
import type { Step } from "./step";

const file = "Pulumi.dev.yaml";
const user = "orders";
const topic = "orders";
const password = "of-my-own.2026";

/** Writes as the user, by the file that it was given, from a pod of the namespace. */
async function writes(clone: Clone): Promise<void> {
    const clients = new ClientPod(clone.kubectl, clone.namespace);
    await eventually("a record of the user", 120, async () => {
        const servers = `kafka.${clone.namespace}.svc.cluster.local:9093`;
        const sync = ["--bootstrap-server", servers, "--topic", topic, "--request-required-acks", "all"];
        const { code, output } = await clients.as({ user }, "console-producer", "--producer.config", sync, "one\n");
        assert.ok(code === 0 && !/ERROR|Exception/.test(output), output);
        return true;
    });
}

const steps: readonly Step[] = [
    {
        page: "docs/authentication.md",
        heading: "Who logs in, and what they may do",
        prints: [/\+ \d+ created/, /security\.protocol=SASL_PLAINTEXT/],
        after: async (clone) => {
            await brokerTool(clone.kubectl, "topics", "--create", "--topic", topic, "--partitions", "1");
            await new ClientPod(clone.kubectl, clone.namespace).start();
            await writes(clone);
        },
    },
    {
        page: "docs/authentication.md",
        heading: "Users",
        input: `${password}\n`,
        prints: [/Secret kafka-users-orders-login/],
        after: async (clone) => {
            const secret = text(await clone.kubectl.get("secret", "kafka-user-orders"), "data", "password");
            assert.equal(Buffer.from(secret, "base64").toString(), password);
            await writes(clone);
        },
    },
    {
        page: "docs/authentication.md",
        heading: "ZooKeeper",
        input: "ls /\nquit\n",
        prints: [/\[kafka.*zookeeper\]/],
    },
    {
        page: "docs/outputs.md",
        heading: "What comes out",
        prints: [/bootstrapServers +\S+:9092/, /sasl\.jaas\.config=.*username=\\?"orders/],
    },
    {
        page: "docs/external-access.md",
        heading: "Clients outside the cluster",
        before: (clone) => {
            clone.edit(file, { "kafka:brokers.external": { type: "nodePort", nodePort: 31300 } });
            return Promise.resolve();
        },
        prints: [/^<address of a node>:31300$/m, /"consumeFromOutside":"kafka-console-consumer\.sh/],
        after: async (clone) => {
            const services = JSON.stringify(await clone.kubectl.list("services"));
            assert.match(services, /"nodePort":31302/);
        },
    },
    {
        page: "docs/authentication.md",
        heading: "Passwords of servers, brokers and console",
        prints: [/kafka-users/],
    },
    {
        page: "docs/tls.md",
        heading: "Encrypted connections",
        before: (clone) => {
            // The certificate made below is for no host outside.
            clone.edit(file, { "kafka:brokers.external": undefined });
            return Promise.resolve();
        },
        prints: [/security\.protocol=SASL_SSL/, /ssl\.truststore\.certificates=/],
        after: writes,
    },
    {
        page: "docs/tls.md",
        heading: "Where the certificate comes from",
        index: 2,
        prints: [/Certificate request self-signature ok|Signature ok/],
        after: async (clone) => {
            await run("openssl", ["verify", "-CAfile", "ca.crt", "tls.crt"], { cwd: clone.directory });
        },
    },
    {
        page: "docs/tls.md",
        heading: "Where the certificate comes from",
        prints: [/secret\/kafka-tls created/],
        after: async (clone) => {
            clone.edit(file, { "kafka:security.tls": { secret: "kafka-tls" } });
            await clone.shell("pulumi up");
            const own = new X509Certificate(clone.read("tls.crt")).fingerprint256;
            for (const pod of ["kafka-0", "kafka-1"]) {
                assert.equal(await shownBy(clone.kubectl, pod), own);
            }
            await writes(clone);
        },
    },
    {
        page: "docs/console.md",
        heading: "By an Ingress, with TLS",
        before: (clone) => {
            clone.edit(file, {
                "kafka:security.networkPolicies": { console: ["ingress-nginx"] },
                "kafka:kafkaManager.ingress": {
                    host: "kafka.example.com",
                    tlsSecretName: "kafka-manager-tls",
                    className: "nginx",
                },
            });
            return Promise.resolve();
        },
        prints: [/secret\/kafka-manager-tls created/, /^https:\/\/kafka\.example\.com$/m],
        after: async (clone) => {
            const ingress = await clone.kubectl.get("ingress", "kafka-manager");
            assert.equal(at(ingress, "spec", "tls", 0, "secretName"), "kafka-manager-tls");
        },
    },
    {
        page: "docs/recovery.md",
        heading: "A quorum lost for good",
        prints: [/job\.batch\/first created/, /zookeeper-\S+\.tar\.gz: .*nodes, \d+ bytes/],
    },
];

/** What is done on a stack whose users log in. */
export const closedStack = room({
    title: "a stack whose users log in",
    namespace: "kafka-commands-closed",
    prepare: (clone) => {
        clone.edit(file, {
            "kafka:namespace.name": clone.namespace,
            "kafka:zookeeper": { replicas: 1, cpu: "20m", memory: "256Mi", disk: "1Gi" },
            "kafka:brokers": { replicas: 2, cpu: "50m", memory: "640Mi", disk: "1Gi" },
            "kafka:kafkaManager.cpu": "20m",
        });
    },
    open: async (clone) => {
        await clone.shell("npm ci && pulumi stack init dev");
    },
    steps,
});
