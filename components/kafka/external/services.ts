import type * as k8s from "@pulumi/kubernetes";
import { podName, ports, workloadNames } from "../../../model/names";
import type { Labels } from "../../kubernetes/metadata";
import { notAwaited } from "../../kubernetes/services";
import { filledIn, nodePortOf, targetsOf } from "./addresses";
import type { Target } from "./addresses";
import type { ExternalSettings } from "./settings";

/** A Service that brokers are reached by from outside. */
export interface ExternalService {
    /** Whom it leads to. */
    readonly target: Target;
    /** What its name ends in, in the cluster and in the state: `nodeport`, `0-nodeport`. */
    readonly suffix: string;
    /** Its annotations, beside those that every object has. */
    readonly annotations: Readonly<Record<string, string>>;
    /** The Service. */
    readonly spec: k8s.types.input.core.v1.ServiceSpec;
}

/**
 * Made before the brokers, so its endpoints cannot be waited for, as the provider does by default (pulumi-kubernetes, await/service.go);
 * its address can, and must.
 */
const untilAddressed: Readonly<Record<string, string>> = {
    "pulumi.com/waitFor": "jsonpath={.status.loadBalancer.ingress}",
};

/** The Services for so many brokers: one to bootstrap from, and one for each broker. None where the type is `none`. */
export function externalServices(
    settings: ExternalSettings,
    replicas: number,
    selector: Labels,
): readonly ExternalService[] {
    const { type } = settings;
    return type === "none"
        ? []
        : targetsOf(replicas).map((target) => ({
              target,
              suffix: suffixOf(type, target),
              annotations: {
                  ...Object.fromEntries(
                      Object.entries(settings.annotations).map(([key, value]) => [key, filledIn(value, target)]),
                  ),
                  ...(type === "nodePort" ? notAwaited : untilAddressed),
              },
              spec: specOf(settings, type, target, selector),
          }));
}

/** By the type too: where that changes, the new Services come first, and the old ones go when the brokers have restarted. */
function suffixOf(type: "nodePort" | "loadBalancer", target: Target): string {
    return target === "bootstrap" ? type.toLowerCase() : `${target}-${type.toLowerCase()}`;
}

/** The name in the cluster of the Service with this suffix. */
export function externalServiceName(suffix: string): string {
    return `${workloadNames.brokers}-${suffix}`;
}

function specOf(
    settings: ExternalSettings,
    type: "nodePort" | "loadBalancer",
    target: Target,
    selector: Labels,
): k8s.types.input.core.v1.ServiceSpec {
    const { externalTrafficPolicy = "Cluster", sourceRanges } = settings;
    return {
        type: type === "nodePort" ? "NodePort" : "LoadBalancer",
        externalTrafficPolicy,
        ...(target === "bootstrap"
            ? { selector }
            : {
                  selector: { "statefulset.kubernetes.io/pod-name": podName("brokers", target) },
                  // Who leads a partition is Kafka's to say: a leader that is not ready yet is the only one that can serve.
                  publishNotReadyAddresses: true,
              }),
        ports: [
            {
                name: "external",
                port: ports.kafkaExternal,
                targetPort: "external",
                protocol: "TCP",
                ...(type === "nodePort" ? { nodePort: nodePortOf(settings, target) } : {}),
            },
        ],
        ...(sourceRanges.length > 0 ? { loadBalancerSourceRanges: [...sourceRanges] } : {}),
    };
}

/** The node ports that the Services hold, by port: the name of the Service. */
export function externalNodePorts(settings: ExternalSettings, replicas: number): ReadonlyMap<number, string> {
    return new Map(
        settings.type === "nodePort"
            ? targetsOf(replicas).map((target) => [
                  nodePortOf(settings, target),
                  externalServiceName(suffixOf("nodePort", target)),
              ])
            : [],
    );
}
