import { fstatSync } from "node:fs";
import * as grpc from "@grpc/grpc-js";
import { LanguageRuntimeService } from "@pulumi/pulumi/proto/language_grpc_pb";
import { languageHost } from "./host";

// Started by the engine as `pulumi-language-nodejs [flags] ENGINE_ADDRESS`: prints the port it serves on, and ends with it.
const [engineAddress = ""] = process.argv.slice(2).filter((argument) => !argument.startsWith("-"));

const stop = (): void => process.exit(0);

// The engine holds the other end of its plugins' standard input: its end is the engine's end, even after a kill -9.
if (fstatSync(0).isFIFO()) {
    process.stdin.on("end", stop).on("error", stop).resume();
}

// The engine ends its plugins by SIGINT, and waits five seconds for those that do not listen (sdk/v3, plugin.ExecPlugin).
process.on("SIGINT", stop).on("SIGTERM", stop);

// Configuration and plug-in answers may exceed gRPC's own limit of 4 MiB.
const server = new grpc.Server({ "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 });
server.addService(LanguageRuntimeService, languageHost(engineAddress));
server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) => {
    if (error !== null) {
        throw error;
    }
    process.stdout.write(`${port}\n`);
});
