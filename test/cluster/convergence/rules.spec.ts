import { strict as assert } from "node:assert";
import { at, list } from "../../harness";
import { OtherClient } from "../contract/cluster";
import { assignedUser, assignUsers } from "../support/assignedUsers";
import type { Changes } from "../support/stackFile";
import { Patient, small } from "./patient";
import { record, writeSection } from "./table";

const section = "rules";

/** One of each part. */
const withConsole: Changes = { ...small, "kafka:kafkaManager.enabled": true };

describe("a cluster with rules", function () {
    this.timeout("15m");
    after(() => {
        writeSection(section);
    });

    /** A patient in a namespace that somebody has made beforehand, with these labels. */
    async function inNamespaceOf(
        namespace: string,
        labels: Readonly<Record<string, string>>,
        changes: Changes,
        work: (patient: Patient) => Promise<void>,
    ): Promise<void> {
        const patient = new Patient(section, namespace);
        try {
            await patient.admit({ ...changes, "kafka:namespace.manage": false });
            await patient.kubectl.apply({ apiVersion: "v1", kind: "Namespace", metadata: { name: namespace, labels } });
            await work(patient);
        } finally {
            await patient.discharge();
        }
    }

    it("with a quota on the limits of pods is told what it asks for, and runs with limits", () =>
        inNamespaceOf("kafka-quota-e2e", {}, withConsole, async (patient) => {
            const hard = { "requests.cpu": "4", "requests.memory": "8Gi", "limits.cpu": "10", "limits.memory": "8Gi" };
            await patient.kubectl.apply({
                apiVersion: "v1",
                kind: "ResourceQuota",
                metadata: { name: "compute" },
                spec: { hard },
            });
            const line =
                /(StatefulSet|Deployment) [\w-]+: \d of \d ready, .*failed quota: compute: must specify limits\.cpu for: [\w,-]+/;
            await patient.told("a quota on limits.cpu, without limits", line);
            const parts = ["zookeeper", "brokers", "kafkaManager"];
            patient.stack.edit(Object.fromEntries(parts.map((part) => [`kafka:${part}.cpuLimit`, "1"])));
            await patient.cured("the same, with a cpuLimit of each part", "pulumi up", () => patient.stack.up());
        }));

    it("with a least size of containers admits Jobs and init containers too", () =>
        inNamespaceOf("kafka-least-e2e", {}, withConsole, async (patient) => {
            const min = { cpu: "20m", memory: "64Mi" };
            await patient.kubectl.apply({
                apiVersion: "v1",
                kind: "LimitRange",
                metadata: { name: "least" },
                spec: { limits: [{ type: "Container", min }] },
            });
            await patient.cured("a LimitRange with a minimum of 20m and 64Mi", "pulumi up", () => patient.stack.up());
        }));

    it("leaves the labels of a namespace alone in which others live, and refuses to manage it", () => {
        const labels = { team: "shop", "pod-security.kubernetes.io/enforce": "privileged" };
        return inNamespaceOf("kafka-shared-e2e", labels, small, async (patient) => {
            const { stack, kubectl } = patient;
            // Root, which the level would refuse that the program sets where it manages a namespace.
            const container = { name: "shop", image: "zookeeper:3.8.6", command: ["sleep", "infinity"] };
            await kubectl.apply({
                apiVersion: "apps/v1",
                kind: "Deployment",
                metadata: { name: "shop" },
                spec: {
                    selector: { matchLabels: { app: "shop" } },
                    template: {
                        metadata: { labels: { app: "shop" } },
                        spec: { containers: [container], terminationGracePeriodSeconds: 1 },
                    },
                },
            });
            const metadata = async () => at(await kubectl.get("namespace", stack.namespace), "metadata");
            const before = await metadata();
            const line =
                /Namespace \S+ exists already and belongs to somebody else: set kafka:namespace\.manage to false/;
            stack.edit({ "kafka:namespace.manage": true });
            await patient.told("somebody else's namespace, to be managed", line, "preview");
            await patient.told("somebody else's namespace, to be managed", line);
            stack.edit({ "kafka:namespace.manage": false });
            await patient.cured("the same, with manage: false", "pulumi up", () => stack.up());
            await kubectl.call("delete", "pods", "-l", "app=shop");
            await kubectl.call("rollout", "status", "deployment/shop", "--timeout=60s");
            await stack.destroy();
            assert.deepEqual(await metadata(), before);
        });
    });

    it("runs for somebody who has rights in the namespace only, and tells them to leave it as it is", () =>
        inNamespaceOf("kafka-rights-e2e", {}, small, async (patient) => {
            const { stack, kubectl } = patient;
            const rules = [
                { apiGroups: [""], resources: ["pods", "pods/log", "pods/exec", "services", "configmaps", "secrets"] },
                { apiGroups: [""], resources: ["persistentvolumeclaims", "events", "endpoints"] },
                { apiGroups: ["apps"], resources: ["statefulsets", "deployments", "replicasets"] },
                { apiGroups: ["batch"], resources: ["jobs"] },
                { apiGroups: ["policy"], resources: ["poddisruptionbudgets"] },
            ];
            await kubectl.apply({
                apiVersion: "rbac.authorization.k8s.io/v1",
                kind: "Role",
                metadata: { name: "deployer" },
                rules: rules.map((rule) => ({ ...rule, verbs: ["*"] })),
            });
            await kubectl.call("create", "serviceaccount", "deployer");
            const subject = `--serviceaccount=${stack.namespace}:deployer`;
            await kubectl.call("create", "rolebinding", "deployer", "--role=deployer", subject);
            const token = (await kubectl.call("create", "token", "deployer", "--duration=1h")).trim();
            stack.edit({
                "kubernetes:kubeconfig": new OtherClient().kubeconfigOf(token),
                "kafka:namespace.manage": true,
            });
            const line =
                /cannot look up Namespace \S+ .* is forbidden: .*: have the namespace made, and set kafka:namespace\.manage to false/;
            await patient.told("no rights on namespaces", line);
            stack.edit({ "kafka:namespace.manage": false });
            const ofPolicies =
                /cannot look up NetworkPolicy \S+ .* is forbidden: .*; or set kafka:security\.networkPolicies\.enabled to false/;
            await patient.told("no rights on NetworkPolicies", ofPolicies);
            stack.edit({ "kafka:security.networkPolicies.enabled": false });
            await patient.cured("neither, with manage and enabled: false", "pulumi up", () => stack.up());
            stack.edit({ "kafka:brokers.disk": "3Gi" });
            await patient.cured("the same, with larger disks", "pulumi up", () => stack.up());
            assert.deepEqual(await patient.sizes("kafka"), ["3Gi"]);
        }));

    it("has its tolerations of a lost node in the pods", () =>
        inNamespaceOf("kafka-taints-e2e", {}, small, async (patient) => {
            const { stack, kubectl } = patient;
            const toleration = {
                key: "node.kubernetes.io/unreachable",
                operator: "Exists",
                effect: "NoExecute",
                tolerationSeconds: 30,
            };
            stack.edit({ "kafka:zookeeper.tolerations": [toleration], "kafka:brokers.tolerations": [toleration] });
            await patient.cured("a toleration of a lost node for 30 s", "pulumi up", () => stack.up());
            for (const pod of ["zookeeper-0", "kafka-0"]) {
                const all = list(await kubectl.get("pod", pod), "spec", "tolerations");
                const ofKey = all.filter((one) => at(one, "key") === toleration.key);
                assert.deepEqual(ofKey, [toleration], pod);
            }
        }));

    it("runs with the user that the platform assigns, where it refuses any other", () =>
        inNamespaceOf("kafka-uids-e2e", {}, withConsole, async (patient) => {
            const { stack, kubectl } = patient;
            const end = await assignUsers(kubectl, stack.namespace);
            try {
                const line = /(StatefulSet|Deployment) [\w-]+: \d of \d ready, .*must be in the ranges/;
                await patient.told("a platform that assigns users", line);
                stack.edit({ "kafka:namespace.assignsUsers": true });
                await patient.cured("the same, with assignsUsers: true", "pulumi up", () => stack.up());
                assert.equal((await kubectl.exec("kafka-0", "id", "-u")).trim(), String(assignedUser));
                await patient.write();
                await kubectl.replacePod("zookeeper-0");
                await kubectl.replacePod("kafka-0");
                await patient.cured("the same, its pods made again", "nothing", () => Promise.resolve());
            } finally {
                await end();
            }
        }));

    it("refuses a secret in a group, and takes what its message says", async () => {
        const patient = new Patient(section, "kafka-secret-e2e");
        const { stack } = patient;
        const password = "hunter2";
        const cases = [
            {
                state: "a password among the broker properties",
                key: 'kafka:brokers.config["ssl.key.password"]',
                line: /kafka:brokers\.config\["ssl\.key\.password"\] is a secret: .*; remove it with (pulumi .*), or refer/,
            },
            {
                state: "a node label as a secret",
                key: "kafka:zookeeper.nodeSelector.team",
                line: /kafka:zookeeper is secret in part: .*kafka:zookeeper\.nodeSelector\.team.*: (pulumi .*)/,
            },
        ];
        try {
            await patient.admit();
            for (const { state, key, line } of cases) {
                await stack.pulumi(["config", "set", "--secret", "--path", key, password]);
                const { output } = await patient.told(state, line, "preview");
                assert.ok(!output.includes(password));
                const begun = Date.now();
                const said = line.exec(output)?.[1] ?? "";
                const command = said.replace("<key>", key).replace("<value>", "shop");
                const words = [...command.matchAll(/'([^']*)'|\S+/g)].map(([word, quoted]) => quoted ?? word);
                await stack.pulumi(words.slice(1));
                await stack.pulumi(["preview", "--non-interactive"]);
                const seconds = (Date.now() - begun) / 1000;
                record({ section, state: "the same", ran: said, outcome: "accepted", seconds });
            }
        } finally {
            await patient.discharge();
        }
    });
});
