import type { ClaimTemplate } from "../../components/args";
import { listenerEnvironment } from "../../components/kafka/scripts";
import { certificateVolume } from "../../components/kafka/tls/pod";
import { claimOf } from "../../components/live/claim";
import type { ClaimShape, SeenClaim } from "../../components/live/claim";
import { listLive } from "../../components/live/object";
import type { LiveObject } from "../../components/live/object";
import { authenticationSteps, takesLogins } from "../../components/security/authentication";
import type { Authentication } from "../../components/security/authentication";
import { stepEnvironment } from "../../components/zookeeper/logins";
import { claimName, jobNames, passwordVersionOf, podName, workloadNames } from "../../model/names";
import type { Replicated, SystemUser } from "../../model/names";
import { recordIn } from "./record";

/** What exists of one workload whose pods keep a disk each. */
export interface Observed {
    /** Pods that its StatefulSet wants; undefined where there is no StatefulSet. */
    readonly replicas: number | undefined;
    /** How its pods that have started log in to each other. */
    readonly logins: readonly PodLogin[];
    /** The record that its StatefulSet carries. */
    readonly record: string | undefined;
    /** Claims by the ordinal of their pod, of pods that are gone too. */
    readonly claims: ReadonlyMap<number, ObservedClaim>;
    /** The claim template of its StatefulSet, which can never be edited. */
    readonly template: ClaimTemplate | undefined;
    /** Which of its Jobs have pods, finished or not: the label `app.kubernetes.io/name` of each. */
    readonly jobs: readonly string[];
    /** How many pods it has. */
    readonly pods: number;
    /** Images with which a container of its pods has started; none where none ever has. */
    readonly ran: readonly string[];
    /** Lengths of the fixed lists of servers that pods were made with, ascending; none for pods whose list can change. */
    readonly fixedLists: readonly number[];
}

/** How a broker or a server logs in. */
interface PodLogin {
    /** The step of authentication that it runs with. */
    readonly step: Authentication;
    /** The version of its password; undefined where it has none. */
    readonly passwordVersion: number | undefined;
    /** The Secret that its certificate comes from; undefined where it has none. */
    readonly certificate: string | undefined;
}

/** A claim of a pod. */
export interface ObservedClaim extends SeenClaim {
    /** Its name. */
    readonly name: string;
    /** The record that it carries. */
    readonly record: string | undefined;
}

/** Both workloads, as the cluster has them before a run changes anything; undefined where a preview cannot ask. */
export type Observation = Readonly<Record<Replicated, Observed>> | undefined;

/** Looks at everything that the namespace has of both workloads. Throws as `listLive` does. */
export async function observe(namespace: string, list: typeof listLive = listLive): Promise<Observation> {
    const [sets, claims, pods] = await Promise.all([
        list("apps/v1", "StatefulSet", namespace),
        list("v1", "PersistentVolumeClaim", namespace),
        list("v1", "Pod", namespace),
    ]);
    if (sets === undefined || claims === undefined || pods === undefined) {
        return undefined;
    }
    const of = (part: Replicated): Observed => {
        const set = sets.find(({ metadata }) => metadata.name === workloadNames[part]);
        const own = pods.filter(({ metadata }) => ordinalOf(metadata.name, podName(part, 0)) !== undefined);
        return {
            replicas: (set?.spec as { readonly replicas?: number } | undefined)?.replicas,
            record: recordIn(set),
            claims: new Map(
                claims.flatMap((claim) => {
                    const ordinal = ordinalOf(claim.metadata.name, claimName(part, 0));
                    return ordinal === undefined ? [] : [[ordinal, observedClaim(claim)] as const];
                }),
            ),
            template: templateOf(set),
            jobs: jobsOf(part, pods),
            pods: own.length,
            ran: [...new Set(own.flatMap(startedImages))],
            logins: own.filter((pod) => startedImages(pod).length > 0).map((pod) => loginOf(part, pod)),
            fixedLists: [...new Set(own.flatMap(fixedLists))].sort((a, b) => a - b),
        };
    };
    return { zookeeper: of("zookeeper"), brokers: of("brokers") };
}

