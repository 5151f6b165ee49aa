import { strict as assert } from "node:assert";
import { text } from "../../harness";
import { brokerTool } from "../support/brokerTool";
import { isReady } from "../support/kubectl";
import { attempt, eventually } from "../support/run";
import type { Clone } from "./clone";

/** The line that says which value of a property broker 0 works with, and whose it is. */
export async function property(clone: Clone, name: string): Promise<string> {
    const described = await brokerTool(
        clone.kubectl,
        "configs",
        ...["--describe", "--all", "--entity-type", "brokers", "--entity-name", "0"],
    );
    return described.split("\n").find((line) => line.trim().startsWith(`${name}=`)) ?? "";
}

/** The uid of an object. */
async function uid(clone: Clone, kind: string, name: string): Promise<string> {
    return text(await clone.kubectl.get(kind, name), "metadata", "uid");
}

/** Uids before a block, by kind and name. */
const before = new Map<string, string>();

/** Notes which object there is. */
export async function remember(clone: Clone, kind: string, name: string): Promise<void> {
    before.set(`${kind}/${name}`, await uid(clone, kind, name));
}

/** Waits until there is another object of that name than was noted. */
export async function isAnother(clone: Clone, kind: string, name: string): Promise<void> {
    await eventually(`another ${kind} ${name}`, 240, async () => {
        const isOld = (await uid(clone, kind, name)) === before.get(`${kind}/${name}`);
        return isOld ? undefined : true;
    });
}

/** Whether there is still the object that was noted. */
export async function isSame(clone: Clone, kind: string, name: string): Promise<void> {
    assert.equal(await uid(clone, kind, name), before.get(`${kind}/${name}`));
}

/** Waits until a pod is ready. */
export async function isServing(clone: Clone, pod: string): Promise<void> {
    await eventually(`${pod} ready`, 240, async () =>
        isReady(await clone.kubectl.get("pod", pod)) ? true : undefined,
    );
}

/** Kills `pulumi up` in the middle of its work, so that its lock stays. */
export async function interrupt(clone: Clone): Promise<void> {
    const { code } = await attempt(
        "env",
        [`PULUMI_BACKEND_URL=file://${clone.directory}/.state`, "pulumi", "up", "--yes", "--skip-preview"],
        {
            cwd: clone.directory,
            watch: (output, pid) => {
                if (output.includes("updating")) {
                    process.kill(-pid, "SIGKILL");
                }
            },
        },
    );
    assert.equal(code, undefined, "it was to be killed");
}
