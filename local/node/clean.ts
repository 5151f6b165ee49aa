import { existsSync, readdirSync, rmdirSync, rmSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { paths } from "../paths";
import { say, step } from "../progress";
import { stopNode } from "./down";
import { stateDirs } from "./layout";
import { exclusively } from "./lock";

/** Stops the node and removes its state: volumes, images, keys, the stacks' state. The cache of built tools and images stays. */
export async function nodeClean(): Promise<void> {
    await exclusively(() =>
        step("removing the node", async () => {
            await stopNode();
            removeState();
        }),
    );
}

/** By name, not the directory as a whole: `KAFKA_LOCAL_STATE` may point at one that holds other things. */
function removeState(): void {
    const ours = [...Object.values(paths), ...Object.values(stateDirs), `${paths.pki}.new`];
    for (const place of ours) if (dirname(place) === paths.state) rmSync(place, { recursive: true, force: true });
    if (!existsSync(paths.state)) return;
    const others = readdirSync(paths.state);
    if (others.length === 0) rmdirSync(paths.state);
    else say(`left in place: ${others.map((name) => relative("", join(paths.state, name))).join(", ")}`);
}
