import { diagnose } from "../../components/live/rollout/diagnosis";
import type { Observation } from "../../components/live/rollout/observation";
import { externalUrl } from "../../components/kafkaManager/ingress";
import { pathPrefix } from "../../components/kafkaManager/path";
import { podName, ports, workloadNames } from "../../model/names";
import type { Replicated } from "../../model/names";
import { imageReference } from "../../model/imageReference";
import type { Settings } from "../settings";
import { findingsOf } from "./findings";
import type { Facts } from "./gather";
import { diskIn, serverAnswers } from "./gather/podAnswers";
import { partitionsOf, topicsOf } from "./kafkaFacts";
import { isKnown } from "./model";
import type { Broker, Console, Ensemble, Finding, Job, Known, Member, Server, Status, Update } from "./model";

/** What is known beside the cluster itself. */
export interface Context {
    /** Name of the stack. */
    readonly stack: string;
    /** Namespace of its cluster. */
    readonly namespace: string;
    /** What its file says; undefined where it has problems. */
    readonly settings: Settings | undefined;
    /** Its last update. */
    readonly lastUpdate: Known<Update | null>;
}

/** The status of a cluster from what was seen of it. */
export function assemble(facts: Facts, { stack, namespace, settings, lastUpdate }: Context): Status {
    const answers = facts.kafka?.answers ?? { unknown: "no broker runs that could be asked" };
    const partitions = isKnown(answers) ? answers.partitions : answers;
    const sizes = isKnown(answers) ? answers.sizes : answers;
    const withoutFindings = {
        format: 1,
        at: new Date(facts.at).toISOString(),
        stack,
        server: facts.server,
        namespace,
        brokers: brokersOf(facts),
        controller: isKnown(answers) ? answers.controller : answers,
        partitions: isKnown(partitions) ? partitionsOf(partitions) : partitions,
        topics: isKnown(partitions) ? topicsOf(partitions, isKnown(sizes) ? sizes : undefined) : partitions,
        askedBrokersAt: facts.kafka === undefined ? null : new Date(facts.kafka.at).toISOString(),
        ensemble: ensembleOf(facts),
        console: consoleOf(facts, namespace, settings),
        jobs: jobsOf(facts),
        lastUpdate,
    } as const;
    const findings = findingsOf(withoutFindings, settings);
    return { ...withoutFindings, health: healthOf(findings), findings };
}

function healthOf(findings: readonly Finding[]): Status["health"] {
    const has = (...severities: readonly Finding["severity"][]) =>
        findings.some(({ severity }) => severities.includes(severity));
    return has("critical", "warning") ? "unhealthy" : has("unknown") ? "unknown" : "healthy";
}

/** The pods of a workload and those that it lacks, by their ordinals; none where it does not exist. */
function membersOf(facts: Facts, part: Replicated): Known<readonly Member[]> {
    const observed = facts[part];
    if (observed === undefined || !isKnown(observed)) {
        return observed ?? [];
    }
    const names = new Set([
        ...Array.from({ length: observed.wanted }, (_, ordinal) => podName(part, ordinal)),
        ...observed.pods.map(({ pod }) => pod.metadata?.name ?? ""),
    ]);
    return [...names].map((name) => memberOf(facts, observed, name));
}

function memberOf(facts: Facts, observed: Observation, name: string): Member {
    const own = observed.pods.find(({ pod }) => pod.metadata?.name === name);
    if (own === undefined) {
        const reason = observed.unmade?.message ?? "there is no pod";
        const none = { restarts: 0, startedAt: null, node: null, zone: null, version: null };
        return { pod: name, state: "missing", reason, ...none, isCurrent: true, disk: { unknown: "there is no pod" } };
    }
    const { metadata, spec, status } = own.pod;
    const container = status?.containerStatuses?.[0];
    const node = spec?.nodeName ?? null;
    const problem = diagnose(own.pod, observed.events, facts.at);
    const said = facts.pods.get(name);
    return {
        pod: name,
        state: problem === undefined ? "ready" : "not ready",
        reason: problem === undefined ? null : [problem.reason, problem.message].filter((one) => one !== "").join(": "),
        restarts: container?.restartCount ?? 0,
        startedAt: container?.state?.running?.startedAt?.toISOString() ?? null,
        node,
        zone: metadata?.labels?.["topology.kubernetes.io/zone"] ?? facts.zones.get(node ?? "") ?? null,
        version: imageReference(spec?.containers[0]?.image ?? "").tag ?? null,
        isCurrent: own.isCurrent,
        disk: said === undefined ? { unknown: "its container does not run" } : isKnown(said) ? diskIn(said) : said,
    };
}

