import { readdirSync, readFileSync } from "node:fs";

/** A process as /proc shows it. */
export interface Seen {
    readonly pid: number;
    /** The session it belongs to; equal to `pid` for a process that was started detached. */
    readonly session: number;
    /** When it began, in seconds since 1970. */
    readonly since: number;
    readonly environment: ReadonlyMap<string, string>;
}

/** Clock ticks per second in /proc: fixed at 100 in the kernel's interface to user space on every common architecture. */
const ticks = 100;

function read(file: string): string {
    try {
        return readFileSync(file, "utf8");
    } catch {
        // The process ended between two looks.
        return "";
    }
}

function bootTime(): number {
    return Number(/^btime (\d+)$/m.exec(read("/proc/stat"))?.[1] ?? 0);
}

/** The fields of /proc/PID/stat from the state on; the name before them may itself contain spaces and parentheses. */
function stat(pid: number): readonly string[] {
    const line = read(`/proc/${pid}/stat`);
    return line === "" ? [] : line.slice(line.lastIndexOf(")") + 2).split(" ");
}

function seen(pid: number, boot: number): Seen | undefined {
    const [state, , , session, ...rest] = stat(pid);
    // A zombie is over: it only waits to be collected.
    if (state === undefined || state === "Z" || state === "X") {
        return undefined;
    }
    const pairs = read(`/proc/${pid}/environ`)
        .split("\0")
        .filter((line) => line.includes("="))
        .map((line): [string, string] => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]);
    const start = Number(rest[15] ?? 0);
    return { pid, session: Number(session), since: boot + start / ticks, environment: new Map(pairs) };
}

/** Every living process whose environment has the variable `name`. */
export function processesWith(name: string): Seen[] {
    const boot = bootTime();
    return readdirSync("/proc")
        .filter((entry) => /^\d+$/.test(entry))
        .map((entry) => seen(Number(entry), boot))
        .filter((found) => found?.environment.has(name) === true)
        .filter((found) => found !== undefined);
}

/** Whether the process that was seen still runs: the same one, not another that was given its number. */
export function alive(process: Pick<Seen, "pid" | "since">): boolean {
    const [state, ...rest] = stat(process.pid);
    if (state === undefined || state === "Z" || state === "X") {
        return false;
    }
    return Math.abs(bootTime() + Number(rest[18] ?? 0) / ticks - process.since) < 0.001;
}

/** Sends a signal; a process that is gone already is fine. */
export function signal(pid: number, name: NodeJS.Signals): void {
    try {
        process.kill(pid, name);
    } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "ESRCH") {
            throw error;
        }
    }
}
