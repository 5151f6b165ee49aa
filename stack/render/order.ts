import type { Registration } from "./registration";

/** What the program waits for: whatever depends on it comes a wave later. */
const awaited = ["apps/v1:StatefulSet", "apps/v1:Deployment", "batch/v1:Job"];

/** What others of the same wave need comes first: a pod without its ConfigMap waits, one without its namespace is refused. */
const kinds = [
    "Namespace",
    "StorageClass",
    "ServiceAccount",
    "ClusterRole",
    "ClusterRoleBinding",
    "NetworkPolicy",
    "ConfigMap",
    "Secret",
    "Certificate",
    "Service",
    "PodDisruptionBudget",
    "StatefulSet",
    "Deployment",
    "Ingress",
    "Job",
    "PodMonitor",
    "PrometheusRule",
];

/** A resource and the wave in which it is applied, from 0. */
export interface Placed {
    /** The resource. */
    readonly registration: Registration;
    /** How many workloads and Jobs, one after the other, have to be done before. */
    readonly wave: number;
}

/** The resources in the order in which they are applied: by wave, by kind, by name. What depends on what is the program's own to say. */
export function inOrder(resources: readonly Registration[]): readonly Placed[] {
    const waves = new Map<string, number>();
    const byKey = new Map(resources.map((one) => [`${one.type}::${one.name}`, one]));
    const waveOf = (key: string): number => {
        const known = waves.get(key);
        if (known !== undefined) {
            return known;
        }
        const { dependencies = [] } = byKey.get(key) ?? {};
        const wave = Math.max(0, ...dependencies.map(keyOf).map((other) => waveOf(other) + (isAwaited(other) ? 1 : 0)));
        waves.set(key, wave);
        return wave;
    };
    return resources
        .map((registration) => ({ registration, wave: waveOf(`${registration.type}::${registration.name}`) }))
        .sort(
            (a, b) =>
                a.wave - b.wave ||
                kindOrder(a.registration) - kindOrder(b.registration) ||
                (a.registration.name < b.registration.name ? -1 : 1),
        );
}

/** Type and name of what a URN stands for: `urn:pulumi:stack::project::parent$type::name`. */
function keyOf(urn: string): string {
    const [types = "", name = ""] = urn.split("::").slice(2);
    return `${types.split("$").at(-1) ?? ""}::${name}`;
}

function isAwaited(key: string): boolean {
    return awaited.some((type) => key.startsWith(`kubernetes:${type}::`));
}

function kindOrder({ type }: Registration): number {
    const kind = (type.split(":").at(-1) ?? "").replace(/Patch$/, "");
    const position = kinds.indexOf(kind);
    return position < 0 ? kinds.length : position;
}
