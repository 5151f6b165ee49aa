import { join } from "node:path";
import { runningServers } from "../node/processes";
import { say } from "../progress";
import { ensureDebianPackages } from "../toolchain/debian";
import { checkMachine } from "../toolchain/preflight";
import { ensureTools } from "../toolchain/tools";
import { bringUp } from "./start";
import { checkout, runInShell } from "./shell";
import { down } from "./stop";

/** Starts and removes nodes of its own, on the one bridge of the machine: no local cluster may run meanwhile. */
const lifecycle = "test/cluster/lifecycle.spec.ts";

/**
 * They run when they are named: those that take longer than all others together (`npm run test:sizing`, `npm run test:convergence`), and those of
 * edits under writes, of who reaches what, of cert-manager, Prometheus and MirrorMaker, of topics, of zones, of other versions, of rendered manifests, of the tutorial, of the programs below examples/ and of the commands of all other pages, for which CI has no time (`npm run test:features`).
 */
const slow = [
    "test/cluster/sizing/**",
    "test/cluster/convergence/**",
    "test/cluster/{edits,external,certificates,generatedCertificate,networkPolicies,topics,metrics,placement,movingIn,upgrades,rendered,tutorial,examples,commands}.spec.ts",
];

/**
 * `test [MOCHA ARGS]`: runs the end-to-end specs in the local shell: first the node's own life, with no cluster up, then
 * everything else on a cluster that is. Arguments that name spec files choose those. The exit code is 0 when all passed.
 */
export async function test(args: readonly string[]): Promise<number> {
    const named = args.filter((argument) => argument.includes(".spec."));
    const options = args.filter((argument) => !named.includes(argument));
    const others = named.filter((spec) => !spec.endsWith(lifecycle));
    const parts: string[] = [];
    const timed = async (name: string, work: () => Promise<number>): Promise<number> => {
        const begun = Date.now();
        const code = await work();
        parts.push(
            `${name} ${((Date.now() - begun) / 1000).toFixed(0)} s${code === 0 ? "" : ` (FAILED, exit code ${code})`}`,
        );
        return code;
    };
    const codes: number[] = [];
    if (named.length === 0 || others.length < named.length) {
        codes.push(await timed("lifecycle", () => withoutCluster(() => mocha([...options, lifecycle]))));
    }
    if (named.length === 0 || others.length > 0) {
        await timed("cluster up", async () => {
            await bringUp();
            return 0;
        });
        const all = ["test/cluster/**/*.spec.ts", ...[lifecycle, ...slow].flatMap((spec) => ["--ignore", spec])];
        const specs = others.length > 0 ? others : all;
        codes.push(await timed("specs", () => mocha([...options, ...specs])));
    }
    say(parts.join(", "));
    return codes.find((code) => code !== 0) ?? 0;
}

/**
 * Stops the cluster, or what is left of one whose servers were killed: a bridge, mounts and rules that the specs would miss
 * once they are removed. Its data stays for the specs' own start.
 */
async function withoutCluster(work: () => Promise<number>): Promise<number> {
    await checkMachine(runningServers().length > 0);
    await ensureDebianPackages();
    await ensureTools();
    await down();
    return await work();
}

async function mocha(args: readonly string[]): Promise<number> {
    const program = join(checkout, "node_modules", "mocha", "bin", "mocha.js");
    // mocha's own section of package.json leaves test/cluster out, for `npm test`.
    const own = ["--no-package", "--require", "ts-node/register", "--timeout", "600000"];
    const { code } = await runInShell(process.execPath, [program, ...own, ...args], { output: "show" });
    return code ?? 1;
}