/** A pod that only bears a Job's labels, as somebody's for trying a NetworkPolicy does, is none of its. */
function jobsOf(part: Replicated, pods: readonly LiveObject[]): readonly string[] {
    const known = Object.values<string>(jobNames[part]);
    const names = pods
        .filter(({ metadata: { ownerReferences = [] } }) => ownerReferences.some(({ kind }) => kind === "Job"))
        .filter(({ metadata: { labels = {} } }) => labels["app.kubernetes.io/instance"] === workloadNames[part])
        .map(({ metadata: { labels = {} } }) => labels["app.kubernetes.io/name"] ?? "");
    return known.filter((name) => names.includes(name));
}

/** The number at the end of a name that otherwise is that of the first one. */
function ordinalOf(name: string, first: string): number | undefined {
    const prefix = first.slice(0, -1);
    const ordinal = name.startsWith(prefix) ? name.slice(prefix.length) : "";
    return /^\d+$/.test(ordinal) ? Number(ordinal) : undefined;
}

function observedClaim(claim: LiveObject): ObservedClaim {
    return { ...claimOf(claim), name: claim.metadata.name, record: recordIn(claim) };
}

interface SetShape {
    readonly spec?: { readonly volumeClaimTemplates?: readonly Pick<ClaimShape, "spec">[] };
}

function templateOf(set: LiveObject | undefined): ClaimTemplate | undefined {
    const spec = ((set ?? {}) as SetShape).spec?.volumeClaimTemplates?.[0]?.spec;
    const size = spec?.resources?.requests?.storage;
    return size === undefined ? undefined : { size, className: spec?.storageClassName };
}

interface PodShape {
    readonly spec?: {
        readonly volumes?: readonly { readonly name: string; readonly secret?: { readonly secretName?: string } }[];
        readonly containers?: readonly {
            readonly image?: string;
            readonly name: string;
            readonly env?: readonly { readonly name: string; readonly value?: string }[];
        }[];
    };
    readonly status?: {
        readonly containerStatuses?: readonly {
            readonly name: string;
            readonly restartCount?: number;
            readonly state?: { readonly running?: object; readonly terminated?: object };
            readonly lastState?: { readonly terminated?: object };
        }[];
    };
}

/** The images, as the pod names them, of its containers that have started at least once. */
function startedImages(pod: LiveObject): string[] {
    const { spec, status } = pod as PodShape;
    return (status?.containerStatuses ?? []).flatMap(({ name, state, lastState, restartCount = 0 }) => {
        const image = spec?.containers?.find((one) => one.name === name)?.image;
        const started = state?.running ?? state?.terminated ?? lastState?.terminated;
        return image === undefined || (started === undefined && restartCount === 0) ? [] : [image];
    });
}

const takingLogins = authenticationSteps.filter(takesLogins);

/** By what the pods of a part are known that log in. */
const marks = {
    zookeeper: { user: "zookeeper-server", environment: stepEnvironment },
    brokers: {
        user: "kafka-broker",
        environment: (authentication: Authentication) => listenerEnvironment({ authentication }),
    },
} as const satisfies Readonly<Record<Replicated, { readonly user: SystemUser; readonly environment: unknown }>>;

/** Pods without logins, and those of versions that had none, have no mark, or that of `none`. */
function loginOf(part: Replicated, pod: LiveObject): PodLogin {
    const { user, environment } = marks[part];
    const { spec } = pod as PodShape;
    const has = (wanted: { readonly name: string; readonly value: string }) =>
        spec?.containers?.some(({ env = [] }) =>
            env.some(({ name, value }) => name === wanted.name && value === wanted.value),
        );
    const { volumes = [] } = spec ?? {};
    const secrets = volumes.flatMap(({ secret }) => secret?.secretName ?? []);
    const version = secrets.flatMap((name) => passwordVersionOf(user, name) ?? [])[0];
    return {
        step: takingLogins.find((step) => environment(step).every(has)) ?? "none",
        passwordVersion: version,
        certificate: volumes.find(({ name }) => name === certificateVolume)?.secret?.secretName,
    };
}

function fixedLists(pod: LiveObject): number[] {
    const { spec } = pod as PodShape;
    return (spec?.containers ?? [])
        .flatMap(({ env = [] }) => env)
        .flatMap(({ name, value = "" }) => (name === "ZOO_SERVERS" ? [value.split(" ").length] : []));
}
