import { createRequire } from "node:module";
import { interruptCommands, isCommandRunning } from "./commands/shell";
import { LocalError } from "./progress";

const usage = `usage: npm start [-- --no-deploy]       bring up the cluster, deploy the stack dev, prove it with records
       npm run local -- COMMAND

  start [--no-deploy]   the same as npm start; --no-deploy: only the cluster
  status                what runs; exit code 0 when the cluster is ready
  env                   lines for eval: a shell in which pulumi and kubectl work on the cluster
  test [MOCHA ARGS]     bring up the cluster and run test/cluster
  down                  stop everything; the data stays for the next start
  clean                 stop everything and remove the data; built tools and images stay
`;

/** One command: takes its arguments, and returns the exit code. */
type Command = (args: readonly string[]) => Promise<number>;

/** The file in commands/ that exports the function of the command's name. */
const commands: Readonly<Record<string, string>> = {
    start: "start",
    status: "show",
    env: "show",
    test: "test",
    down: "stop",
    clean: "stop",
};

// A command is loaded when it is called: status and env answer at once because the others' packages stay on disk.
const load = createRequire(__filename);

async function main([name = "", ...args]: readonly string[]): Promise<number> {
    if (["", "help", "--help", "-h"].includes(name)) {
        process.stdout.write(usage);
        return name === "" ? 2 : 0;
    }
    const file = Object.hasOwn(commands, name) ? commands[name] : undefined;
    if (file === undefined) {
        process.stderr.write(`there is no command "${name}"\n${usage}`);
        return 2;
    }
    const { [name]: command } = load(`./commands/${file}`) as Record<string, Command | undefined>;
    if (command === undefined) {
        throw new Error(`commands/${file}.ts exports no function ${name}`);
    }
    return await command(args);
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
