import { brokerTemplate } from "../components/kafka/pod";
import { consoleTemplate } from "../components/kafkaManager/pod";
import { serverTemplate } from "../components/zookeeper/pod";
import type { Change } from "../edits/edit";
import { canonical } from "../edits/values";
import type { Workload } from "../model/names";
import { parseQuantity } from "../model/quantity";
import type { Settings } from "./settings";

/** What a workload's pods are made from, and the groups of settings that decide it. */
interface Template {
    readonly groups: readonly (keyof Settings)[];
    readonly of: (settings: Settings) => unknown;
}

/** The type holds the function to the groups. */
function template<K extends keyof Settings>(
    groups: readonly K[],
    of: (settings: Pick<Settings, K>) => unknown,
): Template {
    return { groups, of };
}

/**
 * Everything that the pods of each workload are made from, by the settings alone: what only a cluster knows, such as addresses, stands in
 * it as a constant. Kubernetes restarts pods when their template changes, and by nothing else.
 */
const templates: Readonly<Record<Workload, Template>> = {
    zookeeper: template(
        ["images", "metrics", "namespace", "security", "zookeeper"],
        ({ images, metrics, namespace, security, zookeeper }) =>
            serverTemplate(zookeeper, images, namespace, security, metrics.enabled),
    ),
    brokers: template(
        ["brokers", "images", "metrics", "namespace", "security"],
        ({ brokers, images, metrics, namespace, security }) =>
            brokerTemplate(brokers, images, namespace, security, metrics.enabled),
    ),
    kafkaManager: template(
        ["images", "kafkaManager", "namespace", "security"],
        ({ images, kafkaManager, namespace, security }) => consoleTemplate(kafkaManager, images, namespace, security),
    ),
};

/** In the order in which an edit that restarts several is carried out. */
const workloads = ["zookeeper", "brokers", "kafkaManager"] as const satisfies readonly Workload[];

/** The restarts that lie between two settings. */
export interface Restarts {
    /** Whose pods restart. */
    readonly workloads: readonly Workload[];
    /** Whose pods restart because of one change: it makes a difference to the old settings, or its absence one to the wanted ones. */
    readonly causedBy: (change: Pick<Change, "group" | "path" | "from" | "to">) => readonly Workload[];
}

/** What restarts on the way from one set of settings to another: a workload that runs before and after, and whose pod template differs. */
export function restartsBetween(old: Settings, wanted: Settings): Restarts {
    const differing = workloads.flatMap((workload) => {
        const [before, after] = [templateOf(workload, old), templateOf(workload, wanted)];
        return before === after || before === undefined || after === undefined ? [] : [{ workload, before, after }];
    });
    return {
        workloads: differing.map(({ workload }) => workload),
        causedBy: ({ group, path, from, to }) =>
            differing
                .filter(
                    ({ workload, before, after }) =>
                        templates[workload].groups.some((one) => one === group) &&
                        (templateOf(workload, replaced(old, path, to)) !== before ||
                            templateOf(workload, replaced(wanted, path, from)) !== after),
                )
                .map(({ workload }) => workload),
    };
}

/** The template as a text, the same for settings that mean the same; undefined where the workload does not run. */
function templateOf(workload: Workload, settings: Settings): string | undefined {
    const made = templates[workload].of(settings);
    return made === undefined ? undefined : canonical(made, storedQuantity);
}

/** Kubernetes stores `1024Mi` as it stores `1Gi`. */
function storedQuantity(key: string, value: unknown): unknown {
    return (key === "cpu" || key === "memory") && typeof value === "string" ? (parseQuantity(value) ?? value) : value;
}

/** The settings with another value at a path; undefined takes it away. */
function replaced<T extends object>(settings: T, [field = "", ...rest]: readonly string[], value: unknown): T {
    const fields = new Map<string, unknown>(Object.entries(settings));
    const inner = fields.get(field);
    const next = rest.length > 0 && typeof inner === "object" && inner !== null ? replaced(inner, rest, value) : value;
    if (next === undefined) {
        fields.delete(field);
    } else {
        fields.set(field, next);
    }
    return Object.fromEntries(fields) as T;
}
