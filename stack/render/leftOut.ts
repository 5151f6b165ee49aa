import { addressesConfigMap, awaitsAddresses } from "../../components/kafka/external/pod";
import { externalServiceName } from "../../components/kafka/external/services";
import { userSecret } from "../../components/kafka/users/logins";
import { tlsSecret } from "../../components/security/tls";
import type { Settings } from "../settings";
import { textAt } from "./json";
import type { Json } from "./json";

/** What manifests do not have of a stack with these settings, and what to do about it: one line each. `once` is what is made once. */
export function leftOut(stack: string, settings: Settings, once: readonly Json[]): readonly string[] {
    return [secrets(stack, once), ...certificate(settings), ...addresses(settings), disks];
}

function secrets(stack: string, once: readonly Json[]): string {
    const names = once.map((object) => `${textAt(object, "kind")} ${textAt(object, "metadata", "name")}`).join(", ");
    const file = `once.${stack}.yaml`;
    return `${names}: made once and kept: npm run -s render -- -s ${stack} --once ${file}, and kubectl apply --server-side -f ${file} once the namespace is there`;
}

function certificate({ namespace, security: { tls }, users }: Settings): readonly string[] {
    if (tls === undefined) {
        return [];
    }
    const name = tlsSecret(tls);
    const files = users.map((user) => userSecret(user.name));
    return [
        ...(tls.issuer === undefined
            ? [
                  `Secret ${name}: brokers wait for it: kubectl -n ${namespace.name} create secret generic ${name} --from-file=tls.crt --from-file=tls.key --from-file=ca.crt`,
              ]
            : []),
        ...(files.length > 0
            ? [
                  `whom clients trust: client.properties of ${files.join(", ")} has no ssl.truststore.certificates: give clients ca.crt of Secret ${name} beside it (docs/tls.md)`,
              ]
            : []),
    ];
}

function addresses({ namespace, brokers: { external, replicas } }: Settings): readonly string[] {
    if (!awaitsAddresses(external)) {
        return [];
    }
    const literals = Array.from(
        { length: replicas },
        (_, id) => `--from-literal=${id}=<address of Service ${externalServiceName(`${id}-loadbalancer`)}>`,
    );
    return [
        `ConfigMap ${addressesConfigMap}: brokers wait for the addresses of their load balancers: set kafka:brokers.external.host, or kubectl -n ${namespace.name} create configmap ${addressesConfigMap} ${literals.join(" ")}`,
    ];
}

const disks =
    "the sizes of disks that there are: applying a StatefulSet with another size is refused: docs/gitops.md#larger-disks";
