import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { podName } from "../../../model/names";
import type { NamedMetadata } from "../../kubernetes/metadata";
import { endRun } from "../../live/refusal";
import { allHooks } from "../../ownership";
import type { Ownership } from "../../ownership";
import { addressesConfigMap } from "./pod";

/** What the brokers are told of their load balancers by. */
interface Addresses {
    /** The Service of each broker, in the order of their numbers. */
    readonly brokers: readonly k8s.core.v1.Service[];
    /** Metadata of the brokers' objects, by name. */
    readonly metadata: NamedMetadata;
    /** Marks the objects and keeps those of others from being taken over. */
    readonly ownership: Ownership;
}

/**
 * Creates the ConfigMap that tells each broker the address of its load balancer. Its name never changes, so that neither one more broker nor
 * another address restarts anybody; a broker reads its own when it starts.
 */
export function createAddresses(parent: pulumi.Resource, name: string, args: Addresses): k8s.core.v1.ConfigMap {
    const warn = new pulumi.ResourceHook(
        `tell-changed-addresses-of-${name}`,
        async ({ oldInputs, newInputs }) => {
            const wanted = newInputs as AddressesInputs;
            const moved = movedBrokers((oldInputs as AddressesInputs | undefined)?.data ?? {}, wanted.data);
            if (moved.length > 0) {
                await pulumi.log.warn(movedWarning(moved, wanted.metadata.namespace));
            }
        },
        { onDryRun: true },
    );
    return new k8s.core.v1.ConfigMap(
        `${name}-external-addresses`,
        {
            metadata: args.metadata(addressesConfigMap),
            data: Object.fromEntries(args.brokers.map((service, id) => [String(id), addressOf(service)])),
        },
        { parent, hooks: allHooks(args.ownership.hooks, { beforeUpdate: [warn] }) },
    );
}

interface AddressesInputs {
    readonly metadata: { readonly namespace: string };
    readonly data: Readonly<Record<string, string>>;
}

/** The numbers of the brokers that had another address; one that is not known yet counts as the same. */
export function movedBrokers(
    before: Readonly<Record<string, string>>,
    after: Readonly<Record<string, string>>,
): readonly number[] {
    return Object.keys(after)
        .filter((id) => {
            const [from, to] = [before[id], after[id]];
            return from !== undefined && !pulumi.containsUnknowns(to) && from !== to;
        })
        .map(Number);
}

/**
 * What to do for brokers whose load balancer has another address. Kafka could be told while it runs, but would keep what it was told in
 * ZooKeeper, where it wins over every later address and outlives the listener (DynamicBrokerConfig).
 */
export function movedWarning(moved: readonly number[], namespace: string): string {
    const whose = `${moved.length === 1 ? "the load balancer of broker" : "the load balancers of brokers"} ${moved.join(", ")}`;
    const pods = moved.map((id) => podName("brokers", id));
    const addresses = moved.length === 1 ? "has another address" : "have other addresses";
    return (
        `${whose} ${addresses}, which a broker reads when it starts: after pulumi up restart ${pods.join(" and ")}, ` +
        `each once the one before is Ready again: kubectl -n ${namespace} delete pod ${String(pods[0])}`
    );
}

/** As much of a Service as tells its address. */
interface Addressed {
    readonly loadBalancer?: {
        readonly ingress?: readonly { readonly hostname?: string; readonly ip?: string }[];
    };
}

/** The address that the load balancer of a Service has: its name where it has one, for the numbers behind that may change. */
export function addressOf(service: k8s.core.v1.Service): pulumi.Output<string> {
    return pulumi.all([service.metadata.name, service.status]).apply(async ([name, status]) => {
        const [first] = (status as Addressed | undefined)?.loadBalancer?.ingress ?? [];
        const address = first?.hostname ?? first?.ip;
        // After a run that was interrupted a preview has the Service, and no address yet.
        return address === undefined && !pulumi.runtime.isDryRun()
            ? endRun(new pulumi.RunError(`Service ${name} has no address: run pulumi up --refresh`))
            : (address ?? "<address of the load balancer>");
    });
}
