import type { Replicated } from "../model/names";

/** An old and a new value; undefined where it is not set. */
export interface Change<T> {
    readonly from: T | undefined;
    readonly to: T | undefined;
}

/** What a judge may know beside the old and new settings of its own part. Everything is optional: less knowledge refuses more. */
export interface Facts {
    /** Ids of the brokers that the user declares drained. */
    readonly drained?: readonly number[];
    /** Number of partitions by broker id, as read from the running cluster. It wins over the declaration. */
    readonly holding?: Readonly<Record<number, number>>;
    /** Whether what nobody could be asked counts as unknown, whatever is declared: the edit is about to be carried out. */
    readonly proof?: boolean;
    /** How many servers the lists have that the servers of the ensemble run with, as read from the running cluster: each size once. */
    readonly serverLists?: readonly number[];
    /** Whether the class that the disks are in lets them grow, as read from the running cluster. */
    readonly expandable?: boolean;
    /** Whether the class that is made here lets disks grow; undefined where none is made. */
    readonly madeExpandable?: Change<boolean>;
    /** Name of the class that the disks are in. */
    readonly diskClass?: string;
    /**
     * Bytes of the largest disk of a part, granted or asked for, as read from the running cluster: a claim that asks for more than it has
     * been granted cannot go back to what it has (ValidatePersistentVolumeClaimUpdate of Kubernetes).
     */
    readonly largestDisk?: Readonly<Partial<Record<Replicated, number>>>;
    /** Name of the StorageClass that is made here when the settings give it none. */
    readonly madeClass?: string;
    /** The brokers' image. */
    readonly kafkaImage?: Change<string>;
    /** The value of `inter.broker.protocol.version` in the brokers' configuration. */
    readonly protocol?: Change<string>;
}
