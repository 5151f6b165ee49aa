import { readdirSync, readFileSync } from "node:fs";

/** A process, and the one that started it. */
interface Process {
    readonly pid: number;
    readonly parent: number;
    readonly commandLine: string;
}

function read(pid: number): Process | undefined {
    try {
        const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
        // The name before the state may itself contain spaces and parentheses.
        const [, parent = "0"] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
        const commandLine = readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
        return { pid, parent: Number(parent), commandLine };
    } catch {
        // It ended between two looks.
        return undefined;
    }
}

/** Ids of the processes below `ancestor`, however deep, whose command line matches. */
export function descendants(ancestor: number, commandLine: RegExp): readonly number[] {
    const all = readdirSync("/proc").flatMap((entry) => (/^\d+$/.test(entry) ? (read(Number(entry)) ?? []) : []));
    const below = (parent: number): Process[] =>
        all.filter((one) => one.parent === parent).flatMap((one) => [one, ...below(one.pid)]);
    return below(ancestor)
        .filter((one) => commandLine.test(one.commandLine))
        .map(({ pid }) => pid);
}
