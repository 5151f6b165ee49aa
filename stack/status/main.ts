// `npm run -s status [-- -s STACK] [-- --json | --watch]`: how the cluster of a stack is. Exit code 0 for a healthy one, 1 for one that is not, 2 where
// that cannot be said (docs/status.md).
import { parseArgs } from "node:util";
import { lookAt } from "./look";
import type { Status } from "./model";
import { pulumiCli, selectedStack } from "./pulumiCli";
import { StatusError } from "./stackFile";
import { heightOf, openScreen, shownOn } from "./terminal";
import { text } from "./view/text";
import { watch } from "./watch";

const usage = `usage: npm run -s status -- [-s STACK] [--json | --watch]

  -s, --stack STACK   whose cluster; default: PULUMI_STACK, else the selected stack
  --json              one look as JSON, for scripts (docs/status.md has its fields)
  --watch             look again every few seconds, until Ctrl-C; needs a terminal
exit code: 0 healthy, 1 not healthy, 2 cannot be asked
`;

const exitCodes: Readonly<Record<Status["health"], number>> = { healthy: 0, unhealthy: 1, unknown: 2 };
const cannotBeAsked = 2;

interface Options {
    readonly stack?: string;
    readonly json?: boolean;
    readonly watch?: boolean;
    readonly help?: boolean;
}

function optionsIn(args: readonly string[]): Options {
    try {
        const options = {
            stack: { type: "string", short: "s" },
            json: { type: "boolean" },
            watch: { type: "boolean" },
            help: { type: "boolean", short: "h" },
        } as const;
        return parseArgs({ args: [...args], options }).values;
    } catch (error) {
        throw new StatusError(`${error instanceof Error ? error.message : String(error)}\n${usage.trimEnd()}`);
    }
}

async function main(args: readonly string[]): Promise<number> {
    const { stack, json = false, watch: watches = false, help = false } = optionsIn(args);
    if (help) {
        process.stdout.write(usage);
        return 0;
    }
    if (watches && (json || !process.stdout.isTTY)) {
        throw new StatusError(
            json ? "--json shows one look: leave --watch out" : "--watch needs a terminal: for scripts there is --json",
        );
    }
    const look = await lookAt(
        process.cwd(),
        stack ?? process.env["PULUMI_STACK"] ?? (await selectedStack(pulumiCli)),
        pulumiCli,
    );
    const status = watches ? await watched(look) : await look(true);
    if (status === undefined) {
        return cannotBeAsked;
    }
    if (json) {
        process.stdout.write(`${JSON.stringify(status, null, 2)}\n`);
    } else if (!watches) {
        process.stdout.write(`${text(status, { ...shownOn(process.stdout, process.env), now: Date.now() })}\n`);
    }
    return exitCodes[status.health];
}

async function watched(look: (withTools: boolean) => Promise<Status>): Promise<Status | undefined> {
    const end = new AbortController();
    const screen = openScreen(process.stdout);
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
        process.once(signal, () => {
            end.abort();
        });
    }
    process.once("exit", screen.leave);
    const clock = { now: Date.now, sleep: (ms: number) => new Promise((resolve) => setTimeout(resolve, ms)) };
    const show = (status: Status, at: { readonly now: number; readonly stale?: string }): string =>
        text(status, { ...shownOn(process.stdout, process.env), height: heightOf(process.stdout), ...at });
    try {
        return await watch({ look, show, screen, signal: end.signal, clock });
    } finally {
        screen.leave();
    }
}

main(process.argv.slice(2)).then(
    (code) => {
        // A pod that is still asked, or a CLI that is, must not keep this process.
        process.stdout.write("", () => process.exit(code));
    },
    (error: unknown) => {
        console.error(error instanceof StatusError ? error.message : error);
        process.exit(cannotBeAsked);
    },
);
