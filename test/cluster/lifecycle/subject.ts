import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { containerProcesses } from "../../../local/node/cgroups";
import { runFiles } from "../../../local/node/layout";
import { runningServers, type ServerName } from "../../../local/node/processes";
import type { NodeStatus } from "../../../local/node/status";
import { ensureTools, type Tools } from "../../../local/toolchain/tools";
import { until } from "../../../local/wait";
import { attempt, run, type Result, type RunOptions } from "../support/run";
import { pauseArchive, workload } from "./workload";

/** A local node with a state directory of its own, driven as a user drives it: one process per command. */
export class Subject {
    readonly state: string;
    readonly tools: Tools;

    private constructor(state: string, tools: Tools) {
        this.state = state;
        this.tools = tools;
    }

    /** Nothing is started yet. Throws when a local cluster runs: there is one bridge per machine. */
    static async make(): Promise<Subject> {
        const running = runningServers()[0];
        if (running !== undefined) {
            throw new Error(`a local cluster runs (its state is in ${running.state}): npm run local -- down`);
        }
        const state = mkdtempSync(join(tmpdir(), "kafka-local-"));
        // Only its name was wanted: the node makes the directory.
        rmSync(state, { recursive: true });
        return new Subject(state, await ensureTools());
    }

    /** Runs `up`, `down`, `clean` or `status` to its end, whatever that is. */
    attempt(command: string, options: RunOptions = {}, state = this.state): Promise<Result> {
        const act = ["-r", "ts-node/register", join(__dirname, "act.ts"), command];
        return attempt("env", [`KAFKA_LOCAL_STATE=${state}`, process.execPath, ...act], options);
    }

    /** Runs a command that must succeed. */
    async run(command: string): Promise<void> {
        const { code, output } = await this.attempt(command);
        assert.equal(code, 0, `${command}: ${output}`);
    }

    async status(): Promise<NodeStatus> {
        return JSON.parse((await this.attempt("status")).stdout) as NodeStatus;
    }

    kubectl(args: readonly string[], options: RunOptions = {}): Promise<string> {
        return run(this.tools.node, ["kubectl", `--kubeconfig=${join(this.state, "kubeconfig")}`, ...args], options);
    }

    /** Ends servers as a crash does. */
    kill(...names: readonly ServerName[]): void {
        this.signal("SIGKILL", ...names);
    }

    /** Sends a signal to servers. */
    signal(signal: NodeJS.Signals, ...names: readonly ServerName[]): void {
        for (const { name, pid, state } of runningServers()) {
            if (state === this.state && names.includes(name)) {
                process.kill(pid, signal);
            }
        }
    }

    /** Starts the workload: a pod with a volume, of nothing but the pause image. */
    async startWorkload(): Promise<void> {
        const archive = await pauseArchive(this.tools.pause);
        await run("ctr", ["--address", runFiles.containerd, "--namespace", "k8s.io", "images", "import", archive.path]);
        archive.remove();
        await this.kubectl(["apply", "--filename=-"], { input: JSON.stringify(workload) });
        await this.workloadRuns();
    }

    /** Waits until the workload's pod is ready, and its processes are there: the API alone may only remember them. */
    async workloadRuns(): Promise<void> {
        const question = ["get", "pod", "held-0", "--output=jsonpath={.status.conditions[?(@.type=='Ready')].status}"];
        try {
            await until("the workload", { seconds: 60 }, async () => {
                return ((await this.kubectl(question)) === "True" && containerProcesses().length === 2) || undefined;
            });
        } catch (error) {
            assert.fail(`${String(error)}\n${await this.kubectl(["describe", "pod", "held-0"])}`);
        }
    }

    /** How often the workload's container was started again. */
    async restarts(): Promise<number> {
        return Number(
            await this.kubectl([
                "get",
                "pod",
                "held-0",
                "--output=jsonpath={.status.containerStatuses[0].restartCount}",
            ]),
        );
    }

    /** That every server runs, the API and the node are ready, and the workload is up. */
    async allRuns(): Promise<void> {
        const { servers, apiReady, nodeReady } = await this.status();
        const down = servers.filter(({ pid }) => pid === undefined).map(({ name }) => name);
        assert.deepEqual({ down, apiReady, nodeReady }, { down: [], apiReady: true, nodeReady: true });
        await this.workloadRuns();
    }

    /** The directory behind the workload's volume. */
    volume(): string {
        const volumes = join(this.state, "volumes");
        return join(volumes, readdirSync(volumes)[0] ?? "missing");
    }
}
