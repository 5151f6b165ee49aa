import type { RunRequest } from "@pulumi/pulumi/proto/language_pb";
import { ProgramInfo, RunResponse } from "@pulumi/pulumi/proto/language_pb";
import { forward, startTied } from "./child";
import { loaderEnvironment, locate, runtimeOptions } from "./runtimeOptions";

/** The exit code by which the SDK says that it has already shown the user what went wrong (`cmd/run/index.js`). */
const alreadyReported = 32;

const heapAdvice = 'Give node more memory, e.g. runtime.options.nodeargs: "--max-old-space-size=4096" in Pulumi.yaml.';

/**
 * Runs the user's program to its end: `node @pulumi/pulumi/cmd/run`, which talks to the engine's monitor itself.
 * `onCancel` is handed the function that stops the program when the engine no longer wants it.
 */
export async function runProgram(
    request: RunRequest,
    engineAddress: string,
    onCancel: (stop: () => void) => void,
): Promise<RunResponse> {
    if (request.getAttachDebugger()) {
        return new RunResponse().setError("the stand-in language host cannot attach a debugger");
    }
    const info = request.getInfo() ?? new ProgramInfo();
    const directory = info.getProgramDirectory();
    const options = runtimeOptions(info);
    const program = locate("@pulumi/pulumi/cmd/run", directory);
    const args = [...options.nodeArgs, program, ...programArguments(request, info, engineAddress)];
    const child = startTied(process.execPath, args, {
        cwd: request.getPwd() || directory,
        env: {
            ...process.env,
            ...loaderEnvironment(options),
            PULUMI_CONFIG: JSON.stringify(Object.fromEntries(request.getConfigMap().entries())),
            PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(request.getConfigsecretkeysList()),
        },
    });
    onCancel(() => {
        child.stop();
    });
    const advice = new Set<string>();
    const { code, signal } = await forward(child, (text) => {
        if (text.includes("JavaScript heap out of memory")) {
            advice.add(`. ${heapAdvice}`);
        }
    });
    const response = new RunResponse();
    if (code === 0) {
        return response;
    }
    if (code === alreadyReported) {
        return response.setBail(true);
    }
    const how = code === undefined ? `was ended by ${signal ?? "a signal"}` : `exited with non-zero exit code: ${code}`;
    return response.setError(`Program ${how}${[...advice].join("")}`);
}

function programArguments(request: RunRequest, info: ProgramInfo, engineAddress: string): string[] {
    const flags: Record<string, string> = {
        monitor: request.getMonitorAddress(),
        engine: engineAddress,
        organization: request.getOrganization(),
        project: request.getProject(),
        "root-directory": info.getRootDirectory(),
        stack: request.getStack(),
        pwd: info.getProgramDirectory(),
        parallel: String(request.getParallel()),
    };
    return [
        ...Object.entries(flags).flatMap(([flag, value]) => (value === "" ? [] : [`--${flag}`, value])),
        ...(request.getDryrun() ? ["--dry-run"] : []),
        info.getEntryPoint(),
        ...request.getArgsList(),
    ];
}
