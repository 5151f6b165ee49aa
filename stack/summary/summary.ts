import { nameOf, verdict } from "../../edits/edit";
import type { Edit } from "../../edits/edit";
import { refusals } from "../../edits/refusals";
import type { Workload } from "../../model/names";
import { quantity } from "../../model/quantity";
import type { Settings } from "../settings";

/** What a set of edits will do, in words. */
export interface Summary {
    /** What is done, in the order in which it is: `rolls 3 brokers one by one (≈ 3 min)`. Empty where nothing is, or all is refused. */
    readonly actions: readonly string[];
    /** What a person should know of the edits that are not refused: `brokers.replicas 3 -> 5: the new brokers hold nothing until …`. */
    readonly notes: readonly string[];
    /** One line for each refusal; while there is one, none of the actions is taken. */
    readonly refused: readonly string[];
    /** The edits, to list them one by one. */
    readonly edits: readonly Edit[];
}

/** Sums up the edits that lead to `settings`, as they were judged. */
export function summary(edits: readonly Edit[], settings: Settings): Summary {
    const carried = edits.filter((edit) => edit.refusal === undefined);
    return {
        actions: [
            ...ofReplicas("zookeeper", carried, settings),
            ...ofReplicas("brokers", carried, settings),
            ...ofConsole(carried, settings),
            ...ofDisks(carried, settings),
            ...ofBackups(carried, settings),
            ...ofProperties(carried),
            ...ofLogLevels(carried),
            ...ofExternal(carried, settings),
            ...ofTopics(carried),
            ...ofUsers(carried),
            ...ofTheRest(carried),
        ],
        notes: [
            ...carried.flatMap((edit) => edit.notes.map((note) => `${nameOf(edit)}: ${note}`)),
            ...withoutSpare(carried, settings),
        ],
        refused: refusals(edits),
        edits,
    };
}

const nouns = {
    zookeeper: ["ZooKeeper server", "ZooKeeper servers"],
    brokers: ["broker", "brokers"],
} as const satisfies Readonly<Record<string, readonly [string, string]>>;

type Replicated = keyof typeof nouns;

function some(workload: Replicated, count: number): string {
    return `${count} ${nouns[workload][count === 1 ? 0 : 1]}`;
}

function rolls(edits: readonly Edit[], workload: Workload): boolean {
    return edits.some((edit) => edit.rolls.includes(workload));
}

function editOf(edits: readonly Edit[], key: string): Edit | undefined {
    return edits.find((edit) => edit.key === key);
}

/** How many replicas there were, and are to be. */
function sizes(workload: Replicated, edits: readonly Edit[], settings: Settings): readonly [from: number, to: number] {
    const to = settings[workload].replicas;
    const from = editOf(edits, `${workload}.replicas`)?.from;
    return [typeof from === "number" ? from : to, to];
}

function ofReplicas(workload: Replicated, edits: readonly Edit[], settings: Settings): string[] {
    const [from, to] = sizes(workload, edits, settings);
    const staying = Math.min(from, to);
    const roll =
        staying === 1 ? `restarts the only ${nouns[workload][0]}` : `rolls ${some(workload, staying)} one by one`;
    return [
        ...(to > from ? [`adds ${some(workload, to - from)}`] : []),
        ...(to < from ? [`removes ${some(workload, from - to)}`] : []),
        ...(rolls(edits, workload) ? [`${roll} (${roughly(rollSeconds(workload, staying, settings))})`] : []),
    ];
}

function ofConsole(edits: readonly Edit[], settings: Settings): string[] {
    const { kafkaManager } = settings;
    const switched = editOf(edits, "kafkaManager.enabled");
    if (switched !== undefined) {
        return [kafkaManager.enabled ? "adds Kafka Manager" : "removes Kafka Manager"];
    }
    const inPlace = edits.some((edit) => edit.group === "kafkaManager" && verdict(edit) === "in place");
    return [
        ...(kafkaManager.enabled && rolls(edits, "kafkaManager")
            ? [`restarts Kafka Manager (${roughly(rollSeconds("kafkaManager", 1, settings))})`]
            : []),
        ...(inPlace ? ["updates Kafka Manager in place"] : []),
    ];
}

function ofDisks(edits: readonly Edit[], settings: Settings): string[] {
    return (["zookeeper", "brokers"] as const).flatMap((workload) => {
        const edit = editOf(edits, `${workload}.disk`);
        if (edit === undefined) {
            return [];
        }
        const count = Math.min(...sizes(workload, edits, settings));
        const disks = `${count} ${nouns[workload][0]} ${count === 1 ? "disk" : "disks"}`;
        const back = quantity(settings[workload].disk) < quantity(String(edit.from));
        return [back ? `takes back the growth of ${disks}` : `grows ${disks} online`];
    });
}

