import type * as k8s from "@pulumi/kubernetes";
import { pullSecrets } from "./pulling";
import type { Pulling } from "./pulling";
import { podDefaults } from "./podSecurity";
import { scheduled } from "./spread";
import type { Scheduling } from "./spread";

/** The fields that no pod of this program goes without: what it must not have, how its images are pulled, and where it may run. */
export type PodBase = Pick<
    k8s.types.input.core.v1.PodSpec,
    | "automountServiceAccountToken"
    | "enableServiceLinks"
    | "securityContext"
    | "imagePullSecrets"
    | "nodeSelector"
    | "tolerations"
    | "priorityClassName"
>;

/** What the pod of every part begins with. */
export function podBase(pulling: Pulling, scheduling: Scheduling): PodBase {
    return { ...podDefaults, ...pullSecrets(pulling), ...scheduled(scheduling) };
}
