import { at, list, text } from "../../harness";
import type { Json } from "../../harness";
import { containersOf } from "../parts";

/** Kinds of volumes that the level allows. */
const volumeKinds = [
    "configMap",
    "csi",
    "downwardAPI",
    "emptyDir",
    "ephemeral",
    "persistentVolumeClaim",
    "projected",
    "secret",
];

const profiles: readonly (Json | undefined)[] = ["RuntimeDefault", "Localhost"];

/**
 * What keeps a pod from a namespace of the level `restricted`, one line for each finding: the rules of the Pod Security Standards for
 * Linux, `baseline` included (kubernetes.io/docs/concepts/security/pod-security-standards); and what this program asks of its pods
 * beyond them.
 */
export function violations(pod: Json): string[] {
    return [
        ...ofPod(pod),
        ...containersOf(pod).flatMap((container) => ofContainer(container, pod)),
        ...unlimitedVolumes(pod),
        ...containersOf(pod).flatMap((container) => beyondTheLevel(container)),
    ];
}

function unlimitedVolumes(pod: Json): string[] {
    return list(pod, "volumes")
        .filter((volume) => at(volume, "emptyDir") !== undefined && at(volume, "emptyDir", "sizeLimit") === undefined)
        .map((volume) => `volume ${text(volume, "name")} may fill its node's disk`);
}

function beyondTheLevel(container: Json): string[] {
    const mounts = list(container, "volumeMounts").map((mount) => at(mount, "mountPath"));
    const disk = ["requests", "limits"].map((kind) => at(container, "resources", kind, "ephemeral-storage"));
    const fromSecrets = [
        ...list(container, "env").map((variable) => at(variable, "valueFrom", "secretKeyRef")),
        ...list(container, "envFrom").map((source) => at(source, "secretRef")),
    ].filter((source) => source !== undefined);
    const rules: readonly (readonly [boolean, string])[] = [
        [at(container, "securityContext", "readOnlyRootFilesystem") === true, "can write to its root file system"],
        [mounts.includes("/tmp"), "has no /tmp to write to"],
        [disk.every((amount) => typeof amount === "string"), "does not say what it takes of its node's disk"],
        [fromSecrets.length === 0, "has a secret in its environment"],
    ];
    const name = text(container, "name");
    return rules.filter(([kept]) => !kept).map(([, finding]) => `container ${name} ${finding}`);
}

function ofPod(pod: Json): string[] {
    const shared = ["hostNetwork", "hostPID", "hostIPC"].filter((field) => at(pod, field) === true);
    const volumes = list(pod, "volumes").filter(
        (volume) => !Object.keys(volume as object).every((key) => key === "name" || volumeKinds.includes(key)),
    );
    return [
        ...shared.map((field) => `the pod sets ${field}`),
        ...volumes.map((volume) => `volume ${text(volume, "name")} is of a kind that is not allowed`),
        ...(list(pod, "securityContext", "sysctls").length > 0 ? ["the pod sets sysctls"] : []),
        ...(at(pod, "securityContext", "runAsUser") === 0 ? ["the pod runs as root"] : []),
        ...(at(pod, "securityContext", "seLinuxOptions") === undefined ? [] : ["the pod sets SELinux options"]),
        ...(at(pod, "securityContext", "appArmorProfile") === undefined ? [] : ["the pod sets an AppArmor profile"]),
    ];
}

function ofContainer(container: Json, pod: Json): string[] {
    const own = (field: string): Json | undefined => at(container, "securityContext", field);
    // A container's own field wins over the pod's.
    const effective = (field: string): Json | undefined => own(field) ?? at(pod, "securityContext", field);
    const rules: readonly (readonly [boolean, string])[] = [
        [own("privileged") !== true, "is privileged"],
        [own("allowPrivilegeEscalation") === false, "allows privilege escalation"],
        [list(own("capabilities"), "drop").includes("ALL"), "does not drop all capabilities"],
        [list(own("capabilities"), "add").every((name) => name === "NET_BIND_SERVICE"), "adds capabilities"],
        [effective("runAsNonRoot") === true, "may run as root"],
        [own("runAsUser") !== 0, "runs as root"],
        [profiles.includes(at(effective("seccompProfile"), "type")), "has no seccomp profile"],
        [["Default", undefined].includes(own("procMount") as string | undefined), "unmasks /proc"],
        [own("seLinuxOptions") === undefined, "sets SELinux options"],
        [list(container, "ports").every((port) => at(port, "hostPort") === undefined), "takes a port of the node"],
    ];
    const name = text(container, "name");
    return rules.filter(([kept]) => !kept).map(([, finding]) => `container ${name} ${finding}`);
}
