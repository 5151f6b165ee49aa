import { LocalError } from "../progress";
import { bringUp } from "./bringUp";
import { deploy, stackOutputs } from "./deploy";
import { nextSteps } from "./nextSteps";
import { untilReady } from "./ready";
import { roundTrip } from "./roundTrip";

/** `start [--no-deploy]`: the cluster, the stack dev on it, the proof that it works, and what to do next. */
export async function start(args: readonly string[]): Promise<number> {
    const unknown = args.find((argument) => argument !== "--no-deploy");
    if (unknown !== undefined) throw new LocalError(`start takes no ${unknown}: only --no-deploy`);
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
