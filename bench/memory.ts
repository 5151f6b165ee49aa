import { readFileSync } from "node:fs";
import { descendants } from "../test/cluster/support/processTree";

/** Milliseconds between two looks. */
const every = 250;

/** Follows the memory of this process's descendants while something runs. Returns the most that the CLI, and the program, had at once, in MiB. */
export async function peaks(work: () => Promise<void>): Promise<{ readonly cli: number; readonly program: number }> {
    let [cli, program] = [0, 0];
    const look = setInterval(() => {
        cli = Math.max(cli, ...descendants(process.pid, /(^|\/)pulumi /).map(residentMiB));
        program = Math.max(program, ...descendants(process.pid, /cmd\/run/).map(residentMiB));
    }, every);
    try {
        await work();
    } finally {
        clearInterval(look);
    }
    return { cli, program };
}

function residentMiB(pid: number): number {
    try {
        const [, kib = "0"] = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
        return Number(kib) / 1024;
    } catch {
        // It ended between two looks.
        return 0;
    }
}
