import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Ownership } from "../ownership";
import { contentHash } from "./job";
import type { NamedMetadata } from "./metadata";

/** The text of a script that runs in a pod. It is a file that runs as it stands: everything it needs comes from its environment. */
function readScript(directory: string, name: string): string {
    return readFileSync(join(directory, name), "utf8");
}

/** Several such scripts, as the data of a ConfigMap: those that source each other find each other in one directory. */
export function readScripts(directory: string, names: readonly string[]): Files {
    return Object.fromEntries(names.map((name) => [name, readScript(directory, name)]));
}

/** Files of a pod, by their names. */
export type Files = Readonly<Record<string, string>>;

/**
 * The file by which Java (`-Djava.security.properties`) asks DNS again after a second: a pod that restarts has another address, and one that is being
 * made has none yet. Java keeps an address for 30 s, and the want of one for 10 s: that stands in its own `java.security`, before which no system
 * property counts (sun.net.InetAddressCachePolicy).
 */
export const javaSecurity: Files = {
    "java.security": "networkaddress.cache.ttl=1\nnetworkaddress.cache.negative.ttl=1\n",
};

/** Name of the ConfigMap with these files: other content gets another name, and the other name restarts who mounts it. */
export function filesName(prefix: string, files: Files): string {
    return `${prefix}-${contentHash(JSON.stringify(files))}`;
}

/** What the ConfigMap of such files is made from. */
export interface MountedFiles {
    /** Its name, as {@link filesName} makes it. */
    readonly configMap: pulumi.Input<string>;
    /** The files. */
    readonly files: pulumi.Input<Files>;
    /** Metadata of the workload's objects, by name. */
    readonly metadata: NamedMetadata;
    /** Marks the ConfigMap and keeps that of another from being taken over. */
    readonly ownership: Ownership;
}

/** Creates the ConfigMap with the files of a pod, which never changes. */
export function createFiles(parent: pulumi.Resource, name: string, args: MountedFiles): k8s.core.v1.ConfigMap {
    return new k8s.core.v1.ConfigMap(
        name,
        { metadata: args.metadata(args.configMap), immutable: true, data: args.files },
        { parent, hooks: args.ownership.hooks },
    );
}
