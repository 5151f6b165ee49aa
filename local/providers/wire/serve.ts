import { fstatSync } from "node:fs";
import { Server, ServerCredentials } from "@grpc/grpc-js";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { Engine } from "./engine";
import type { Provider } from "./provider";
import { resourceHandlers } from "./resourceHandlers";
import { pluginHandlers } from "./pluginHandlers";

// gRPC's own limit of 4 MiB is less than a state may hold; the engine allows its plugins 400 MiB (rpcutil.GrpcChannelOptions).
const messageLimit = 400 * 1024 * 1024;

// The engine keeps the other end of a plugin's standard input, so its end is the engine's end, even after a kill -9.
// A provider started by hand for PULUMI_DEBUG_PROVIDERS has a terminal or nothing there, and stays.
function stopWithEngine(stop: () => void): void {
    const input = fstatSync(0);
    if (process.argv[2] !== undefined && (input.isFIFO() || input.isSocket())) {
        process.stdin.on("end", stop).on("error", stop).resume();
    }
}

/**
 * Runs a provider as the engine expects of a plugin: a server on a free loopback port, whose number is the first line on
 * stdout; the engine's address is the first argument. Ends with the engine, or on SIGTERM and SIGINT.
 */
export function serve(make: (engine: Engine) => Provider): void {
    const engine = new Engine();
    const [, , address] = process.argv;
    if (address !== undefined) {
        engine.connect(address);
    }
    const server = new Server({
        "grpc.max_receive_message_length": messageLimit,
        "grpc.max_send_message_length": messageLimit,
    });
    const provider = make(engine);
    server.addService(ResourceProviderService, {
        ...pluginHandlers(provider, engine),
        ...resourceHandlers(provider),
    });
    const stop = (): void => {
        engine.cancel();
        server.forceShutdown();
        process.exit(0);
    };
    // The engine runs its plugins in process groups of their own and ends them by SIGINT: a user's Ctrl-C arrives as a call
    // of `cancel` instead.
    process.on("SIGTERM", stop);
    process.on("SIGINT", stop);
    stopWithEngine(stop);
    server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) => {
        if (error !== null) {
            console.error(`cannot listen on 127.0.0.1: ${error.message}`);
            process.exit(1);
        }
        process.stdout.write(`${port}\n`);
    });
}
