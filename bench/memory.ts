import { readFileSync } from "node:fs";
import { descendants } from "../test/cluster/support/processTree";

/** Milliseconds between two looks. */
const every = 250;

/** Follows the memory of this process's descendants while something runs. Returns the most that the CLI, and the program, had at once, in MiB. */
export async function peaks(work: () => Promise<void>): Promise<{ readonly cli: number; readonly program: number }> {
    let [cli, program] = [0, 0];
    const look = setInterval(() => {
        for (const pid of descendants(process.pid, /(^|\/)pulumi |cmd\/run/)) {
            const { name, residentMiB } = processOf(pid);
            cli = name === "pulumi" ? Math.max(cli, residentMiB) : cli;
            program = name === "node" ? Math.max(program, residentMiB) : program;
        }
    }, every);
    try {
        await work();
    } finally {
        clearInterval(look);
    }
    return { cli, program };
}

/** Of a process that ended between two looks there is nothing. */
function processOf(pid: number): { readonly name?: string | undefined; readonly residentMiB: number } {
    try {
        const status = readFileSync(`/proc/${pid}/status`, "utf8");
        const [, name] = /^Name:\s+(\S+)$/m.exec(status) ?? [];
        const [, kib = "0"] = /^VmRSS:\s+(\d+) kB/m.exec(status) ?? [];
        return { name, residentMiB: Number(kib) / 1024 };
    } catch {
        return { residentMiB: 0 };
    }
}
