import assert from "node:assert/strict";
import { hierarchies } from "../../local/node/cgroups";
import { mountsBelow } from "../../local/node/down";
import { cniConfig, interfaceNames } from "../../local/node/network";
import { listenedQueues } from "../../local/node/policies";
import { alive, processesWith } from "../../local/node/processTable";
import { LocalError } from "../../local/progress";
import { until } from "../../local/wait";

describe("what the node reads from the machine", () => {
    it("finds control groups of v2", () => {
        const mounts = "cgroup2 /sys/fs/cgroup cgroup2 rw,nsdelegate 0 0\ntmpfs /run tmpfs rw 0 0\n";
        assert.deepEqual(hierarchies(mounts), { version: 2, controlled: ["/sys/fs/cgroup"], all: ["/sys/fs/cgroup"] });
    });

    it("takes the controllers of v1 where both are mounted", () => {
        const mounts =
            "cgroup /c/cpu cgroup rw,cpu 0 0\ncgroup /c/pids cgroup rw,pids 0 0\ncgroup2 /c/unified cgroup2 rw 0 0\n";
        assert.deepEqual(hierarchies(mounts), {
            version: 1,
            controlled: ["/c/cpu", "/c/pids"],
            all: ["/c/cpu", "/c/pids", "/c/unified"],
        });
    });

    it("finds mounts at and below a directory, deepest first, with spaces in their names", () => {
        const mountinfo = [
            "1 0 8:1 / / rw - ext4 /dev/a rw",
            "2 1 0:5 / /state rw shared:3 - tmpfs t rw",
            "3 1 0:6 / /state/a\\040b/c rw - tmpfs t rw",
            "4 1 0:7 / /state-of-another rw - tmpfs t rw",
        ].join("\n");
        assert.deepEqual(mountsBelow(mountinfo, ["/state"]), ["/state/a b/c", "/state"]);
    });

    it("reads interfaces, of none as well", () => {
        assert.deepEqual(interfaceNames('[{"ifname":"veth1"},{"ifname":"veth2"}]'), ["veth1", "veth2"]);
        assert.deepEqual(interfaceNames(""), []);
    });

    it("reads which netfilter queues are listened to, of none as well", () => {
        const text =
            "    7  30412     0 2   128     0     0       10  1\n10244 4294965134   0 2  128     0     0        3  1\n";
        assert.deepEqual(listenedQueues(text), [7, 10_244]);
        assert.deepEqual(listenedQueues(""), []);
    });

    it("tells a process from another that has its number", () => {
        const [self] = processesWith("PATH").filter(({ pid }) => pid === process.pid);
        assert.ok(self !== undefined && alive(self));
        assert.ok(!alive({ ...self, since: self.since - 5 }));
    });
});

describe("what the node tells others", () => {
    it("has pods reach themselves through a Service, and leaves the machine's forwarding alone", () => {
        const { plugins } = JSON.parse(cniConfig("/addresses")) as {
            readonly plugins: readonly Record<string, unknown>[];
        };
        assert.equal(plugins[0]?.["hairpinMode"], true);
        assert.equal(plugins[0]["isGateway"], false);
    });

    it("ends a wait with what was last wrong, or at once when it is hopeless", async () => {
        const failing = until("the thing", { seconds: 0.15, hint: "look there" }, () =>
            Promise.reject(new Error("not yet")),
        );
        await assert.rejects(failing, new LocalError("the thing: not within 0.15 s: not yet; look there"));
        const hopeless = until("the thing", { seconds: 60, hopeless: () => "it ended" }, () =>
            Promise.resolve(undefined),
        );
        await assert.rejects(hopeless, new LocalError("the thing: it ended"));
    });
});
