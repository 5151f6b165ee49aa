/** The annotation that names the stack an object belongs to. */
export const ownerAnnotation = "kafka.stack/owner";

/** As much of a Kubernetes object as tells whose it is. */
export interface OwnedObject {
    readonly apiVersion: string;
    readonly kind: string;
    readonly metadata: {
        readonly name: string;
        readonly namespace?: string;
        readonly annotations?: Readonly<Record<string, string>>;
        readonly labels?: Readonly<Record<string, string>>;
    };
}

/** The annotations of every object with an explicit name. */
export function ownerAnnotations(owner: string): Readonly<Record<string, string>> {
    return { [ownerAnnotation]: owner };
}

function describeOwner(live: OwnedObject): string {
    const { annotations = {}, labels = {} } = live.metadata;
    const stack = annotations[ownerAnnotation];
    const release = annotations["meta.helm.sh/release-name"];
    const manager = labels["app.kubernetes.io/managed-by"];
    if (stack !== undefined) {
        return `stack ${stack}`;
    }
    if (release !== undefined) {
        return `Helm release ${release}`;
    }
    return manager === undefined ? "somebody else" : `an owner managed by ${manager}`;
}

/**
 * Why the object must not be created over the live one: it belongs to another owner. Undefined where nothing is in the way, or where
 * the live object is the stack's own, left by an interrupted run.
 */
export function foreignOwner(owner: string, wanted: OwnedObject, live: OwnedObject | undefined): string | undefined {
    if (live === undefined || live.metadata.annotations?.[ownerAnnotation] === owner) {
        return undefined;
    }
    const { name, namespace } = wanted.metadata;
    const where = namespace === undefined ? "" : ` in namespace ${namespace}`;
    return (
        `${wanted.kind} ${name}${where} exists already and belongs to ${describeOwner(live)}: ` +
        `set kafka:namespace.name to a namespace of this stack's own, or, to take the object over, annotate it with ${ownerAnnotation}=${owner}`
    );
}
