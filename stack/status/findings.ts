import type { Settings } from "../settings";
import { isKnown, isUnknown } from "./model";
import type { Finding, Known, Member, Severity, Some, Status } from "./model";

type Seen = Omit<Status, "findings" | "health">;

/** Shares of a disk from which on it needs somebody: those of the alerts KafkaDiskFilling and KafkaVolumeFull (components/metrics/alerts/disks.ts). */
const filling = 0.85;
const nearlyFull = 0.9;

const order: readonly Severity[] = ["critical", "warning", "unknown", "note"];

/** What is not as it should be and what to do about it, the worst first. `settings` are what the stack file wants, undefined where it has problems. */
export function findingsOf(status: Seen, settings: Settings | undefined): readonly Finding[] {
    const found = [
        ...deployment(status),
        ...ofBrokers(status),
        ...ofPartitions(status),
        ...ofEnsemble(status),
        ...disks(status),
        ...ofConsole(status),
        ...ofJobs(status),
        ...ofFile(status, settings),
    ];
    return found.sort((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity));
}

const finding = (severity: Severity, what: string, advice = ""): Finding => ({ severity, what, advice });

function unknown(what: string, fact: unknown): readonly Finding[] {
    return !isUnknown(fact)
        ? []
        : [finding("unknown", `${what}: ${fact.unknown}`, "docs/status.md lists the rights that this needs")];
}

const known = <T>(fact: Known<readonly T[]>): readonly T[] => (isKnown(fact) ? fact : []);

function deployment({ brokers, ensemble, namespace, stack }: Seen): readonly Finding[] {
    const isEmpty = isKnown(brokers) && isKnown(ensemble) && brokers.length + ensemble.servers.length === 0;
    return isEmpty
        ? [
              finding(
                  "critical",
                  `nothing is deployed in the namespace ${namespace}`,
                  `pulumi up -s ${stack}; if it is elsewhere, check kafka:namespace.name and kubernetes:context`,
              ),
          ]
        : [
              ...(isKnown(brokers) && brokers.length === 0 && isKnown(ensemble)
                  ? [finding("critical", "StatefulSet kafka is gone", `pulumi up --refresh -s ${stack}`)]
                  : []),
              ...(isKnown(ensemble) && ensemble.servers.length === 0 && isKnown(brokers)
                  ? [finding("critical", "StatefulSet zookeeper is gone", `pulumi up --refresh -s ${stack}`)]
                  : []),
          ];
}

/** Pods that are not ready, and a roll that has not come to all. */
function pods(members: readonly Member[], namespace: string): readonly Finding[] {
    const old = members.filter(({ isCurrent }) => !isCurrent);
    return [
        ...members.flatMap(({ pod, state, reason }) =>
            state === "ready"
                ? []
                : [
                      finding(
                          "critical",
                          `${pod} is ${state}: ${reason ?? "nobody says why"}`,
                          /CrashLoop|OOMKilled/.test(reason ?? "")
                              ? `kubectl -n ${namespace} logs ${pod} --previous`
                              : `kubectl -n ${namespace} describe pod ${pod}`,
                      ),
                  ],
        ),
        ...(old.length === 0
            ? []
            : [finding("note", `still to be replaced by a roll: ${old.map(({ pod }) => pod).join(", ")}`)]),
    ];
}

function ofBrokers({ brokers, controller, namespace }: Seen): readonly Finding[] {
    return [
        ...unknown("the brokers", brokers),
        ...pods(known(brokers), namespace),
        ...(controller === null
            ? [
                  finding(
                      "critical",
                      "no broker is the controller: nobody replaces a leader that fails",
                      "see the ensemble below; if that is well, docs/alerts.md, KafkaNoController",
                  ),
              ]
            : unknown("the controller", controller)),
    ];
}

function ofPartitions({ partitions }: Seen): readonly Finding[] {
    if (!isKnown(partitions)) {
        return unknown("the partitions", partitions);
    }
    const { offline, underMinIsr, underReplicated, reassigning } = partitions;
    const about = (severity: Severity, which: Some, words: string, advice: string) =>
        which.count === 0 ? [] : [finding(severity, `${counted(which)} ${words}: ${named(which)}`, advice)];
    return [
        ...about(
            "critical",
            offline,
            "without a leader take and give no records",
            "bring the brokers back that have them, and delete no claim (docs/alerts.md, KafkaOfflinePartitions)",
        ),
        ...about(
            "critical",
            underMinIsr,
            "with too few copies in sync take no records with acks=all",
            "bring the brokers back that are missing; do not lower min.insync.replicas meanwhile",
        ),
        ...about(
            "warning",
            underReplicated,
            "with a copy that is not in sync",
            "wait while brokers restart or catch up; if it lasts, docs/alerts.md, KafkaUnderReplicatedPartitions",
        ),
        ...about("note", reassigning, "being moved", ""),
    ];
}

