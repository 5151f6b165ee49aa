import { strict as assert } from "node:assert";
import { readFileSync, writeFileSync } from "node:fs";
import { plainValues } from "../../components/kubernetes/secret";
import type { LiveObject } from "../../components/live/object";
import { signedBy } from "../../components/kafka/tls/signing";
import type { Validity } from "../../components/kafka/tls/signing";
import { ClientPod } from "./authentication/clientPod";
import { certificateOf, shownBy } from "./support/brokerCertificate";
import { CertifiedBrokers } from "./support/certifiedBrokers";
import { inOrder } from "./support/inOrder";
import { Kubectl } from "./support/kubectl";
import { eventually } from "./support/run";
import { TestStack } from "./support/stack";

const [authorityName, certificateName] = ["kafka-authority", "kafka-generated-tls"];

/** So many days from now. */
const days = (count: number): Date => new Date(Date.now() + count * 24 * 3600 * 1000);

describe("a certificate that the program has made on a real cluster", function () {
    this.timeout("15m");
    inOrder(this);

    const stack = new TestStack("dev", "kafka-generated-e2e");
    const kubectl = new Kubectl(stack.namespace);
    const clients = new ClientPod(kubectl, stack.namespace);
    const brokers = new CertifiedBrokers(kubectl, clients, "writer");

    before(async () => {
        await kubectl.remove();
        await stack.init();
        stack.edit({
            "kafka:zookeeper.replicas": 1,
            "kafka:brokers.replicas": 2,
            "kafka:brokers.external": { type: "nodePort", nodePort: 31300, host: "first.example.com" },
            "kafka:kafkaManager.enabled": false,
            "kafka:security.authentication": "required",
            "kafka:security.tls": { generated: true },
            "kafka:users": [{ name: "writer" }],
            "kafka:metrics.enabled": true,
        });
    });

    after(async () => {
        await stack.tryPulumi(["destroy", "--yes", "--skip-preview"]);
        await kubectl.remove();
        stack.dispose();
    });

    const values = async (name: string) => plainValues((await kubectl.get("secret", name)) as unknown as LiveObject);

    it("is there after one run, and a second one changes nothing", async () => {
        await stack.up();
        await stack.up("--expect-no-changes");
        await clients.start();
    });

    it("is all that a client's file speaks of, and the key of the authority is nowhere but in its Secret", async () => {
        await brokers.makeTopic();
        await brokers.write("one");
        await brokers.readAll();
        const { "ca.key": key = "" } = await values(authorityName);
        assert.match(key, /BEGIN PRIVATE KEY/);
        const [state, preview] = [await stack.pulumi(["stack", "export"]), await stack.pulumi(["preview", "--diff"])];
        const line = key.split("\n")[1] ?? "";
        assert.ok(line.length > 20 && !(state + preview).includes(line));
        assert.ok(!JSON.stringify(await kubectl.list("pods")).includes(authorityName));
    });

    it("is trusted by the pod that shows lag, which logs in", async () => {
        const ask = String.raw`exec 3<>/dev/tcp/127.0.0.1/9308; printf 'GET /metrics HTTP/1.0\r\n\r\n' >&3; cat <&3`;
        // Whoever reads without a group of a name commits nothing, but is a group.
        await eventually("the group that has read", 120, async () => {
            const shown = await kubectl.exec("deployment/kafka-lag", "bash", "-c", ask);
            const isKnown = /^kafka_consumergroup_members\{consumergroup="console-consumer-\d+"\}/m.test(shown);
            return isKnown && /^kafka_lag_up 1$/m.test(shown) ? true : undefined;
        });
    });

    it("is made anew for another host of clients outside, of the same authority", async () => {
        const before = await values(authorityName);
        stack.edit({ "kafka:brokers.external.host": "second.example.com" });
        await stack.up();
        await brokers.shown("a certificate for the other host", async (pod) =>
            (await certificateOf(kubectl, pod)).subjectaltname?.includes("DNS:second.example.com"),
        );
        assert.deepEqual(await values(authorityName), before);
        await brokers.write("two");
        await stack.up("--expect-no-changes");
    });

    it("is renewed by a plain run in the second half of its time, without a restart", async () => {
        const uids = await brokers.uids();
        await put({ from: days(-400), until: days(330) });
        await stack.up();
        await brokers.shown("a certificate of today", async (pod) => {
            const { valid_from: from } = await certificateOf(kubectl, pod);
            return new Date(from) > days(-1);
        });
        assert.deepEqual(await brokers.uids(), uids);
        await brokers.write("three");
        await stack.up("--expect-no-changes");
    });

    it("is renewed by a plain run when it has ended, without a restart: brokers go on together, and lose no record", async () => {
        const uids = await brokers.uids();
        await put({ from: days(-1), until: new Date(Date.now() + 300_000) });
        await brokers.shown("a certificate that ends in minutes", async (pod) => {
            const { valid_to: until } = await certificateOf(kubectl, pod);
            return new Date(until).getTime() < days(1).getTime();
        });
        await brokers.write("a moment before");
        await eventually("the end of the certificate", 360, async () => {
            const { valid_to: until } = await certificateOf(kubectl, "kafka-0");
            return new Date(until) < new Date() ? true : undefined;
        });
        assert.match(await brokers.refusal(), /validity check failed/);
        await stack.up();
        await brokers.shown("a certificate that is valid", async (pod) => {
            const { valid_to: until } = await certificateOf(kubectl, pod);
            return new Date(until) > new Date();
        });
        assert.deepEqual(await brokers.uids(), uids);
        await brokers.write("after");
        await brokers.readAll();
    });

    it("stays where the state is lost: no broker restarts, and clients keep their file", async () => {
        const [uids, authority, certificate] = [
            await brokers.uids(),
            await values(authorityName),
            await values(certificateName),
        ];
        const file = readFileSync(stack.stackFile, "utf8");
        await stack.pulumi(["stack", "rm", "dev", "--yes", "--force"]);
        writeFileSync(stack.stackFile, file.replace(/^encryptionsalt: .*\n/m, ""));
        await stack.init();
        await stack.up();
        assert.deepEqual([await values(authorityName), await values(certificateName)], [authority, certificate]);
        assert.deepEqual(await brokers.uids(), uids);
        await brokers.write("four", authority["ca.crt"]);
    });

    it("is of another authority once both Secrets were deleted, without a restart", async () => {
        const uids = await brokers.uids();
        const before = await values(authorityName);
        const shown = await Promise.all(brokers.pods.map((pod) => shownBy(kubectl, pod)));
        await kubectl.call("delete", "secret", authorityName, certificateName);
        await stack.up("--refresh");
        assert.notEqual((await values(authorityName))["ca.crt"], before["ca.crt"]);
        await brokers.shown(
            "the new certificate",
            async (pod, index) => (await shownBy(kubectl, pod)) !== shown[index],
        );
        assert.deepEqual(await brokers.uids(), uids);
        await brokers.write("five");
        await brokers.readAll();
    });

    /** Puts another certificate of the same authority in its place. */
    async function put(validity: Validity): Promise<void> {
        const { "ca.crt": certificate = "", "ca.key": privateKey = "" } = await values(authorityName);
        const dnsNames = await shownNames();
        const signed = await signedBy({ certificate, privateKey }, { dnsNames, ipAddresses: [] }, validity);
        const stringData = { "tls.crt": signed.certificate, "tls.key": signed.privateKey };
        await kubectl.call("patch", "secret", certificateName, "-p", JSON.stringify({ stringData }));
    }

    async function shownNames(): Promise<readonly string[]> {
        const { subjectaltname = "" } = await certificateOf(kubectl, "kafka-0");
        return subjectaltname.split(", ").map((name) => name.replace(/^DNS:/, ""));
    }
});
