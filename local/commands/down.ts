import { nodeDown } from "../node/down";
import { endBrokers } from "./endPods";

/** `down`: stops the cluster and keeps its state for the next start. */
export async function down(): Promise<number> {
    await endBrokers();
    await nodeDown();
    return 0;
}
