import { strict as assert } from "node:assert";
import { brokerTool } from "./support/brokerTool";
import { Example } from "./support/example";
import { inOrder } from "./support/inOrder";
import { Kubectl } from "./support/kubectl";

for (const language of ["typescript", "yaml", "python"] as const) {
    describe(`examples/${language}, two clusters by one program`, function () {
        // The first run builds the language host of YAML, and the generator of packages for Python.
        this.timeout("20m");
        inOrder(this);

        const example = new Example(language);
        const orders = new Kubectl("kafka-orders-e2e");
        const audit = new Kubectl("kafka-audit-e2e");
        const seen = async () => [await orders.versions(), await audit.versions()];

        before(async () => {
            await Promise.all([orders.remove(), audit.remove()]);
            example.edit("kafka-orders", "kafka-orders-e2e");
            example.edit("kafka-audit", "kafka-audit-e2e");
            await example.init();
        });

        after(async () => {
            await example.tryPulumi("destroy", "--yes", "--skip-preview");
            await Promise.all([orders.remove(), audit.remove()]);
            example.dispose();
        });

        it("come up side by side, each with its own settings", async () => {
            await example.pulumi("up", "--yes", "--skip-preview");
            assert.deepEqual(JSON.parse(await example.pulumi("stack", "output", "--json")), {
                ordersServers: "kafka.kafka-orders-e2e.svc.cluster.local:9092",
                auditServers: "kafka.kafka-audit-e2e.svc.cluster.local:9092",
            });
            assert.match(await brokerTool(orders, "topics", "--describe", "--topic", "orders"), /PartitionCount: 3\b/);
            assert.equal((await brokerTool(audit, "topics", "--list")).trim(), "");
        });

        it("have nothing to change afterwards", async () => {
            await example.pulumi("preview", "--expect-no-changes");
        });

        it("are refused smaller disks in preview and in up, by the guard, with nothing changed", async () => {
            const before = await seen();
            example.edit("2Gi", "1536Mi");
            for (const command of [["preview"], ["up", "--yes", "--skip-preview"]]) {
                const { code, output } = await example.tryPulumi(...command);
                assert.notEqual(code, 0);
                assert.match(output, /hook "judge-edits-of-(orders|audit)" failed: refused, and nothing is changed/);
                assert.match(output, /kafka:brokers\.disk 2Gi -> 1536Mi: Kubernetes cannot shrink a disk; keep 2Gi/);
            }
            assert.deepEqual(await seen(), before);
            example.edit("1536Mi", "2Gi");
        });

        it("are told everything that is wrong with the arguments of one", async () => {
            example.edit("640Mi", "lots");
            example.edit("50m", "many");
            const { code, output } = await example.tryPulumi("preview");
            assert.notEqual(code, 0);
            assert.match(output, /kafka:brokers\.cpu is "many": must be /);
            assert.match(output, /kafka:brokers\.memory is "lots": must be /);
            example.edit("lots", "640Mi");
            example.edit("many", "50m");
        });

        it("are refused one namespace for both", async () => {
            example.edit("kafka-audit-e2e", "kafka-orders-e2e");
            const { code, output } = await example.tryPulumi("preview");
            assert.notEqual(code, 0);
            assert.match(
                output,
                /kafka:namespace\.name is "kafka-orders-e2e": must be a namespace of its own: the cluster (orders|audit) of this program has it/,
            );
        });
    });
}