const counted = ({ count }: Some): string => (count === 1 ? "1 partition" : `${count} partitions`);

const mostShown = 3;

function named({ count, first }: Some): string {
    return [...first.slice(0, mostShown), ...(count > mostShown ? ["…"] : [])].join(", ");
}

function ofEnsemble({ ensemble, namespace }: Seen): readonly Finding[] {
    if (!isKnown(ensemble)) {
        return unknown("the ensemble", ensemble);
    }
    const { leader, servers, followersInSync } = ensemble;
    const silent = servers.filter(({ state, role }) => state === "ready" && !isKnown(role));
    const followers = servers.filter(({ role }) => role === "follower").length;
    const withoutLeader =
        servers.length === 0 || leader !== null
            ? []
            : servers.some(({ role }) => isKnown(role))
              ? [
                    finding(
                        "critical",
                        "the ensemble has no leader, and serves nobody: brokers go on without changes",
                        `bring back most of its servers (docs/alerts.md, ZooKeeperNoQuorum)`,
                    ),
                ]
              : [finding("unknown", "no server of the ensemble could be asked who leads", "")];
    return [
        ...pods(servers, namespace),
        ...withoutLeader,
        ...(followersInSync !== null && followersInSync < followers
            ? [
                  finding(
                      "warning",
                      `${followers - followersInSync} of ${followers} followers are not in sync with ${leader ?? "the leader"}`,
                      "wait while servers restart; if it lasts, look at their disks and network",
                  ),
              ]
            : []),
        ...silent.flatMap(({ pod, role }) => unknown(pod, role)),
    ];
}

function disks({ brokers, ensemble }: Seen): readonly Finding[] {
    const ofPart = (members: readonly Member[], key: string) =>
        members.flatMap(({ pod, state, disk }) => {
            if (!isKnown(disk)) {
                return state === "ready" ? unknown(`the disk of ${pod}`, disk) : [];
            }
            const share = `${Math.round(disk.fill * 100)}%`;
            return disk.fill < filling
                ? []
                : [
                      finding(
                          disk.fill >= nearlyFull ? "critical" : "warning",
                          `the disk of ${pod} is full to ${share}`,
                          `raise ${key} and run pulumi up: it grows without a restart`,
                      ),
                  ];
        });
    return [
        ...ofPart(known(brokers), "kafka:brokers.disk"),
        ...ofPart(isKnown(ensemble) ? ensemble.servers : [], "kafka:zookeeper.disk"),
    ];
}

function ofConsole({ console, namespace }: Seen): readonly Finding[] {
    return isKnown(console) && console !== null && !console.ready
        ? [
              finding(
                  "warning",
                  `the console is not ready: ${console.reason ?? "nobody says why"}`,
                  `kubectl -n ${namespace} describe deployment kafka-manager`,
              ),
          ]
        : [];
}

function ofJobs({ jobs, namespace }: Seen): readonly Finding[] {
    return known(jobs).map(({ name, state, reason }) =>
        state === "failed"
            ? finding(
                  "warning",
                  `Job ${name} has failed: ${reason ?? "nobody says why"}`,
                  `kubectl -n ${namespace} logs job/${name}; then pulumi up runs it again`,
              )
            : finding("note", `Job ${name} is at work`),
    );
}

/** What the stack file wants and the cluster does not have, as far as it can be counted. */
function ofFile({ brokers, ensemble, stack }: Seen, settings: Settings | undefined): readonly Finding[] {
    if (settings === undefined) {
        return [finding("note", "the stack file has problems", `npm run plan -- -s ${stack} lists them`)];
    }
    const wanted = [
        ["brokers", isKnown(brokers) ? brokers.length : 0, settings.brokers.replicas],
        ["servers", isKnown(ensemble) ? ensemble.servers.length : 0, settings.zookeeper.replicas],
    ] as const;
    return wanted.flatMap(([what, has, wants]) =>
        has === 0 || has === wants
            ? []
            : [
                  finding(
                      "note",
                      `the stack file wants ${wants} ${what}, and ${has} are deployed`,
                      `pulumi up -s ${stack}`,
                  ),
              ],
    );
}
