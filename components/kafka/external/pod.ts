import type * as k8s from "@pulumi/kubernetes";
import { externalListener } from "../../../model/names";
import { externalPort } from "./addresses";
import type { ExternalSettings } from "./settings";

/** Name of the ConfigMap with the address of each broker's load balancer, by the broker's number; it changes while the pods stay. */
export const addressesConfigMap = "kafka-external-addresses";

const addressesDirectory = "/etc/kafka-external-addresses";

/** Whether brokers advertise addresses that nobody knows before their load balancers have them. */
export function awaitsAddresses({ type, host }: ExternalSettings): boolean {
    return type === "loadBalancer" && host === undefined;
}

/** What start.sh makes the external address from: nothing where there is none. */
export function externalEnvironment(settings: ExternalSettings): k8s.types.input.core.v1.EnvVar[] {
    if (settings.type === "none") {
        return [];
    }
    const first = externalPort(settings, 0);
    return [
        { name: "EXTERNAL_LISTENER", value: externalListener },
        { name: "EXTERNAL_PORT", value: String(first) },
        { name: "EXTERNAL_PORT_STEP", value: String(externalPort(settings, 1) - first) },
        awaitsAddresses(settings)
            ? { name: "EXTERNAL_ADDRESSES", value: addressesDirectory }
            : {
                  name: "EXTERNAL_HOST",
                  ...(settings.host === undefined
                      ? { valueFrom: { fieldRef: { fieldPath: "status.hostIP" } } }
                      : { value: settings.host }),
              },
    ];
}

/** The volume with the addresses, and where it is mounted; none where brokers do not wait for any. */
export function addressesVolume(settings: ExternalSettings): {
    readonly volumes: readonly k8s.types.input.core.v1.Volume[];
    readonly volumeMounts: readonly k8s.types.input.core.v1.VolumeMount[];
} {
    const name = "external-addresses";
    return awaitsAddresses(settings)
        ? {
              volumes: [{ name, configMap: { name: addressesConfigMap } }],
              volumeMounts: [{ name, mountPath: addressesDirectory, readOnly: true }],
          }
        : { volumes: [], volumeMounts: [] };
}
