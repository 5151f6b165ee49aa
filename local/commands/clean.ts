import { nodeClean } from "../node/clean";
import { killPods } from "./endPods";

/** `clean`: stops the cluster and removes its state: volumes, etcd, keys, the stacks' state. The cache of built things stays. */
export async function clean(): Promise<number> {
    await killPods();
    await nodeClean();
    return 0;
}
