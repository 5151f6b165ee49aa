import { createServer } from "node:net";
import { LocalError } from "../progress";

/**
 * Runs `work` while no other command changes the cluster of this machine.
 * The lock is an abstract socket: the kernel frees it with the process that holds it, so a killed command leaves none behind.
 * @throws LocalError when another command holds it.
 */
export async function exclusively<T>(work: () => Promise<T>): Promise<T> {
    const lock = createServer();
    await new Promise<void>((resolve, reject) => {
        lock.once("error", (error: NodeJS.ErrnoException) => {
            const taken = error.code === "EADDRINUSE";
            const text = "another command is starting or stopping the local cluster: wait until it is done, or stop it";
            reject(taken ? new LocalError(text) : error);
        });
        lock.listen("\0kafka-local", resolve);
    });
    try {
        return await work();
    } finally {
        lock.close();
    }
}