const ordinalOf = (pod: string): number => Number(/-(\d+)$/.exec(pod)?.[1] ?? -1);

function brokersOf(facts: Facts): Known<readonly Broker[]> {
    const members = membersOf(facts, "brokers");
    const answers = facts.kafka?.answers;
    const partitions =
        answers !== undefined && isKnown(answers) && isKnown(answers.partitions) ? answers.partitions : undefined;
    return isKnown(members)
        ? members.map((member) => {
              const id = ordinalOf(member.pod);
              return {
                  id,
                  ...member,
                  leads: partitions?.filter(({ leader }) => leader === id).length ?? null,
                  copies: partitions?.filter(({ replicas }) => replicas.includes(id)).length ?? null,
              };
          })
        : members;
}

function ensembleOf(facts: Facts): Known<Ensemble> {
    const members = membersOf(facts, "zookeeper");
    if (!isKnown(members)) {
        return members;
    }
    const said = members.map((member) => {
        const blocks = facts.pods.get(member.pod) ?? { unknown: "its container does not run" };
        return { member, answers: isKnown(blocks) ? serverAnswers(blocks) : blocks };
    });
    const leading = said.find(
        ({ answers }) => isKnown(answers) && (answers.role === "leader" || answers.role === "standalone"),
    );
    const leader = leading !== undefined && isKnown(leading.answers) ? leading.answers : undefined;
    return {
        leader: leading?.member.pod ?? null,
        followersInSync: leader?.syncedFollowers ?? null,
        observers: leader?.observers ?? null,
        servers: said.map(({ member, answers }): Server => {
            return isKnown(answers)
                ? {
                      ...member,
                      role: answers.role,
                      outstanding: answers.outstanding,
                      latencyMs: answers.latencyMs,
                      behind: behind(answers.zxid, leader?.zxid),
                  }
                : { ...member, role: answers, outstanding: null, latencyMs: null, behind: null };
        }),
    };
}

/** Between two epochs (the upper 32 bits) nobody can say how many transactions there were. */
function behind(zxid: bigint | null, leader: bigint | null | undefined): number | null {
    if (zxid === null || leader === null || leader === undefined || zxid >> 32n !== leader >> 32n) {
        return null;
    }
    return Math.max(0, Number(leader - zxid));
}

function consoleOf(facts: Facts, namespace: string, settings: Settings | undefined): Known<Console | null> {
    const observed = facts.kafkaManager;
    if (observed === undefined || !isKnown(observed)) {
        return observed ?? null;
    }
    const problems = observed.pods.flatMap(({ pod }) => diagnose(pod, observed.events, facts.at) ?? []);
    const [first] = problems;
    const ready = observed.pods.length > problems.length;
    const host = `${workloadNames.kafkaManager}.${namespace}.svc.${settings?.namespace.clusterDomain ?? ""}`;
    return {
        ready,
        reason: ready
            ? null
            : first === undefined
              ? (observed.unmade?.message ?? "there is no pod")
              : [first.reason, first.message].filter((one) => one !== "").join(": "),
        url: settings === undefined ? null : `http://${host}:${ports.kafkaManager}${pathPrefix(settings.kafkaManager)}`,
        externalUrl: settings === undefined ? null : (externalUrl(settings.kafkaManager) ?? null),
    };
}

function jobsOf({ jobs }: Facts): Known<readonly Job[]> {
    return isKnown(jobs)
        ? jobs.flatMap(({ metadata, status }): readonly Job[] => {
              const failed = status?.conditions?.find(({ type, status: is }) => type === "Failed" && is === "True");
              const { name, creationTimestamp: made } = metadata;
              if (failed !== undefined) {
                  const since = failed.lastTransitionTime?.toISOString() ?? null;
                  return [{ name, state: "failed", since, reason: failed.message ?? null }];
              }
              return (status?.active ?? 0) > 0
                  ? [{ name, state: "running", since: made?.toISOString() ?? null, reason: null }]
                  : [];
          })
        : jobs;
}
