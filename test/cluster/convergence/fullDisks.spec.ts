import { strict as assert } from "node:assert";
import { mkdtempSync, rmdirSync, statfsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Trial } from "../sizing/trial";
import { inOrder } from "../support/inOrder";
import { isReady } from "../support/kubectl";
import { eventually, run } from "../support/run";
import { record, writeSection } from "./table";

const section = "full disks";

/** A disk of the local cluster is a directory without a size: a file system of its own, in memory, gives it one. */
interface Disk {
    readonly volume: string;
    readonly directory: string;
}

describe("disks that are full", function () {
    this.timeout("20m");
    inOrder(this);

    const trial = new Trial("kafka-full-e2e");
    const { stack, kubectl } = trial;
    const mounted: string[] = [];
    const made: string[] = [];

    before(async () => {
        await trial.begin({});
        await trial.write("full", 3);
    });
    after(async () => {
        writeSection(section);
        for (const directory of mounted.reverse()) {
            await run("umount", ["--lazy", directory]);
        }
        made.forEach((directory) => {
            rmdirSync(directory);
        });
        await trial.end();
    });

    for (const [workload, group] of [
        ["kafka", "brokers"],
        ["zookeeper", "zookeeper"],
    ] as const) {
        it(`of ${group}, all of them: nothing acknowledged is lost, and more disk is the cure`, async () => {
            const disks = await disksOf(workload);
            for (const [ordinal, disk] of disks.entries()) {
                await giveSize(`${workload}-${ordinal}`, disk);
            }
            const row = await trial.during(`disks of ${group} full, and grown`, async () => {
                for (const { directory } of disks) {
                    await fill(directory);
                }
                // A server writes into what it has allocated before (preAllocSize), and so goes on for long: it fails when it starts again.
                const failing = workload === "zookeeper" ? [0, 1, 2].map((ordinal) => `${workload}-${ordinal}`) : [];
                if (failing.length > 0) {
                    await kubectl.call("delete", "pods", ...failing, "--wait=false");
                }
                await eventually("no pod that is ready", 300, async () =>
                    (await ready(workload)) === 0 ? true : undefined,
                );
                stack.edit({ [`kafka:${group}.disk`]: "3Gi" });
                const grown = grow(disks, "3Gi");
                await stack.up();
                await grown;
                // No template has changed, so nothing waits for the pods: the kubelet starts them again, with growing pauses.
                await eventually("all pods ready", 420, async () => ((await ready(workload)) === 3 ? true : undefined));
            });
            record({
                section,
                state:
                    group === "brokers"
                        ? "the disks of all brokers full, none runs"
                        : "the disks of all servers full, all restarted",
                ran: `${group}.disk: 3Gi, pulumi up`,
                outcome: `converged; ${row.acknowledged} records acknowledged, ${row.lost} lost`,
                seconds: row.seconds,
            });
        });
    }

    async function ready(workload: string): Promise<number> {
        const pods = await kubectl.list("pods", "-l", `app.kubernetes.io/name=${workload}`);
        return pods.filter(isReady).length;
    }

    /** The disks of a workload, by its ordinals. */
    async function disksOf(workload: string): Promise<readonly Disk[]> {
        return Promise.all(
            [0, 1, 2].map(async (ordinal) => {
                const claim = `data-${workload}-${ordinal}`;
                const volume = await kubectl.call(
                    "get",
                    "persistentvolumeclaim",
                    claim,
                    "-o",
                    "jsonpath={.spec.volumeName}",
                );
                const path = ["get", "persistentvolume", volume, "-o", "jsonpath={.spec.hostPath.path}"];
                return { volume, directory: await run("kubectl", path) };
            }),
        );
    }

    /**
     * Puts a file system of 256 MiB in the place of the directory, with all that is in it, and has the pod start on that. What the pod writes between the
     * copy and its end is missing there, as after a crash: it is a copy that the others have.
     */
    async function giveSize(pod: string, { directory }: Disk): Promise<void> {
        const own = mkdtempSync(join(tmpdir(), "kafka-disk-"));
        made.push(own);
        await run("mount", ["-t", "tmpfs", "-o", "size=256m", "tmpfs", own]);
        mounted.push(own);
        await run("cp", ["-a", `${directory}/.`, own]);
        await run("mount", ["--bind", own, directory]);
        mounted.push(directory);
        await kubectl.replacePod(pod);
    }

    async function fill(directory: string): Promise<void> {
        const { bavail, bsize } = statfsSync(directory);
        await run("bash", [
            "-uc",
            'fallocate -l "$2" "$1/ballast"; cat /dev/zero >>"$1/ballast"; true',
            "-",
            directory,
            String(bavail * bsize),
        ]);
        assert.equal(statfsSync(directory).bavail, 0);
    }

    /** Grows each file system once its volume has grown: what a driver does for a disk that is mounted. */
    async function grow(disks: readonly Disk[], size: string): Promise<void> {
        for (const { volume, directory } of disks) {
            await eventually(`${volume} grown`, 300, async () => {
                const capacity = await run("kubectl", [
                    "get",
                    "persistentvolume",
                    volume,
                    "-o",
                    "jsonpath={.spec.capacity.storage}",
                ]);
                return capacity === size ? true : undefined;
            });
            await run("mount", ["-o", "remount,size=512m", directory]);
        }
    }
});
