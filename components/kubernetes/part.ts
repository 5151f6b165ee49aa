import type * as pulumi from "@pulumi/pulumi";
import type { PartGuard } from "../../stack/guard/partGuard";
import type { Pulling } from "../images/pulling";
import type { Ownership } from "./ownership";

/** What every part of the cluster is given. */
export interface PartArgs<Settings> {
    /** The part's group of the stack file. */
    readonly settings: Settings;
    /** The namespace to create everything in. */
    readonly namespace: pulumi.Input<string>;
    /** DNS domain of the cluster. */
    readonly clusterDomain: string;
    readonly image: string;
    readonly pulling: Pulling;
    readonly ownership: Ownership;
}

/** What a part whose pods keep a disk each is given besides. */
export interface ReplicatedPartArgs<Settings> extends PartArgs<Settings> {
    /** StorageClass of the claims; undefined for the cluster's default. */
    readonly className: pulumi.Output<string | undefined>;
    /** Whether the claims outlive the pods. */
    readonly keepOnDestroy: boolean;
    readonly guard: PartGuard;
}
