import { strict as assert } from "node:assert";
import { ownCertificate } from "../../components/security/tls";
import { text, texts } from "../harness";
import { ClientPod } from "./authentication/clientPod";
import { certificateOf, shownBy } from "./support/brokerCertificate";
import { CertManager, selfSigned } from "./support/certManager";
import { inOrder } from "./support/inOrder";
import { Kubectl } from "./support/kubectl";
import { eventually } from "./support/run";
import { TestStack } from "./support/stack";

const server = "kafka:9093";
const user = "writer";
const authority = "authority";
const brokerPods = ["kafka-0", "kafka-1"];

/** Certificates that cert-manager makes and renews by itself, and what becomes of a stack where it does not. */
describe("certificates of cert-manager on a real cluster", function () {
    this.timeout("15m");
    inOrder(this);

    const stack = new TestStack("dev", "kafka-certificates");
    const kubectl = new Kubectl(stack.namespace);
    const clients = new ClientPod(kubectl, stack.namespace);
    const certManager = new CertManager(stack.namespace);

    before(async function () {
        // Builds cert-manager the first time.
        this.timeout("40m");
        await certManager.start();
        await kubectl.remove();
        await kubectl.apply({ apiVersion: "v1", kind: "Namespace", metadata: { name: stack.namespace } });
        await makeAuthority();
        await stack.init();
        stack.edit({
            // Where the Secrets of ClusterIssuers are, it is there before the stack.
            "kafka:namespace.manage": false,
            "kafka:zookeeper.replicas": 1,
            "kafka:brokers.replicas": 2,
            "kafka:brokers.external": { type: "nodePort", nodePort: 31200, host: "first.example.com" },
            "kafka:kafkaManager.enabled": false,
            "kafka:security.authentication": "required",
            "kafka:security.tls": { issuer: { name: authority } },
            "kafka:users": [{ name: user }],
        });
    });

    after(async () => {
        await stack.tryPulumi(["destroy", "--yes", "--skip-preview"]);
        await kubectl.remove();
        await certManager.stop();
        stack.dispose();
    });

    it("comes up in one run, and a second one changes nothing", async () => {
        await stack.up();
        await stack.up("--expect-no-changes");
        await clients.start();
    });

    it("lets a user write and read with nothing but its client.properties", async () => {
        const args = ["--create", "--topic", "orders", "--partitions", "2", "--replication-factor", "2"];
        const made = await clients.as({ user }, "topics", "--command-config", ["--bootstrap-server", server, ...args]);
        assert.equal(made.code, 0, made.output);
        await write("one");
        await write("two");
        await reads(["one", "two"]);
    });

    it("shows a renewed certificate without a restart", async () => {
        const uids = await brokers();
        const before = await Promise.all(brokerPods.map((pod) => shownBy(kubectl, pod)));
        await renew();
        await shownByAll(
            "a renewed certificate",
            async (pod, index) => (await shownBy(kubectl, pod)) !== before[index],
        );
        assert.deepEqual(await brokers(), uids);
        await write("three");
        await stack.up("--expect-no-changes");
    });

    it("has a certificate for another host of clients outside", async () => {
        assert.ok((await certifiedNames()).includes("first.example.com"));
        stack.edit({ "kafka:brokers.external.host": "second.example.com" });
        await stack.up();
        const names = await certifiedNames();
        assert.ok(names.includes("second.example.com") && !names.includes("first.example.com"), names.join(", "));
        await shownByAll("a certificate for the other host", async (pod) =>
            (await certificateOf(kubectl, pod)).subjectaltname?.includes("DNS:second.example.com"),
        );
        await write("four");
        await stack.up("--expect-no-changes");
    });

    it("waits three minutes for an issuer that does not exist, and harms no broker", async () => {
        const uids = await brokers();
        stack.edit({ "kafka:security.tls.issuer.name": "nobody" });
        const begun = Date.now();
        const { code, output } = await stack.tryPulumi(["up", "--yes", "--skip-preview", "--non-interactive"]);
        const seconds = (Date.now() - begun) / 1000;
        assert.notEqual(code, 0);
        assert.ok(seconds < 240, `it took ${seconds} s`);
        assert.match(
            output,
            /kafka-tls.* failed to fully initialize or become live: timed out waiting for the condition/s,
        );
        // Where docs/tls.md sends whoever reads that.
        assert.match(await kubectl.call("describe", "certificaterequests"), /"nobody" not found/);
        assert.deepEqual(await brokers(), uids);
        await write("five");
    });

    it("goes on as before with the issuer that it had", async () => {
        stack.edit({ "kafka:security.tls.issuer.name": authority });
        await stack.up();
        await stack.up("--expect-no-changes");
        await reads(["five", "four", "one", "three", "two"]);
    });

    /** An authority that has signed itself, and an issuer that signs with it. */
    async function makeAuthority(): Promise<void> {
        const issuerRef = { name: selfSigned, kind: "ClusterIssuer" };
        const privateKey = { algorithm: "ECDSA", size: 256 };
        await kubectl.apply({
            apiVersion: "cert-manager.io/v1",
            kind: "Certificate",
            metadata: { name: authority },
            spec: { isCA: true, commonName: authority, secretName: authority, privateKey, issuerRef },
        });
        await kubectl.apply({
            apiVersion: "cert-manager.io/v1",
            kind: "ClusterIssuer",
            metadata: { name: authority },
            spec: { ca: { secretName: authority } },
        });
        await kubectl.call("wait", "--for=condition=Ready", `clusterissuer/${authority}`, "--timeout=60s");
    }

    /** What `cmctl renew` does: it says in the Certificate's status that a new one is to be issued. */
    async function renew(): Promise<void> {
        const issuing = {
            type: "Issuing",
            status: "True",
            reason: "ManuallyTriggered",
            message: "Certificate re-issuance manually triggered",
            lastTransitionTime: new Date().toISOString().replace(/\.\d+/, ""),
        };
        const patch = JSON.stringify([{ op: "add", path: "/status/conditions/-", value: issuing }]);
        await kubectl.call("patch", "certificate", ownCertificate, "--subresource=status", "--type=json", "-p", patch);
    }

    async function certifiedNames(): Promise<readonly string[]> {
        return texts(await kubectl.get("certificate", ownCertificate), "spec", "dnsNames");
    }

    async function shownByAll(
        what: string,
        isShown: (pod: string, index: number) => Promise<boolean | undefined>,
    ): Promise<void> {
        await eventually(what, 300, async () =>
            (await Promise.all(brokerPods.map(isShown))).every((shown) => shown === true) ? true : undefined,
        );
    }

    async function write(line: string): Promise<void> {
        const args = ["--bootstrap-server", server, "--topic", "orders", "--request-required-acks", "all"];
        const written = await clients.as({ user }, "console-producer", "--producer.config", args, `${line}\n`);
        assert.equal(written.code, 0, written.output);
        assert.doesNotMatch(written.output, /ERROR|Exception/);
    }

    /** Reads all that there is; `lines` are in the order of the alphabet. */
    async function reads(lines: readonly string[]): Promise<void> {
        const wanted = ["--from-beginning", "--max-messages", String(lines.length), "--timeout-ms", "12000"];
        const args = ["--bootstrap-server", server, "--topic", "orders", ...wanted];
        const read = await clients.as({ user }, "console-consumer", "--consumer.config", args);
        assert.deepEqual(read.stdout.trim().split("\n").sort(), lines, read.output);
    }

    async function brokers(): Promise<readonly string[]> {
        const pods = await kubectl.list("pods", "-l", "app.kubernetes.io/name=kafka");
        return pods.map((pod) => text(pod, "metadata", "uid")).sort();
    }
});
