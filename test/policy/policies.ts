import type { ReportViolation, ResourceValidationArgs, StackValidationArgs } from "@pulumi/policy";
import * as proxy from "@pulumi/policy/proxy";
import { policies } from "../../policy/policies";
import { deployStack } from "../harness";
import { plain } from "../../stack/render/json";

/** What the SDK's server hands to policies: it throws when a value is read that a preview does not know. Its types are left out of the package. */
const { unknownCheckingProxy, unknownStringValue } = proxy as unknown as {
    readonly unknownCheckingProxy: (props: object) => object;
    readonly unknownStringValue: string;
};

/** What it has in the place of a text that a preview does not know. */
export { unknownStringValue };

/** A resource as the engine hands it to a pack. */
export interface Given {
    readonly type: string;
    readonly urn: string;
    readonly name: string;
    readonly props: object;
}

/** An object of Kubernetes that some program makes: `apps/v1 StatefulSet`. */
export function object(apiVersion: string, kind: string, name: string, rest: object = {}): Given {
    const group = apiVersion.includes("/") ? apiVersion : `core/${apiVersion}`;
    const type = `kubernetes:${group}:${kind}`;
    const { metadata = {}, ...others } = rest as { metadata?: object };
    return {
        type,
        urn: `urn:pulumi:test::shop::${type}::${name}`,
        name,
        props: { apiVersion, kind, metadata: { name, namespace: "shop", ...metadata }, ...others },
    };
}

/** A workload of one container, which the test says, and of these labels. */
export function workload(
    kind: "Deployment" | "StatefulSet",
    name: string,
    container: object,
    spec: object = {},
    pod: object = {},
): Given {
    const template = {
        metadata: { labels: { "app.kubernetes.io/name": name } },
        spec: { containers: [{ name: "main", image: "registry.example.com/shop/main:1.0", ...container }], ...pod },
    };
    return object("apps/v1", kind, name, { spec: { replicas: 3, template, ...spec } });
}

/** The cluster component of this project with these groups of settings. */
export function cluster(settings: object): Given {
    const type = "kafka:index:Cluster";
    return { type, urn: `urn:pulumi:test::shop::${type}::cluster`, name: "cluster", props: { settings } };
}

/** What a whole stack of this project declares. */
export async function declaredBy(stack: string, config?: Record<string, string>): Promise<readonly Given[]> {
    const { resources } = await deployStack(stack, config);
    return resources.map(({ type, name, inputs }) => ({
        type,
        urn: `urn:pulumi:${stack}::kafka::${type.startsWith("kafka:") ? "" : "kafka:index:Cluster$"}${type}::${name}`,
        name,
        props: plain(inputs) as object,
    }));
}

/** What a policy says of a stack, each line once for each time that it is reported; what an SDK's proxy throws is thrown. */
export function said(name: string, resources: readonly Given[], config: object = {}): readonly string[] {
    const policy = policies.find((one) => one.name === name);
    if (policy === undefined) {
        throw new Error(`no policy is called ${name}: there are ${policies.map((one) => one.name).join(", ")}`);
    }
    const lines: string[] = [];
    const report: ReportViolation = (message) => {
        lines.push(message);
    };
    const args = resources.map((resource) => ({
        ...resource,
        props: unknownCheckingProxy(resource.props),
        getConfig: () => config,
    }));
    if ("validateStack" in policy) {
        const stack = { resources: args, getConfig: () => config };
        void policy.validateStack(stack as unknown as StackValidationArgs, report);
        return lines;
    }
    for (const validate of [policy.validateResource ?? []].flat()) {
        for (const one of args) {
            void validate(one as unknown as ResourceValidationArgs, report);
        }
    }
    return lines;
}