function ofBackups(edits: readonly Edit[], { zookeeper: { backup } }: Settings): string[] {
    if (editOf(edits, "zookeeper.backup") !== undefined) {
        return [backup === undefined ? "ends the backups of ZooKeeper" : "begins backups of ZooKeeper"];
    }
    const inPlace = edits.some(({ key, effect }) => key.startsWith("zookeeper.backup.") && effect === "in place");
    return inPlace ? ["updates the backups of ZooKeeper"] : [];
}

function ofProperties(edits: readonly Edit[]): string[] {
    const count = edits.filter(({ key, effect }) => key.startsWith("brokers.config.") && effect === "in place").length;
    return count === 0 ? [] : [`changes ${count} broker ${count === 1 ? "property" : "properties"} without a restart`];
}

function ofLogLevels(edits: readonly Edit[]): string[] {
    const count = edits.filter(({ path, effect }) => path[1] === "logLevels" && effect === "in place").length;
    return count === 0 ? [] : [`changes ${count} log ${count === 1 ? "level" : "levels"} without a restart`];
}

const ways = { nodePort: "node ports", loadBalancer: "load balancers" } as const;

function ofExternal(edits: readonly Edit[], { brokers: { external } }: Settings): string[] {
    if (editOf(edits, "brokers.external.type") !== undefined) {
        return [
            external.type === "none"
                ? "closes the brokers to clients outside"
                : `opens the brokers to clients outside by ${ways[external.type]}`,
        ];
    }
    const inPlace = edits.some(({ key, effect }) => key.startsWith("brokers.external.") && effect === "in place");
    return inPlace ? ["updates the way in from outside"] : [];
}

function ofTopics(edits: readonly Edit[]): string[] {
    const topics = edits.filter(({ group, effect }) => group === "topics" && effect === "in place");
    const count = (action: string, of: number) =>
        of === 0 ? [] : [`${action} ${of} ${of === 1 ? "topic" : "topics"} while clients go on`];
    const made = topics.filter(({ path }) => path.length === 2).length;
    const changed = new Set(topics.filter(({ path }) => path.length > 2).map(({ path }) => path[1])).size;
    return [...count("makes or takes over", made), ...count("changes", changed)];
}

function ofUsers(edits: readonly Edit[]): string[] {
    const users = edits.filter(({ group }) => group === "users");
    const removed = users.filter(({ to }) => to === undefined).length;
    const count = (action: string, of: number) => (of === 0 ? [] : [`${action} ${of} ${of === 1 ? "user" : "users"}`]);
    return [...count("writes", users.length - removed), ...count("removes", removed)];
}

function ofTheRest(edits: readonly Edit[]): string[] {
    const parts = [
        ["namespace", "updates the namespace's labels"],
        ["storage", "updates what becomes of disks"],
        ["security", "updates the NetworkPolicies"],
    ] as const;
    return parts.flatMap(([part, action]) =>
        edits.some((edit) => edit.group === part && edit.effect === "in place") ? [action] : [],
    );
}

/** Where there is no other, or where both are needed, a restart is an interruption. */
function withoutSpare(edits: readonly Edit[], settings: Settings): string[] {
    const servers = Math.min(...sizes("zookeeper", edits, settings));
    const brokers = Math.min(...sizes("brokers", edits, settings));
    return [
        ...(rolls(edits, "zookeeper") && servers < 3
            ? [`with ${some("zookeeper", servers)} each restart interrupts changes of leaders and topics`]
            : []),
        ...(rolls(edits, "brokers") && brokers === 1 ? ["with 1 broker clients wait while it restarts"] : []),
    ];
}

/**
 * Seconds from stopping one pod to the next, while clients write. Brokers: measured, 202 s for three at 300 records a second (idle: 68 s).
 * Servers and the console: a stop of a few seconds and the start that was measured, 8 s each, with the probes around it.
 */
const restart: Readonly<Record<Workload, number>> = { brokers: 67, zookeeper: 15, kafkaManager: 20 };

/** Seconds that restarting so many pods of a workload one by one takes, roughly: hardware and data decide. */
function rollSeconds(workload: Workload, pods: number, { brokers }: Settings): number {
    const first = restart[workload];
    // Each of the others waits until clients know the address of the one before (pre-stop.sh), and restarts in about 15 s.
    const next = workload === "brokers" ? Math.max(first, brokers.clientAddressSeconds + 15) : first;
    return first + next * (pods - 1);
}

/** A rough time as a person says it: `≈ 40 s`, `≈ 3 min`. */
export function roughly(seconds: number): string {
    return seconds < 95 ? `≈ ${Math.round(seconds / 10) * 10} s` : `≈ ${Math.round(seconds / 60)} min`;
}
