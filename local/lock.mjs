// The one lock of everything in local/. Plain JavaScript, because packages are installed under it.
import { createHash } from "node:crypto";
import { createServer } from "node:net";
import { setTimeout as pause } from "node:timers/promises";

/**
 * Runs `work` while no other process of this machine does so under the same name. When one does, `taken` is called once: it throws, or
 * returns to have the lock waited for.
 *
 * The lock is an abstract socket: the kernel frees it with the process that holds it, so a killed one leaves none behind.
 */
export async function exclusively(name, taken, work) {
    // Only Linux has abstract sockets, and nothing but packages is installed on another system.
    const lock = process.platform === "linux" ? await take(name, taken) : undefined;
    try {
        return await work();
    } finally {
        lock?.close();
    }
}

async function take(name, taken) {
    // A socket's name has room for 107 bytes.
    const socket = `\0kafka-local-${createHash("sha256").update(name).digest("hex").slice(0, 16)}`;
    for (let told = false; ; told = true) {
        const lock = createServer();
        const error = await new Promise((resolve) => lock.once("error", resolve).listen(socket, resolve));
        if (error === undefined) {
            return lock;
        }
        if (error.code !== "EADDRINUSE") {
            throw error;
        }
        if (!told) {
            taken();
        }
        await pause(200);
    }
}
