import { isIP } from "node:net";
import { headlessName, podName, workloadNames } from "../../../model/names";
import { filledIn, targetsOf } from "../external/addresses";
import type { BrokerSettings } from "../settings";

/** Where the brokers are. */
export interface Place {
    /** Their namespace. */
    readonly namespace: string;
    /** The domain of the Kubernetes cluster: `cluster.local`. */
    readonly clusterDomain: string;
}

type Named = Pick<BrokerSettings, "external" | "replicas">;

/** The names by which clients, and the brokers themselves, reach a broker: each is held to the certificate (RFC 2818). */
export function reachedNames({ external, replicas }: Named, place: Place): readonly string[] {
    return [
        ...Array.from({ length: replicas }, (_, id) => brokerName(id, place)),
        // The Jobs ask whoever of them answers.
        headlessDomain(place),
        `${workloadNames.brokers}.${services(place)}`,
        ...outside({ external, replicas }),
    ];
}

/** What the certificate of an issuer is for: also brokers that come later, for another certificate takes a while to reach all. */
export function certifiedNames(
    settings: Named,
    place: Place,
): { readonly dnsNames: readonly string[]; readonly ipAddresses: readonly string[] } {
    const { brokers } = workloadNames;
    const external = [...new Set(outside(settings))];
    return {
        dnsNames: [
            `*.${headlessDomain(place)}`,
            headlessDomain(place),
            `${brokers}.${services(place)}`,
            `${brokers}.${place.namespace}.svc`,
            `${brokers}.${place.namespace}`,
            brokers,
            ...external.filter((host) => isIP(host) === 0),
        ],
        ipAddresses: external.filter((host) => isIP(host) !== 0),
    };
}

/** The name of one broker, which it has from its start on. */
export function brokerName(id: number, place: Place): string {
    return `${podName("brokers", id)}.${headlessDomain(place)}`;
}

function outside({ external, replicas }: Named): readonly string[] {
    const { type, host } = external;
    return type === "none" || host === undefined ? [] : targetsOf(replicas).map((target) => filledIn(host, target));
}

function services({ namespace, clusterDomain }: Place): string {
    return `${namespace}.svc.${clusterDomain}`;
}

function headlessDomain(place: Place): string {
    return `${headlessName("brokers")}.${services(place)}`;
}
