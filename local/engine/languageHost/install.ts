import type { ServerWritableStream } from "@grpc/grpc-js";
import type { InstallDependenciesRequest } from "@pulumi/pulumi/proto/language_pb";
import { InstallDependenciesResponse, ProgramInfo } from "@pulumi/pulumi/proto/language_pb";
import { start } from "./child";
import { runtimeOptions } from "./runtimeOptions";

type Call = ServerWritableStream<InstallDependenciesRequest, InstallDependenciesResponse>;

/** Installs a program's packages with npm and streams what npm says; throws when npm fails. */
export async function installDependencies(call: Call): Promise<void> {
    const info = call.request.getInfo() ?? new ProgramInfo();
    runtimeOptions(info);
    const print = (text: Buffer | string): void =>
        void call.write(new InstallDependenciesResponse().setStdout(Buffer.from(text)));
    print("Installing dependencies...\n\n");
    const child = start("npm", ["install", "--loglevel=error"], {
        directory: info.getProgramDirectory() || call.request.getDirectory(),
        environment: process.env,
    });
    call.on("cancelled", () => {
        child.stop();
    });
    child.stdout.on("data", print);
    child.stderr.on("data", (chunk: Buffer) => void call.write(new InstallDependenciesResponse().setStderr(chunk)));
    const { code } = await child.ended;
    if (code !== 0) throw new Error(`npm install failed (exit code ${code ?? "none: it was killed"})`);
    print("Finished installing dependencies\n\n");
}
