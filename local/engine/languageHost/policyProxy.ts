import * as grpc from "@grpc/grpc-js";
import { AnalyzerService } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import { AnalyzerStackConfigureRequest } from "@pulumi/pulumi/proto/analyzer_pb";

/**
 * Stands between the engine and a policy pack. The engine says which stack and configuration it is about by a call
 * (`ConfigureStack`), but the SDK in the pack reads them from its environment: so the engine is given this proxy's
 * address, and the pack is started only once the proxy has been told.
 */
export interface PolicyProxy {
    /** The environment the pack must be started with; settles at the engine's first call. */
    stackEnvironment(): Promise<Record<string, string>>;
    /** Takes what the pack prints: its first line is its port, everything after it is passed on. */
    readonly readPort: (chunk: Buffer) => void;
    close(): void;
}

type RawCall = grpc.ServerUnaryCall<Buffer, Buffer>;

/** Opens the proxy and prints its port, where the engine expects the pack's own. */
export async function openPolicyProxy(print: (text: Buffer | string) => void): Promise<PolicyProxy> {
    const configured = deferred<Buffer | undefined>();
    const pack = deferred<grpc.Client>();
    // Nobody may be waiting when the pack dies: that is not an unhandled rejection.
    pack.promise.catch(() => undefined);

    const passOn = async (call: RawCall, method: Method): Promise<Buffer> => {
        // Some commands ask before they configure (`policy publish`): then there is no stack.
        configured.resolve(undefined);
        return await forwardCall(await pack.promise, method, call.request);
    };
    const handlers: grpc.UntypedServiceImplementation = {};
    const methods: Record<string, Method> = {};
    for (const [name, { path }] of Object.entries(AnalyzerService) as [string, Method][]) {
        methods[name] = { path };
        handlers[name] = unary((call) => passOn(call, { path }));
    }
    handlers["handshake"] = unary(() => Promise.resolve(Buffer.alloc(0)));
    handlers["configureStack"] = unary((call) => {
        configured.resolve(call.request);
        return Promise.resolve(Buffer.alloc(0));
    });

    const server = new grpc.Server(unlimited);
    server.addService(rawService(methods), handlers);
    const port = await new Promise<number>((resolve, reject) => {
        server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, bound) => {
            if (error === null) {
                resolve(bound);
            } else {
                reject(error);
            }
        });
    });
    print(`${port}\n`);

    const attach = async (packPort: number): Promise<void> => {
        const client = new grpc.Client(`127.0.0.1:${packPort}`, grpc.credentials.createInsecure(), unlimited);
        const stack = await configured.promise;
        if (stack !== undefined) {
            await forwardCall(client, methods["configureStack"] ?? { path: "" }, stack).catch((error: unknown) => {
                // Packs of an older SDK do not know the call.
                if ((error as grpc.ServiceError).code !== grpc.status.UNIMPLEMENTED) {
                    throw error;
                }
            });
        }
        pack.resolve(client);
    };
    let early = "";
    let attached = false;
    return {
        stackEnvironment: async () => environmentOf(await configured.promise),
        readPort: (chunk) => {
            if (attached) {
                print(chunk);
                return;
            }
            early += chunk.toString("utf8");
            const [first, ...rest] = early.split("\n");
            if (rest.length === 0) {
                return;
            }
            attached = true;
            attach(Number(first)).catch(pack.reject);
            if (rest.join("\n") !== "") {
                print(rest.join("\n"));
            }
        },
        close: () => {
            pack.reject(new Error("the policy pack has ended"));
            server.forceShutdown();
        },
    };
}

/** What the SDK reads: names and formats are those of `@pulumi/pulumi/runtime/settings.js` and `config.js`. */
function environmentOf(request: Buffer | undefined): Record<string, string> {
    if (request === undefined) {
        return {};
    }
    const stack = AnalyzerStackConfigureRequest.deserializeBinary(request);
    return {
        PULUMI_NODEJS_ORGANIZATION: stack.getOrganization(),
        PULUMI_NODEJS_PROJECT: stack.getProject(),
        PULUMI_NODEJS_STACK: stack.getStack(),
        PULUMI_NODEJS_DRY_RUN: String(stack.getDryRun()),
        PULUMI_CONFIG: JSON.stringify(Object.fromEntries(stack.getConfigMap().entries())),
        PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(stack.getConfigSecretKeysList()),
    };
}

interface Method {
    readonly path: string;
}

// The engine sends whole stacks in one message, and sets no limit on its side either.
const unlimited = { "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 };

const same = (bytes: Buffer): Buffer => bytes;

/** The service with bytes in and bytes out: what passes through is not for the proxy to understand. */
function rawService(methods: Record<string, Method>): grpc.ServiceDefinition {
    return Object.fromEntries(
        Object.entries(methods).map(([name, { path }]) => [
            name,
            {
                path,
                requestStream: false,
                responseStream: false,
                requestSerialize: same,
                requestDeserialize: same,
                responseSerialize: same,
                responseDeserialize: same,
            },
        ]),
    );
}

async function forwardCall(client: grpc.Client, method: Method, request: Buffer): Promise<Buffer> {
    return await new Promise<Buffer>((resolve, reject) => {
        client.makeUnaryRequest(method.path, same, same, request, (error, response) => {
            if (error === null && response !== undefined) {
                resolve(response);
            } else {
                reject(error ?? new Error("no answer"));
            }
        });
    });
}

function unary(answer: (call: RawCall) => Promise<Buffer>): grpc.handleUnaryCall<Buffer, Buffer> {
    return (call, callback) => {
        answer(call).then(
            (response) => {
                callback(null, response);
            },
            (error: unknown) => {
                callback(error as grpc.ServiceError);
            },
        );
    };
}

interface Deferred<T> {
    readonly promise: Promise<T>;
    readonly resolve: (value: T) => void;
    readonly reject: (error: unknown) => void;
}

function deferred<T>(): Deferred<T> {
    let settle: Pick<Deferred<T>, "resolve" | "reject"> | undefined;
    const promise = new Promise<T>((resolve, reject) => {
        settle = { resolve, reject };
    });
    if (settle === undefined) {
        throw new Error("unreachable: a promise's executor runs at once");
    }
    return { promise, ...settle };
}
