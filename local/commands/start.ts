import { ensurePlugins } from "../engine/plugins";
import { ensureShell } from "../engine/shell";
import { buildImages, importImages } from "../images/ensure";
import { ctr } from "../node/containerd";
import { runningServers } from "../node/processes";
import { nodeUp } from "../node/up";
import { LocalError, step } from "../progress";
import { preference } from "../standIns";
import { ensureDebianPackages } from "../toolchain/debian";
import { checkMachine } from "../toolchain/preflight";
import { ensureTools } from "../toolchain/tools";
import { deploy, stackOutputs } from "./deploy";
import { nextSteps } from "./nextSteps";
import { roundTrip, untilReady } from "./proof";

/** `start [--no-deploy]`: the cluster, the stack dev on it, the proof that it works, and what to do next. */
export async function start(args: readonly string[]): Promise<number> {
    const unknown = args.find((argument) => argument !== "--no-deploy");
    if (unknown !== undefined) {
        throw new LocalError(`start takes no ${unknown}: only --no-deploy`);
    }
    await bringUp();
    if (args.includes("--no-deploy")) {
        process.stdout.write(nextSteps());
        return 0;
    }
    await deploy();
    const outputs = await stackOutputs();
    await untilReady(outputs.namespace);
    await roundTrip(outputs.namespace, outputs.bootstrapServers);
    process.stdout.write(nextSteps(outputs));
    return 0;
}

/**
 * Brings up the cluster, ready to be deployed to: tools, images, node, plugins, local shell. What is there already is
 * left alone; a second call in a row takes about a second. Throws a LocalError when the machine cannot run it, or a part of it cannot be had.
 */
export async function bringUp(): Promise<void> {
    // A wrong word is told before anything is built.
    preference("KAFKA_LOCAL_IMAGES");
    preference("KAFKA_LOCAL_PLUGINS");
    await checkMachine(runningServers().length > 0);
    await ensureDebianPackages();
    // The images hardly need the processor, the tools need nothing else.
    const [tools] = await Promise.all([step("tools", ensureTools), step("images", buildImages)]);
    ensureShell(tools);
    const images = () => step("importing images", () => importImages(ctr, tools.pause));
    await Promise.all([nodeUp(tools, images), ensurePlugins(tools.pulumi)]);
}
