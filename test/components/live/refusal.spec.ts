import { deepEqual, match } from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";

/** A program with V8's debugger on, as the SDK has it, whose Output is the root of many others, and is made from what fails. */
const program = (made: string) => `
const { Session } = require("node:inspector");
const pulumi = require("@pulumi/pulumi");
const { endRun, orEndRun } = require("./components/live/refusal");
for (const event of ["uncaughtException", "unhandledRejection"]) {
    process.on(event, (error) => { console.log(error.stack || error.message); process.exitCode = 1; });
}
const session = new Session();
session.connect();
session.post("Debugger.enable", () => {
    const later = new Promise((resolve) => setTimeout(resolve, 10));
    const root = pulumi.output(later).apply(async () => ${made});
    let output = root;
    for (let step = 0; step < 8; step++) {
        output = pulumi.all([output, root, output]).apply(([value]) => value);
    }
    output.apply(() => console.log("settled"));
});
`;

async function run(made: string): Promise<{ readonly code: number | null; readonly said: string }> {
    const child = spawn(process.execPath, ["--require", "ts-node/register", "--eval", program(made)], {
        stdio: ["ignore", "pipe", "inherit"],
        // What this is about takes all memory where it is wrong.
        timeout: 20_000,
        killSignal: "SIGKILL",
    });
    const [said, [code]] = await Promise.all([text(child.stdout), once(child, "exit") as Promise<[number | null]>]);
    return { code, said };
}

describe("what ends a run in the middle", () => {
    const failing = {
        "a look-up that fails": 'orEndRun(async () => { await later; throw new Error("no answer"); })',
        "a value that will not do": 'orEndRun(() => { throw new Error("no answer"); })',
        "a run that is ended": 'endRun(new Error("no answer"))',
        "a RunError": 'orEndRun(async () => { throw new pulumi.RunError("no answer"); })',
        "what is no error": 'orEndRun(() => { throw "no answer"; })',
    };
    for (const [what, made] of Object.entries(failing)) {
        it(`${what} is said once, in its own words, and nothing that waits for it goes on`, async () => {
            deepEqual(await run(made), { code: 1, said: "no answer\n" });
        });
    }

    it("what succeeds goes on", async () => {
        const { code, said } = await run("orEndRun(() => later)");
        deepEqual(code, 0);
        match(said, /^settled$/m);
    });
});
