import { createRequire } from "node:module";
import { interruptCommands, isCommandRunning } from "./commands/shell";
import type * as bench from "./commands/bench";
import type * as show from "./commands/show";
import type * as start from "./commands/start";
import type * as stop from "./commands/stop";
import type * as test from "./commands/test";
import { LocalError } from "./progress";

const usage = `usage: npm start [-- --no-deploy]       bring up the cluster, deploy the stack dev, prove it with records
       npm run local -- COMMAND

  start [--no-deploy]   the same as npm start; --no-deploy: only the cluster
  status                what runs; exit code 0 when the cluster is ready
  env                   lines for eval: a shell in which pulumi and kubectl work on the cluster
  test [MOCHA ARGS]     bring up the cluster and run test/cluster
  bench NAME [ROUNDS]   what previews and runs take, over the least that they could (docs/performance.md)
  down                  stop everything; the data stays for the next start
  clean                 stop everything and remove the data; built tools and images stay
`;

/** One command: takes its arguments, and returns the exit code. */
type Command = (args: readonly string[]) => Promise<number>;

// A command is loaded when it is called: status and env answer at once because the others' packages stay on disk.
const load = createRequire(__filename);

const commands: Readonly<Record<string, () => Command>> = {
    start: () => (load("./commands/start") as typeof start).start,
    status: () => (load("./commands/show") as typeof show).status,
    env: () => (load("./commands/show") as typeof show).env,
    test: () => (load("./commands/test") as typeof test).test,
    bench: () => (load("./commands/bench") as typeof bench).bench,
    down: () => (load("./commands/stop") as typeof stop).down,
    clean: () => (load("./commands/stop") as typeof stop).clean,
};

async function main([name = "", ...args]: readonly string[]): Promise<number> {
    if (["", "help", "--help", "-h"].includes(name)) {
        process.stdout.write(usage);
        return name === "" ? 2 : 0;
    }
    const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
    if (command === undefined) {
        process.stderr.write(`there is no command "${name}"\n${usage}`);
        return 2;
    }
    return await command()(args);
}

const interrupted = 130;
const terminated = 143;

// A terminal's Ctrl-C reaches a running command too: it ends by itself, in its own order, and then so do we. A second one ends at once.
let interrupts = 0;
process.on("SIGINT", () => {
    interrupts += 1;
    if (interrupts > 1 || !isCommandRunning()) {
        process.exit(interrupted);
    }
});
// Nothing but this process gets a SIGTERM: what it started is told, and ended in its own order.
process.on("SIGTERM", () => {
    if (!isCommandRunning()) {
        process.exit(terminated);
    }
    interruptCommands();
});

main(process.argv.slice(2)).then(
    (code) => process.exit(interrupts > 0 ? interrupted : code),
    (error: unknown) => {
        // A fault of the user's or of the machine is one line; anything else is a fault of ours, and needs its stack.
        if (error instanceof LocalError) {
            process.stderr.write(`error: ${error.message}\n`);
        } else {
            console.error(error);
        }
        process.exit(interrupts > 0 ? interrupted : 1);
    },
);
