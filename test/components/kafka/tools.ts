import type { Sandbox } from "../bash";

/** What a tool of Kafka answers: its exit code, and its output or, if it fails, what it says of that. */
export type Answer = readonly [code: number, output: string];

/** Puts tools of Kafka into the sandbox that are answered by this process. Every argument is one line at the most. */
export async function fakeTools(
    sandbox: Sandbox,
    answer: (tool: string, args: readonly string[]) => Answer,
): Promise<void> {
    const port = await sandbox.listen((socket) => {
        let heard = "";
        socket.on("data", (chunk) => {
            heard += chunk.toString();
            if (heard.endsWith("\n\n")) {
                const [tool = "", ...args] = heard.slice(0, -2).split("\n");
                const [code, output] = answer(tool, args);
                socket.end(`${code}\n${output}`);
            }
        });
    });
    for (const tool of [
        "configs",
        "topics",
        "reassign-partitions",
        "leader-election",
        "log-dirs",
        "broker-api-versions",
    ]) {
        sandbox.stub(`kafka-${tool}.sh`, asking(port, tool));
    }
    // This one says on its output why it fails (AclCommand.main).
    sandbox.stub("kafka-acls.sh", asking(port, "acls", "cat <&3"));
    // The commands of its input count as further arguments.
    sandbox.stub(
        "zookeeper-shell.sh",
        `mapfile -t commands\nset -- "$@" "\${commands[@]}"\n${asking(port, "zookeeper-shell")}`,
    );
}

function asking(port: number, tool: string, failed = "cat <&3 >&2"): string {
    return `exec 3<>/dev/tcp/127.0.0.1/${port}
printf '%s\\n' ${tool} "$@" '' >&3
read -r code <&3
if [ "$code" = 0 ]; then cat <&3; else ${failed}; fi
exit "$code"`;
}

/** The value of an option in the arguments of a tool; undefined where it is not given. */
export function option(args: readonly string[], name: string): string | undefined {
    const at = args.indexOf(name);
    return at < 0 ? undefined : args[at + 1];
}
