import * as pulumi from "@pulumi/pulumi";
import { externalNodePorts } from "../../components/kafka/external/services";
import { consoleNodePort } from "../../components/kafkaManager/service";
import type { listEverywhere, LiveObject } from "../../components/live/object";
import { workloadNames } from "../../model/names";
import type { Settings } from "../settings";

/** A node port that settings ask for. */
interface WantedPort {
    readonly port: number;
    /** The Service that is to have it. */
    readonly service: string;
    /** The setting that names it. */
    readonly key: string;
}

function wantedPorts({ brokers, kafkaManager }: Settings): readonly WantedPort[] {
    const port = consoleNodePort(kafkaManager);
    const ofBrokers = [...externalNodePorts(brokers.external, brokers.replicas)].map(([port, service]) => ({
        port,
        service,
        key: "kafka:brokers.external.nodePort",
    }));
    const key = "kafka:kafkaManager.service.nodePort";
    return port === undefined ? ofBrokers : [...ofBrokers, { port, service: workloadNames.kafkaManager, key }];
}

interface ServiceShape {
    readonly spec?: {
        readonly ports?: readonly { readonly nodePort?: number }[];
        readonly healthCheckNodePort?: number;
    };
}

function heldBy(service: LiveObject): readonly number[] {
    const { spec } = service as ServiceShape;
    return [...(spec?.ports ?? []).map(({ nodePort }) => nodePort), spec?.healthCheckNodePort].filter(
        (port) => port !== undefined,
    );
}

/**
 * One line for each node port that is wanted, was not before (`old`, undefined for a stack that is new), and that another Service holds:
 * Kubernetes would refuse it in the middle of a run. Where nobody may look, a warning says so: that refusal harms nothing.
 */
export async function conflictingPorts(
    wanted: Settings,
    old: Settings | undefined,
    list: typeof listEverywhere,
): Promise<readonly string[]> {
    const before = old === undefined ? [] : wantedPorts(old);
    const ports = wantedPorts(wanted).filter(
        ({ port, service }) => !before.some((one) => one.port === port && one.service === service),
    );
    const services = ports.length === 0 ? [] : await list("v1", "Service");
    if (services === "forbidden") {
        await pulumi.log.warn(
            `who holds node ports cannot be looked up, for you may not list the Services of all namespaces: where one of ` +
                `${ports.map(({ port }) => port).join(", ")} is taken, pulumi up ends with "provided port is already allocated"`,
        );
        return [];
    }
    return ports.flatMap(({ port, service, key }) => {
        const holder = (services ?? []).find(
            (one) => heldBy(one).includes(port) && !isService(one, wanted.namespace.name, service),
        );
        return holder === undefined
            ? []
            : [
                  `${key}: port ${port}, for Service ${service}, is held by Service ${holder.metadata.name} in namespace ${String(holder.metadata.namespace)}; choose others`,
              ];
    });
}

function isService({ metadata }: LiveObject, namespace: string, name: string): boolean {
    return metadata.namespace === namespace && metadata.name === name;
}
