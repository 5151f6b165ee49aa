// The local node from nothing to nothing, on a state directory of its own. It needs the machine's bridge, so no other local cluster may run.
import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { paths } from "../../local/paths";
import { containerProcesses } from "../../local/node/cgroups";
import { bridge, cluster } from "../../local/node/layout";

import { mountsBelow } from "../../local/node/down";
import { removePolicyRules } from "../../local/node/policies";
import { exclusively, serverNames } from "../../local/node/processes";
import { processesWith, signal } from "../../local/node/processTable";
import { restoreSysctls } from "../../local/node/sysctls";
import { connects, until } from "../../local/wait";
import { difference, type Footprint, footprint, listening } from "./lifecycle/footprint";
import { Subject } from "./lifecycle/subject";
import { run } from "./support/run";

describe("the local node's life", function () {
    this.timeout(180_000);
    let subject: Subject;
    let untouched: Footprint;
    let begun = false;

    before(async () => {
        subject = await Subject.make();
        untouched = footprint(subject.state);
        begun = true;
    });

    after(async () => {
        // Also after a failed test: nothing may stay.
        if (begun) {
            await subject.attempt("clean");
        }
    });

    it("comes up from nothing, and listens on the loopback and its bridge only", async () => {
        const earlier = listening();
        await subject.run("up");
        await subject.startWorkload();
        await subject.allRuns();
        const added = listening().filter((address) => !earlier.includes(address));
        assert.deepEqual(
            added.filter((address) => address !== bridge.address && !address.startsWith("127.")),
            [],
        );
    });

    it("changes nothing when it is up already", async () => {
        const pids = async () => (await subject.status()).servers.map(({ name, pid }) => `${name} ${String(pid)}`);
        const first = await pids();
        await subject.run("up");
        assert.deepEqual(await pids(), first);
    });

    for (const name of ["kubelet", "containerd", "etcd", "kube-apiserver", "kube-network-policies"] as const) {
        it(`recovers from a kill of ${name}, and the pod does not notice`, async () => {
            const restarts = await subject.restarts();
            subject.kill(name);
            await subject.run("up");
            await subject.allRuns();
            assert.equal(await subject.restarts(), restarts);
        });
    }

    it("recovers from a kill of every server and then of the start that repairs them", async () => {
        subject.kill(...serverNames);
        // Once its servers begin to appear.
        await subject.attempt("up", {
            watch: (_, pid) =>
                setTimeout(() => {
                    signal(-pid, "SIGKILL");
                }, 1000),
        });
        await subject.run("up");
        await subject.allRuns();
    });

    it("gives the API server's Service its rules back after kube-proxy died while that had no endpoint", async () => {
        // An API server that is asked to end takes its endpoint out first.
        subject.signal("SIGTERM", "kube-apiserver");
        const target = `dnat to ${bridge.address}:${cluster.apiPort}`;
        await until("a Service without an endpoint", { seconds: 60, every: 50 }, async () => {
            return !(await run("nft", ["list", "table", "ip", "kube-proxy"])).includes(target) || undefined;
        });
        subject.kill("kube-proxy", "kube-apiserver");
        await subject.run("up");
        assert.ok(await connects({ host: cluster.apiService, port: 443 }));
    });

    it("refuses a second command at the same time, and a second cluster", async () => {
        const second = await exclusively(() => subject.attempt("up"));
        assert.equal(second.code, 1);
        assert.match(second.output, /another command is starting or stopping the local cluster/);
        const { code, output } = await subject.attempt("up", {}, `${subject.state}-other`);
        assert.equal(code, 1);
        assert.match(output, /another local cluster runs, with its state in .*: stop it first/);
    });

    it("stops without a trace but its state, and comes up again with it", async () => {
        writeFileSync(join(subject.volume(), "record"), "kept");
        await subject.run("down");
        const left = difference(untouched, footprint(subject.state));
        assert.deepEqual(
            left.filter((line) => !line.startsWith(`+ files ${subject.state}`)),
            [],
        );
        await subject.run("up");
        await subject.allRuns();
        assert.equal(readFileSync(join(subject.volume(), "record"), "utf8"), "kept");
    });

    it("comes up after a crash of the machine", async () => {
        await crash(subject.state);
        await subject.run("up");
        await subject.allRuns();
        assert.equal(readFileSync(join(subject.volume(), "record"), "utf8"), "kept");
    });

    it("is removed without a trace, whatever was killed before", async () => {
        subject.kill("containerd", "kubelet");
        await subject.run("clean");
        assert.deepEqual(difference(untouched, footprint(subject.state)), []);
        assert.ok(!existsSync(subject.state));
    });
});

/** Leaves of a running node what a power cut leaves: its files, and in the run directory of a machine that keeps it, those of an earlier boot. */
async function crash(state: string): Promise<void> {
    const ours = processesWith("KAFKA_LOCAL_SERVER_STATE").filter(
        ({ environment }) => environment.get("KAFKA_LOCAL_SERVER_STATE") === state,
    );
    for (const pid of [...ours.map(({ pid }) => pid), ...containerProcesses()]) {
        process.kill(pid, "SIGKILL");
    }
    while (containerProcesses().length > 0) {
        await new Promise(setImmediate);
    }
    const mounts = mountsBelow(readFileSync("/proc/self/mountinfo", "utf8"), [state, paths.run]);
    for (const where of mounts) {
        await run("umount", ["--lazy", where]);
    }
    await run("ip", ["link", "delete", "dev", bridge.name]);
    for (const family of ["ip", "ip6"]) {
        await run("nft", ["delete", "table", family, "kube-proxy"]);
    }
    await removePolicyRules();
    // A machine that starts again has its own kernel settings.
    restoreSysctls();
    writeFileSync(join(paths.run, "boot"), "an earlier one");
}
