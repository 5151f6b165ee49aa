import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { Labels, NamedMetadata } from "../../kubernetes/metadata";
import type { Ownership } from "../../ownership";
import type { BrokerSettings } from "../settings";
import { anyNode, externalPort, filledIn, hostAndPort } from "./addresses";
import { addressOf, createAddresses } from "./loadBalancers";
import { awaitsAddresses } from "./pod";
import { externalServiceName, externalServices } from "./services";
import type { ExternalSettings } from "./settings";

/** What the way in from outside is made from. */
export interface ExternalAccessArgs {
    /** How clients outside reach the brokers, and how many of these there are. */
    readonly settings: Pick<BrokerSettings, "external" | "replicas">;
    /** Labels of all brokers. */
    readonly selector: Labels;
    /** Metadata of the brokers' objects, by name. */
    readonly metadata: NamedMetadata;
    /** Marks the objects and keeps those of others from being taken over. */
    readonly ownership: Ownership;
}

/** The way in from outside. */
export interface ExternalAccess {
    /** What must be there before the brokers start: where clients find them. */
    readonly resources: readonly pulumi.Resource[];
    /** `host:port` that clients outside bootstrap from; undefined where there is no way in. */
    readonly bootstrapServers: pulumi.Output<string> | undefined;
}

/** Creates a Service for each broker and one to bootstrap from, and tells brokers the addresses of their load balancers. */
export function createExternalAccess(parent: pulumi.Resource, name: string, args: ExternalAccessArgs): ExternalAccess {
    const { external, replicas } = args.settings;
    const [bootstrap, ...brokers] = externalServices(external, replicas, args.selector).map(
        ({ suffix, annotations, spec }) =>
            new k8s.core.v1.Service(
                `${name}-${suffix}`,
                { metadata: args.metadata(externalServiceName(suffix), annotations), spec },
                { parent, hooks: args.ownership.hooks },
            ),
    );
    if (bootstrap === undefined) {
        return { resources: [], bootstrapServers: undefined };
    }
    const addresses = awaitsAddresses(external) ? [createAddresses(parent, name, { ...args, brokers })] : [];
    return {
        resources: [bootstrap, ...brokers, ...addresses],
        bootstrapServers: bootstrapHost(external, bootstrap).apply((host) =>
            hostAndPort(host, externalPort(external, "bootstrap")),
        ),
    };
}

function bootstrapHost({ type, host }: ExternalSettings, bootstrap: k8s.core.v1.Service): pulumi.Output<string> {
    if (host !== undefined) {
        return pulumi.output(filledIn(host, "bootstrap"));
    }
    return type === "loadBalancer" ? addressOf(bootstrap) : pulumi.output(anyNode);
}
