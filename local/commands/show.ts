import { shellExports } from "../engine/shell";
import { nodeStatus } from "../node/status";

/** `env`: prints lines for `eval`, and nothing else, on stdout. */
export function env(): Promise<number> {
    process.stdout.write(shellExports());
    return Promise.resolve(0);
}

/** `status`: what runs, where its log is, and whether the cluster is ready; exit code 0 only when it is. */
export async function status(): Promise<number> {
    const { servers, apiReady, nodeReady, pods } = await nodeStatus();
    const lines = servers.map(({ name, pid, log }) => {
        const state = pid === undefined ? "does not run" : `runs (pid ${pid})`;
        return `${name.padEnd(26)}${state.padEnd(20)}${log}\n`;
    });
    const ready = apiReady && nodeReady && servers.every(({ pid }) => pid !== undefined);
    const summary = [
        `API server ${apiReady ? "answers" : "does not answer"}`,
        `node ${nodeReady ? "ready" : "not ready"}`,
        ...(pods === undefined ? [] : [`${pods} pods`]),
    ];
    process.stdout.write(
        `${lines.join("")}\n${summary.join(", ")}${ready ? "" : "; npm start brings up what is missing"}\n`,
    );
    return ready ? 0 : 1;
}
