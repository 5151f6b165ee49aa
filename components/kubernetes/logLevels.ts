import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { Ownership } from "../ownership";
import type { NamedMetadata } from "./metadata";

/** The ConfigMap with the levels of the loggers of a part, and how its pods have it. */
export interface LogLevelsFile {
    /** The volume. Optional: whoever starts without it has the levels of its image. */
    readonly volume: k8s.types.input.core.v1.Volume;
    /** Where it is mounted. */
    readonly mount: k8s.types.input.core.v1.VolumeMount;
    /** The file's path there. */
    readonly path: string;
    /** Creates the ConfigMap with this text. It changes while the pods stay: its name does not. */
    readonly create: (
        parent: pulumi.Resource,
        name: string,
        args: { readonly text: string; readonly metadata: NamedMetadata; readonly ownership: Ownership },
    ) => k8s.core.v1.ConfigMap;
}

/** That of a part, by the name of its pods' workload and of the file. */
export function logLevelsFile(workload: string, file: string): LogLevelsFile {
    const configMap = `${workload}-log-levels`;
    const directory = `/etc/${configMap}`;
    return {
        volume: { name: "log-levels", configMap: { name: configMap, optional: true } },
        mount: { name: "log-levels", mountPath: directory, readOnly: true },
        path: `${directory}/${file}`,
        create: (parent, name, { text, metadata, ownership }) =>
            new k8s.core.v1.ConfigMap(
                `${name}-log-levels`,
                { metadata: metadata(configMap), data: { [file]: text } },
                { parent, hooks: ownership.hooks },
            ),
    };
}
