import { ensurePlugins } from "../engine/plugins";
import { ensureShell } from "../engine/shell";
import { buildImages, importImages } from "../images/ensure";
import { ctr } from "../node/containerd";
import { runningServers } from "../node/processes";
import { nodeUp } from "../node/up";
import { step } from "../progress";
import { ensureDebianPackages } from "../toolchain/debian";
import { checkMachine } from "../toolchain/preflight";
import { ensureTools } from "../toolchain/tools";

/**
 * Brings up the cluster, ready to be deployed to: tools, images, node, plugins, local shell. What is there already is
 * left alone; a second call in a row takes about a second.
 * @throws LocalError when the machine cannot run it, or a part of it cannot be had.
 */
export async function bringUp(): Promise<void> {
    checkMachine(runningServers().length > 0);
    await ensureDebianPackages();
    // The images hardly need the processor, the tools need nothing else.
    const [tools] = await Promise.all([step("tools", ensureTools), step("images", buildImages)]);
    ensureShell(tools);
    const images = () => step("importing images", () => importImages(ctr, tools.pause));
    await Promise.all([nodeUp(tools, images), ensurePlugins(tools.pulumi)]);
}
