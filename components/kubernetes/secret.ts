import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { KubernetesObject, LiveObject } from "../live/object";
import { orEndRun } from "../live/refusal";
import type { Ownership } from "../ownership";
import type { NamedMetadata } from "./metadata";

/**
 * A volume with these values of a Secret, each a file named after its key: whoever may look at a process sees its environment and its
 * arguments, and every child inherits the former.
 */
export function secretVolume(
    name: string,
    secret: pulumi.Input<string>,
    keys: readonly string[],
): k8s.types.input.core.v1.Volume {
    return { name, secret: { secretName: secret, items: keys.map((key) => ({ key, path: key })) } };
}

/** What a container takes in of Secrets. */
export interface SecretMounts {
    /** Volumes of the pod. */
    readonly volumes: readonly k8s.types.input.core.v1.Volume[];
    /** Where they are. */
    readonly volumeMounts: readonly k8s.types.input.core.v1.VolumeMount[];
    /** What tells its programs of the files. */
    readonly env: readonly k8s.types.input.core.v1.EnvVar[];
}

/** Of a container that takes in none. */
export const noMounts: SecretMounts = { volumes: [], volumeMounts: [], env: [] };

/** Those of several concerns for one container, in this order. */
export function allMounts(mounts: readonly SecretMounts[]): SecretMounts {
    return {
        volumes: mounts.flatMap(({ volumes }) => volumes),
        volumeMounts: mounts.flatMap(({ volumeMounts }) => volumeMounts),
        env: mounts.flatMap(({ env }) => env),
    };
}

/** A Secret, to be looked up. */
export function secretAt(namespace: string, name: string): KubernetesObject {
    return { apiVersion: "v1", kind: "Secret", metadata: { name, namespace } };
}

/** The values of a Secret as the API server has it, in plain; none of a Secret that is not there. */
export function plainValues(secret: LiveObject | undefined): Readonly<Record<string, string>> {
    const { data = {} } = (secret ?? {}) as { readonly data?: Readonly<Record<string, string>> };
    return Object.fromEntries(
        Object.entries(data).map(([key, value]) => [key, Buffer.from(value, "base64").toString("utf8")]),
    );
}

/** What a Secret is made from whose values are made up once. */
export interface RememberedSecret<Key extends string> {
    /** Name of the Secret; it never changes, so that the next state finds what the last one has lost. */
    readonly secretName: string;
    /** Name of an existing namespace. */
    readonly namespace: pulumi.Input<string>;
    /** Metadata of the workload's objects, by name. */
    readonly metadata: NamedMetadata;
    /** Marks the Secret and reads what it holds already. */
    readonly ownership: Ownership;
    /** Which values these are: with another text here they are made anew. None of values that are given: those of the Secret never count more. */
    readonly generation: string | undefined;
    /** The values as the state has made them up. */
    readonly made: Readonly<Record<Key, pulumi.Input<string>>>;
    /** Further texts, made out of the values. Default: none. */
    readonly derived?: (
        values: Readonly<Record<Key, pulumi.Output<string>>>,
    ) => Readonly<Record<string, pulumi.Input<string>>>;
}

/** The annotation that tells which values a Secret has. */
export const generationAnnotation = "kafka.stack/generation";

/**
 * The values of a Secret, and the Secret. A state that was lost would make up others, and whoever uses the old ones would be locked out or
 * have to restart: what the cluster holds of the same generation counts more.
 */
export function rememberedSecret<Key extends string>(
    parent: pulumi.Resource,
    name: string,
    args: RememberedSecret<Key>,
): { readonly secret: k8s.core.v1.Secret; readonly values: Readonly<Record<Key, pulumi.Output<string>>> } {
    const { generation } = args;
    const held: pulumi.Input<Readonly<Record<string, string>>> =
        generation === undefined
            ? {}
            : pulumi
                  .output(args.namespace)
                  .apply(async (namespace) =>
                      orEndRun(async () =>
                          valuesIn(await args.ownership.held(secretAt(namespace, args.secretName)), generation),
                      ),
                  );
    const values = Object.fromEntries(
        Object.entries<pulumi.Input<string>>(args.made).map(([key, value]) => [
            key,
            pulumi.secret(pulumi.all([held, value]).apply(([found, made]) => found[key] ?? made)),
        ]),
    ) as Record<Key, pulumi.Output<string>>;
    const secret = new k8s.core.v1.Secret(
        name,
        {
            metadata: args.metadata(
                args.secretName,
                generation === undefined ? {} : { [generationAnnotation]: generation },
            ),
            type: "Opaque",
            stringData: { ...values, ...args.derived?.(values) },
        },
        { parent, hooks: args.ownership.hooks },
    );
    return { secret, values };
}

/** The values of a Secret of this generation, in plain. */
function valuesIn(secret: LiveObject | undefined, generation: string): Readonly<Record<string, string>> {
    return secret?.metadata.annotations?.[generationAnnotation] === generation ? plainValues(secret) : {};
}
