import * as pulumi from "@pulumi/pulumi";
import type { ReplicatedArgs } from "../../components/args";
import { Kafka } from "../../components/kafka";
import { KafkaManager } from "../../components/kafkaManager";
import { stackOwnership } from "../../components/ownership";
import { ZooKeeper } from "../../components/zookeeper";
import { keyOf } from "../../schema/problems";
import { editGuard } from "../../stack/guard";
import { parseSettings } from "../../stack/parse";
import type { Settings } from "../../stack/settings";
import { at, deploy, find, list, named, text, valueOf } from "../harness";
import type { Deployment, Json, Registration } from "../harness";

/** Groups of a stack file, as the YAML would hold them. */
export type Groups = Readonly<Record<string, unknown>>;

/** The settings of a stack file with these groups. Throws where they are refused. */
export function settingsOf(groups: Groups = {}): Settings {
    const parsed = parseSettings(groups);
    if ("problems" in parsed) {
        throw new Error(parsed.problems.map(({ path, rule }) => `${keyOf(path)}: ${rule}`).join("\n"));
    }
    return parsed.settings;
}

const deployments = new Map<string, Promise<Deployment>>();

/** A deployment is read only, so the same one serves every spec that asks for it. */
async function once(what: string, groups: Groups, program: (settings: Settings) => unknown): Promise<Deployment> {
    const key = `${what} ${JSON.stringify(groups)}`;
    const made = deployments.get(key) ?? deploy(() => program(settingsOf(groups)));
    deployments.set(key, made);
    return made;
}

/** What every component is given in the specs of components alone. */
export function common(settings: Settings): Omit<ReplicatedArgs, "guard"> {
    return {
        namespace: "apps",
        clusterDomain: "example.internal",
        images: settings.images,
        runsAs: settings.namespace,
        metrics: settings.metrics,
        ownership: stackOwnership(),
        className: pulumi.output(settings.storage.class),
        keepOnDestroy: settings.storage.keepOnDestroy,
    };
}

/** An ensemble alone, in the namespace `apps` of a cluster with the domain `example.internal`. */
export async function zooKeeper(groups: Groups = {}): Promise<Deployment> {
    return once(
        "zookeeper",
        groups,
        (settings) =>
            new ZooKeeper("zookeeper", {
                ...common(settings),
                settings: settings.zookeeper,
                security: settings.security,
                guard: editGuard(settings).of("zookeeper"),
            }),
    );
}

/** Brokers alone, on an ensemble `zk-0:2181,zk-1:2181`; whether they were there before, and which Jobs of theirs. */
export async function kafka(groups: Groups = {}, running = false, jobs: readonly string[] = []): Promise<Deployment> {
    return once(
        `kafka ${running} ${jobs.join(" ")}`,
        groups,
        (settings) =>
            new Kafka("kafka", {
                ...common(settings),
                settings: settings.brokers,
                topics: settings.topics,
                security: settings.security,
                guard: {
                    ...editGuard(settings).of("brokers"),
                    before: () => Promise.resolve({ replicas: running ? 3 : undefined, claims: new Map(), jobs }),
                },
                zookeeperConnect: "zk-0:2181,zk-1:2181",
            }),
    );
}

/** A console alone, on the ensemble `connect`. */
export async function kafkaManager(groups: Groups = {}, connect = "zk-0:2181,zk-1:2181"): Promise<Deployment> {
    return once(
        `kafka-manager ${connect}`,
        groups,
        (settings) =>
            new KafkaManager("kafka-manager", {
                ...common(settings),
                settings: settings.kafkaManager,
                security: settings.security,
                zookeeperConnect: connect,
                zookeeperPath: `${connect}/kafka`,
            }),
    );
}

/** The pod spec of a StatefulSet, a Deployment or a Job. */
export function podOf(workload: Registration): Json {
    const spec = at(workload.inputs, "spec", "template", "spec");
    if (spec === undefined) {
        throw new Error(`${workload.type} ${workload.name} has no pod`);
    }
    return spec;
}

/** Every container of a pod, the ones that run before the others too. Throws where there is none: whoever asks checks each of them. */
export function containersOf(pod: Json): readonly Json[] {
    const containers = list(pod, "containers");
    if (containers.length === 0) {
        throw new Error(`no containers in ${JSON.stringify(pod)}`);
    }
    return [...list(pod, "initContainers"), ...containers];
}

/** The container of this name in the workload of this kind and name. */
export function containerOf(deployment: Deployment, kind: string, workload: string, container: string): Json {
    return named(podOf(find(deployment, kind, workload)), container, "containers");
}

/** The environment of a container, by name: plain values, and what else a variable is taken from. */
export function environmentOf(container: Json): Readonly<Record<string, Json | undefined>> {
    return Object.fromEntries(
        list(container, "env").map((variable) => [
            text(variable, "name"),
            at(variable, "value") ?? at(variable, "valueFrom"),
        ]),
    );
}

/** An output of a program or component, by name. */
export async function outputOf(deployment: Deployment, name: string): Promise<unknown> {
    return valueOf(deployment.outputs[name] as pulumi.Output<unknown>);
}
