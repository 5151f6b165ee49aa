import { strict as assert } from "node:assert";
import { at } from "../harness";
import { Kubectl } from "./support/kubectl";
import { TestStack } from "./support/stack";

describe("an interrupted `pulumi up`", function () {
    this.timeout("10m");

    const stack = new TestStack("dev", "kafka-killed-e2e");
    const kubectl = new Kubectl(stack.namespace);

    before(async () => {
        await kubectl.remove();
        await stack.init();
        // Small and quick: one of each.
        stack.edit({ "kafka:zookeeper.replicas": 1, "kafka:brokers.replicas": 1 });
    });

    after(async () => {
        await stack.tryPulumi(["destroy", "--yes", "--skip-preview"]);
        await kubectl.remove();
        stack.dispose();
    });

    it("converges after the CLI and everything it started were killed while StatefulSets were being made", async () => {
        let killed = false;
        await stack.tryPulumi(["up", "--yes", "--skip-preview", "--non-interactive"], {
            watch: (output, pid) => {
                if (!killed && output.includes("StatefulSet kafka creat")) {
                    killed = true;
                    process.kill(-pid, "SIGKILL");
                }
            },
        });
        assert.ok(killed, "the update was killed before it ended");

        await stack.pulumi(["cancel", "--yes"]);
        await stack.up();
        const sets = await kubectl.list("statefulsets");
        assert.deepEqual(
            sets.map((set) => at(set, "status", "readyReplicas")),
            [1, 1],
        );
        await stack.up("--expect-no-changes");
    });
});
