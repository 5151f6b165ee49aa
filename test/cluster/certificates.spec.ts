import { strict as assert } from "node:assert";
import { ownCertificate } from "../../components/security/tls";
import { texts } from "../harness";
import { ClientPod } from "./authentication/clientPod";
import { certificateOf, shownBy } from "./support/brokerCertificate";
import { CertifiedBrokers } from "./support/certifiedBrokers";
import { CertManager, selfSigned } from "./support/certManager";
import { inOrder } from "./support/inOrder";
import { Kubectl } from "./support/kubectl";
import { TestStack } from "./support/stack";

const user = "writer";
const authority = "authority";

/** Certificates that cert-manager makes and renews by itself, and what becomes of a stack where it does not. */
describe("certificates of cert-manager on a real cluster", function () {
    this.timeout("15m");
    inOrder(this);

    const stack = new TestStack("dev", "kafka-certificates");
    const kubectl = new Kubectl(stack.namespace);
    const clients = new ClientPod(kubectl, stack.namespace);
    const brokers = new CertifiedBrokers(kubectl, clients, user);
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
        await brokers.makeTopic();
        await brokers.write("one");
        await brokers.write("two");
        await brokers.readAll();
    });

    it("shows a renewed certificate without a restart", async () => {
        const uids = await brokers.uids();
        const before = await Promise.all(brokers.pods.map((pod) => shownBy(kubectl, pod)));
        await renew();
        await brokers.shown(
            "a renewed certificate",
            async (pod, index) => (await shownBy(kubectl, pod)) !== before[index],
        );
        assert.deepEqual(await brokers.uids(), uids);
        await brokers.write("three");
        await stack.up("--expect-no-changes");
    });

    it("has a certificate for another host of clients outside", async () => {
        assert.ok((await certifiedNames()).includes("first.example.com"));
        stack.edit({ "kafka:brokers.external.host": "second.example.com" });
        await stack.up();
        const names = await certifiedNames();
        assert.ok(names.includes("second.example.com") && !names.includes("first.example.com"), names.join(", "));
        await brokers.shown("a certificate for the other host", async (pod) =>
            (await certificateOf(kubectl, pod)).subjectaltname?.includes("DNS:second.example.com"),
        );
        await brokers.write("four");
        await stack.up("--expect-no-changes");
    });

    it("waits three minutes for an issuer that does not exist, and harms no broker", async () => {
        const uids = await brokers.uids();
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
        assert.deepEqual(await brokers.uids(), uids);
        await brokers.write("five");
    });

    it("goes on as before with the issuer that it had", async () => {
        stack.edit({ "kafka:security.tls.issuer.name": authority });
        await stack.up();
        await stack.up("--expect-no-changes");
        await brokers.readAll();
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
});
