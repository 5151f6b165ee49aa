import type { ServerWritableStream } from "@grpc/grpc-js";
import type { RunPluginRequest } from "@pulumi/pulumi/proto/language_pb";
import { ProgramInfo, RunPluginResponse } from "@pulumi/pulumi/proto/language_pb";
import { startTied } from "./child";
import { openPolicyProxy } from "./policyProxy";
import { loaderEnvironment, locate, runtimeOptions } from "./runtimeOptions";

type Call = ServerWritableStream<RunPluginRequest, RunPluginResponse>;

/** Runs a policy pack or a component package written in TypeScript, and streams its output until it ends. */
export async function runPlugin(call: Call): Promise<void> {
    const request = call.request;
    if (request.getAttachDebugger()) {
        throw new Error("the stand-in language host cannot attach a debugger");
    }
    const info = request.getInfo() ?? new ProgramInfo();
    const directory = info.getProgramDirectory();
    const options = runtimeOptions(info);
    const environment = {
        ...Object.fromEntries(request.getEnvList().map(splitPair)),
        ...loaderEnvironment(options),
    };
    const print = (text: Buffer | string): void =>
        void call.write(new RunPluginResponse().setStdout(Buffer.from(text)));

    // Policy packs get the directory last and the stack's configuration from a proxy: see policyProxy.ts.
    const isPolicyPack = request.getKind() === "analyzer";
    const proxy = isPolicyPack ? await openPolicyProxy(print) : undefined;
    const stackEnvironment = (await proxy?.stackEnvironment()) ?? {};

    const child = startTied(
        process.execPath,
        isPolicyPack
            ? [
                  ...options.nodeArgs,
                  locate("@pulumi/pulumi/cmd/run-policy-pack", directory),
                  ...request.getArgsList(),
                  directory,
              ]
            : [
                  ...options.nodeArgs,
                  locate("@pulumi/pulumi/cmd/run-plugin", directory),
                  directory,
                  ...request.getArgsList(),
              ],
        {
            cwd: isPolicyPack ? directory : request.getPwd(),
            env: { ...environment, ...stackEnvironment },
        },
    );
    call.on("cancelled", () => {
        child.stop();
        proxy?.close();
    });
    child.stdout.on("data", proxy === undefined ? print : proxy.readPort);
    child.stderr.on("data", (chunk: Buffer) => void call.write(new RunPluginResponse().setStderr(chunk)));
    const { code } = await child.ended;
    proxy?.close();
    call.write(new RunPluginResponse().setExitcode(code ?? 1));
}

function splitPair(pair: string): [string, string] {
    const at = pair.indexOf("=");
    return [pair.slice(0, at), pair.slice(at + 1)];
}
