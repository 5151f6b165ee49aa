import type { Properties } from "./values";

/** Which resource a request is about. */
export interface Resource {
    readonly urn: string;
    /** Its type token, such as `kubernetes:apps/v1:StatefulSet`. */
    readonly type: string;
    /** Its logical name in the program. */
    readonly name: string;
}

/** What the engine says about names that the provider makes up. */
export interface Autonaming {
    /** The name by the stack's `pulumi:autonaming` setting; empty where names are disabled. */
    readonly proposedName: string;
    /** `propose`: may be shortened or altered; `enforce`: as it is or an error; `disable`: no made-up names. */
    readonly mode: "propose" | "enforce" | "disable";
}

/** A request to validate inputs and fill in defaults. */
export interface CheckRequest extends Resource {
    /** The inputs of the last deployment, as its check returned them; empty where there was none. */
    readonly olds: Properties;
    readonly news: Properties;
    /** Seeds whatever the check makes up; empty where the engine has no preference. */
    readonly randomSeed: Uint8Array;
    readonly autonaming?: Autonaming;
}

/** One reason why inputs are refused. */
export interface CheckFailure {
    /** The property at fault; absent where it is the resource as a whole. */
    readonly property?: string;
    readonly reason: string;
}

/** Checked inputs: what the other calls and the state get. */
export interface Checked {
    readonly inputs: Properties;
    readonly failures?: readonly CheckFailure[];
}

/** A request to compare a deployed resource with new inputs. */
export interface DiffRequest extends Resource {
    readonly id: string;
    readonly oldInputs: Properties;
    /** The resource's state: its outputs as the last create, update or read returned them. */
    readonly olds: Properties;
    readonly news: Properties;
    readonly ignoreChanges: readonly string[];
}

/** How one property changes; with `-replace` where the change forces a replacement. */
type ChangeKind = "add" | "add-replace" | "delete" | "delete-replace" | "update" | "update-replace";

/** One change, for `pulumi preview --diff`. */
export interface Change {
    readonly kind: ChangeKind;
    /** Whether the paths compare old inputs with new ones, rather than the state with new inputs. */
    readonly inputDiff: boolean;
}

/** What new inputs mean for a deployed resource. */
export interface Difference {
    readonly changed: boolean;
    /** Paths (or top-level keys) whose change forces a replacement; none: the change is an update in place. */
    readonly replaces?: readonly string[];
    /** Top-level keys that change. */
    readonly diffs?: readonly string[];
    /** Each changed property path, such as `spec.template.spec.containers[0].image`. */
    readonly detailed?: Readonly<Record<string, Change>>;
    /** Whether a replacement must delete the old resource first. */
    readonly deleteBeforeReplace?: boolean;
}

/** A request to create a resource, or in preview to foretell its state. */
export interface CreateRequest extends Resource {
    readonly inputs: Properties;
    /** The user's `customTimeouts`, in seconds; 0 where none is set. */
    readonly timeout: number;
    readonly preview: boolean;
}

/** What a create returns; the id is ignored in preview. */
export interface Created {
    readonly id: string;
    readonly state: Properties;
}

/** A request for the resource's live state: of a refresh, or, with empty `inputs` and `state`, of an import or `get`. */
export interface ReadRequest extends Resource {
    readonly id: string;
    readonly inputs: Properties;
    readonly state: Properties;
    /** In seconds; 0 where none is set. */
    readonly timeout: number;
}

/** A live resource. */
export interface Live {
    readonly id: string;
    readonly inputs: Properties;
    readonly state: Properties;
}

/** A request to change a resource in place, or in preview to foretell its state. */
export interface UpdateRequest extends DiffRequest {
    /** In seconds; 0 where none is set. */
    readonly timeout: number;
    readonly preview: boolean;
}

/** A request to delete a resource. */
export interface DeleteRequest extends Resource {
    readonly id: string;
    readonly inputs: Properties;
    readonly state: Properties;
    /** In seconds; 0 where none is set. */
    readonly timeout: number;
}

/** A resource provider, in plain values: what `serve` puts on the wire. Every method may throw: the message reaches the user. */
export interface Provider {
    /** The package's name, such as `random`. */
    readonly name: string;
    /** The version of the official provider that this one stands in for, without a leading `v`. */
    readonly version: string;
    /** Validates the provider's own inputs; absent: all are accepted. */
    checkConfig?(request: CheckRequest): Checked;
    /** Compares the provider's own inputs; absent: nothing ever changes. */
    diffConfig?(request: DiffRequest): Difference;
    /** Takes the configuration: option name → value, objects as JSON. */
    configure(options: Readonly<Record<string, string>>): Promise<void>;
    check(request: CheckRequest): Promise<Checked>;
    diff(request: DiffRequest): Promise<Difference>;
    create(request: CreateRequest): Promise<Created>;
    /** The live resource, or undefined where it is gone. */
    read(request: ReadRequest): Promise<Live | undefined>;
    update(request: UpdateRequest): Promise<Properties>;
    delete(request: DeleteRequest): Promise<void>;
}

/**
 * Thrown by create, update and read when the resource exists but did not become ready: the engine keeps it in its state,
 * reports the reasons, and updates it in the next run.
 */
export class InitializationFailure extends Error {
    override readonly name = "InitializationFailure";
    readonly live: Live;
    readonly reasons: readonly string[];
    constructor(live: Live, reasons: readonly string[]) {
        super(reasons.join("; "));
        this.live = live;
        this.reasons = reasons;
    }
}
