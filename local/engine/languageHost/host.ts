import * as grpc from "@grpc/grpc-js";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import type { ILanguageRuntimeServer } from "@pulumi/pulumi/proto/language_grpc_pb";
import * as language from "@pulumi/pulumi/proto/language_pb";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { version } from "@pulumi/pulumi/package.json";
import { directDependencies, installDependencies, installedPackages, requiredPlugins } from "./packages";
import { runPlugin } from "./runPlugin";
import { runProgram } from "./runProgram";

/**
 * The `LanguageRuntime` service for Node programs: what runs them, and says which plugins they need. `engineOnStart` is the
 * `host:port` of the engine; empty where it attaches later and tells it in its handshake.
 *
 * Code generation (`pulumi convert`, `package add`) is not part of it: those calls are refused by name.
 */
export function languageHost(engineOnStart: string): ILanguageRuntimeServer {
    const running = new Set<() => void>();
    let engineAddress = engineOnStart;
    return {
        handshake: (call, callback) => {
            engineAddress = call.request.getEngineAddress();
            callback(null, new language.LanguageHandshakeResponse());
        },
        getPluginInfo: (_call, callback) => {
            callback(null, new PluginInfo().setVersion(version));
        },
        getRequiredPackages: (call, callback) => {
            const directory = call.request.getInfo()?.getProgramDirectory() ?? "";
            const packages = requiredPlugins(directory);
            callback(null, new language.GetRequiredPackagesResponse().setPackagesList(packages));
        },
        run: (call, callback) => {
            let stop = (): void => undefined;
            const onCancel = (stopProgram: () => void): void => {
                stop = stopProgram;
                running.add(stop);
                call.on("cancelled", stop);
            };
            void runProgram(call.request, engineAddress, onCancel)
                .catch((error: unknown) => new language.RunResponse().setError((error as Error).message))
                .then((response) => {
                    running.delete(stop);
                    callback(null, response);
                });
        },
        cancel: (_call, callback) => {
            for (const stop of running) {
                stop();
            }
            callback(null, new Empty());
        },
        about: (_call, callback) => {
            const response = new language.AboutResponse().setExecutable(process.execPath).setVersion(process.version);
            response.getMetadataMap().set("packagemanager", "npm");
            callback(null, response);
        },
        getProgramDependencies: (call, callback) => {
            callback(null, dependencies(call.request));
        },
        installDependencies: streaming(installDependencies),
        runPlugin: streaming(runPlugin),
        runtimeOptionsPrompts: (_call, callback) => {
            callback(null, new language.RuntimeOptionsResponse());
        },
        template: (_call, callback) => {
            callback(null, new language.TemplateResponse());
        },
        getRequiredPlugins: refused("GetRequiredPlugins"),
        generateProgram: refused("GenerateProgram"),
        generateProject: refused("GenerateProject"),
        generatePackage: refused("GeneratePackage"),
        pack: refused("Pack"),
        link: refused("Link"),
    };
}

function dependencies(request: language.GetProgramDependenciesRequest): language.GetProgramDependenciesResponse {
    const directory = request.getInfo()?.getProgramDirectory() ?? "";
    const installed = installedPackages(directory);
    const direct = request.getTransitivedependencies() ? undefined : directDependencies(directory);
    return new language.GetProgramDependenciesResponse().setDependenciesList(
        installed
            .filter(({ name }) => direct?.has(name) ?? true)
            .map((found) => new language.DependencyInfo().setName(found.name).setVersion(found.version)),
    );
}

function streaming<Request, Response>(
    work: (call: grpc.ServerWritableStream<Request, Response>) => Promise<void>,
): grpc.handleServerStreamingCall<Request, Response> {
    return (call) => {
        work(call).then(
            () => {
                call.end();
            },
            (error: unknown) => {
                call.emit("error", { code: grpc.status.UNKNOWN, details: (error as Error).message });
            },
        );
    };
}

function refused<Request, Response>(method: string): grpc.handleUnaryCall<Request, Response> {
    return (_call, callback) => {
        const details = `the stand-in language host has no ${method}: install the official Pulumi CLI for it`;
        callback({ code: grpc.status.UNIMPLEMENTED, details });
    };
}
