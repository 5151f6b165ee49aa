import type { UntypedServiceImplementation } from "@grpc/grpc-js";
import type { PluginAttach } from "@pulumi/pulumi/proto/plugin_pb";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import {
    ConfigureResponse,
    GetMappingResponse,
    GetMappingsResponse,
    GetSchemaResponse,
    ProviderHandshakeResponse,
} from "@pulumi/pulumi/proto/provider_pb";
import type { ConfigureRequest, ProviderHandshakeRequest } from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import type { Engine } from "./engine";
import { answering, NotOffered } from "./handler";
import type { Provider } from "./provider";

function notOffered(provider: Provider, what: string): UntypedServiceImplementation[string] {
    return answering(() => {
        throw new NotOffered(`the stand-in for the ${provider.name} provider has no ${what}`);
    });
}

function withoutPackage(variables: Iterable<[string, string]>): Record<string, string> {
    const options: Record<string, string> = {};
    for (const [key, value] of variables) {
        // The engine sends `kubernetes:config:context`.
        options[key.slice(key.lastIndexOf(":") + 1)] = value;
    }
    return options;
}

/** The calls that concern the plugin as a whole: greeting, configuration, cancellation, and all that is not offered. */
export function pluginHandlers(provider: Provider, engine: Engine): UntypedServiceImplementation {
    return {
        handshake: answering((request: ProviderHandshakeRequest) => {
            engine.connect(request.getEngineAddress());
            const answer = new ProviderHandshakeResponse();
            answer.setAcceptSecrets(true);
            answer.setAcceptResources(true);
            answer.setAcceptOutputs(false);
            answer.setSupportsAutonamingConfiguration(true);
            return answer;
        }),
        attach: answering((request: PluginAttach) => {
            engine.connect(request.getAddress());
            return new Empty();
        }),
        configure: answering(async (request: ConfigureRequest) => {
            await provider.configure(withoutPackage(request.getVariablesMap().entries()));
            const answer = new ConfigureResponse();
            answer.setAcceptsecrets(true);
            answer.setAcceptresources(true);
            answer.setSupportspreview(true);
            answer.setSupportsAutonamingConfiguration(true);
            return answer;
        }),
        getPluginInfo: answering(() => {
            const info = new PluginInfo();
            info.setVersion(provider.version);
            return info;
        }),
        getSchema: answering(() => {
            const answer = new GetSchemaResponse();
            // Types come from the npm package; the engine itself only wants to know whose schema it is.
            answer.setSchema(JSON.stringify({ name: provider.name, version: provider.version }));
            return answer;
        }),
        cancel: answering(() => {
            engine.cancel();
            return new Empty();
        }),
        getMapping: answering(() => new GetMappingResponse()),
        getMappings: answering(() => new GetMappingsResponse()),
        invoke: notOffered(provider, "functions (invokes)"),
        call: notOffered(provider, "methods"),
        construct: notOffered(provider, "components"),
        parameterize: notOffered(provider, "parameters"),
        list: notOffered(provider, "listing"),
    };
}
