import { at, fields, list, text, unknownValue } from "../objects/json";
import type { Json } from "../objects/json";
import { line, nameOf } from "../objects/object";
import { containersOf, podOf } from "../objects/pods";
import type { Container } from "../objects/pods";
import { resourcePolicy } from "../policy";

/** A field of a pod or container that the level does not allow. */
interface Finding {
    readonly field: string;
    readonly value: Json | undefined;
    readonly rule: string;
}

const volumeKinds = new Set([
    "configMap",
    "csi",
    "downwardAPI",
    "emptyDir",
    "ephemeral",
    "persistentVolumeClaim",
    "projected",
    "secret",
]);

const allowedSysctls = new Set([
    "kernel.shm_rmid_forced",
    "net.ipv4.ip_local_port_range",
    "net.ipv4.ip_local_reserved_ports",
    "net.ipv4.ip_unprivileged_port_start",
    "net.ipv4.ping_group_range",
    "net.ipv4.tcp_fin_timeout",
    "net.ipv4.tcp_keepalive_intvl",
    "net.ipv4.tcp_keepalive_probes",
    "net.ipv4.tcp_keepalive_time",
    "net.ipv4.tcp_syncookies",
]);

const seLinuxTypes: readonly (Json | undefined)[] = [
    undefined,
    "",
    "container_t",
    "container_init_t",
    "container_kvm_t",
];

/** The level `restricted`, `baseline` included (kubernetes.io/docs/concepts/security/pod-security-standards). */
export const restricted = resourcePolicy(
    {
        name: "pods-restricted",
        description: "Pods keep to the level restricted of the Pod Security Standards.",
        settings: {},
    },
    (object) => {
        const pod = podOf(object);
        if (pod === undefined) {
            return [];
        }
        const findings = [
            ...ofPod(pod).map((finding) => ({ where: nameOf(object), ...finding })),
            ...containersOf(pod).flatMap((container) =>
                ofContainer(container.spec, pod).map((finding) => ({ where: titleOf(object, container), ...finding })),
            ),
        ];
        return findings.map(({ where, field, value, rule }) =>
            line(`${where}: ${field}`, value, rule, "Pod Security restricted refuses such pods"),
        );
    },
);

function titleOf(object: Parameters<typeof nameOf>[0], { title }: Container): string {
    return `${nameOf(object)}, ${title}`;
}

function ofPod(pod: Json): readonly Finding[] {
    const spec = at(pod, "spec");
    const shared = ["hostNetwork", "hostPID", "hostIPC"].filter((field) => at(spec, field) === true);
    const volumes = list(spec, "volumes").flatMap((volume) =>
        fields(volume)
            .filter(([kind, value]) => kind !== "name" && value !== null && !volumeKinds.has(kind))
            .map(([kind]) => ({
                field: `volume ${text(volume, "name") ?? ""}`,
                value: kind,
                rule: `must be one of ${[...volumeKinds].join(", ")}`,
            })),
    );
    const sysctls = list(spec, "securityContext", "sysctls")
        .map((sysctl) => text(sysctl, "name") ?? "")
        .filter((name) => !allowedSysctls.has(name));
    return [
        ...shared.map((field) => ({ field, value: true, rule: "must not be true" })),
        ...volumes,
        ...sysctls.map((name) => ({ field: "securityContext.sysctls", value: name, rule: "must be a safe sysctl" })),
        ...ofEither(at(spec, "securityContext")),
    ];
}

/** The rules for fields that pods and containers have alike. */
function ofEither(context: Json | undefined): readonly Finding[] {
    const profile = at(context, "appArmorProfile", "type");
    const seLinux = at(context, "seLinuxOptions");
    return [
        ...rule(at(context, "runAsUser") !== 0, "securityContext.runAsUser", 0, "must not be 0"),
        ...rule(
            profile === undefined || profile === "RuntimeDefault" || profile === "Localhost",
            "securityContext.appArmorProfile.type",
            profile,
            "must be RuntimeDefault or Localhost",
        ),
        ...rule(
            seLinuxTypes.includes(at(seLinux, "type")) && !at(seLinux, "user") && !at(seLinux, "role"),
            "securityContext.seLinuxOptions",
            seLinux,
            "must have no user and no role, and a type of containers",
        ),
        ...rule(
            at(context, "windowsOptions", "hostProcess") !== true,
            "securityContext.windowsOptions.hostProcess",
            true,
            "must not be true",
        ),
    ];
}

function ofContainer(container: Json, pod: Json): readonly Finding[] {
    const own = at(container, "securityContext");
    // A container's own field wins over the pod's.
    const effective = (...path: string[]): Json | undefined =>
        at(own, ...path) ?? at(pod, "spec", "securityContext", ...path);
    const added = list(own, "capabilities", "add").filter((name) => name !== "NET_BIND_SERVICE");
    const hostPort = list(container, "ports").find((port) => at(port, "hostPort") !== undefined);
    const hooks = ["postStart", "preStop"].map((hook) => at(container, "lifecycle", hook));
    const profile = effective("seccompProfile", "type");
    // Windows has none of these (pod.spec.os).
    const isLinux = at(pod, "spec", "os", "name") !== "windows";
    const linux = isLinux
        ? [
              ...rule(
                  at(own, "allowPrivilegeEscalation") === false,
                  "securityContext.allowPrivilegeEscalation",
                  at(own, "allowPrivilegeEscalation"),
                  "must be false",
              ),
              ...rule(
                  list(own, "capabilities", "drop").includes("ALL"),
                  "securityContext.capabilities.drop",
                  at(own, "capabilities", "drop"),
                  "must have ALL",
              ),
              ...rule(
                  profile === "RuntimeDefault" || profile === "Localhost",
                  "securityContext.seccompProfile.type",
                  profile,
                  "must be RuntimeDefault or Localhost, here or in the pod",
              ),
          ]
        : [];
    return [
        ...linux,
        ...rule(at(own, "privileged") !== true, "securityContext.privileged", true, "must not be true"),
        ...rule(added.length === 0, "securityContext.capabilities.add", added, "may have nothing but NET_BIND_SERVICE"),
        ...rule(
            effective("runAsNonRoot") === true,
            "securityContext.runAsNonRoot",
            effective("runAsNonRoot"),
            "must be true, here or in the pod",
        ),
        ...rule(
            ["Default", undefined].includes(at(own, "procMount") as string | undefined),
            "securityContext.procMount",
            at(own, "procMount"),
            "must be Default",
        ),
        ...rule(hostPort === undefined, "ports", hostPort, "must have no hostPort"),
        ...rule(
            hooks.every((hook) => at(hook, "httpGet", "host") === undefined),
            "lifecycle",
            hooks.find((hook) => at(hook, "httpGet", "host") !== undefined),
            "must name no host",
        ),
        ...ofEither(own),
    ];
}

/** A finding where the rule does not hold; what a preview does not know yet is judged by the update. */
function rule(holds: boolean, field: string, value: Json | undefined, text: string): readonly Finding[] {
    return holds || value === unknownValue ? [] : [{ field, value, rule: text }];
}
