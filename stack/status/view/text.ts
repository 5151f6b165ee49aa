import { createColors } from "picocolors";
import stringWidth from "string-width";
import { wrapWords } from "./wrap";
import { isKnown, isUnknown } from "../model";
import type { Finding, Member, Severity, Status } from "../model";
import { table } from "./table";
import type { Column } from "./table";
import { ago, bytes, percent } from "./units";

/** How a status is shown. */
export interface Shown {
    /** Columns of the terminal. */
    readonly width: number;
    /** Lines of the terminal, where tables are cut to what fits; undefined where everything is shown. */
    readonly height?: number;
    /** Whether colours are. */
    readonly color: boolean;
    /** What the time is, in milliseconds. */
    readonly now: number;
    /** Why the status is an old one; undefined where it is not. */
    readonly stale?: string;
}

type Colors = ReturnType<typeof createColors>;

const marks: Readonly<Record<Severity, readonly [mark: string, color: "red" | "yellow" | "cyan" | "dim"]>> = {
    critical: ["✗", "red"],
    warning: ["!", "yellow"],
    unknown: ["?", "cyan"],
    note: ["·", "dim"],
};

/** The screen: what is wrong first, then what there is. */
export function text(status: Status, shown: Shown): string {
    const colors = createColors(shown.color);
    const blocks = [
        heading(status, shown, colors),
        ...(status.findings.length === 0 ? [] : [findings(status.findings, shown, colors)]),
        brokers(status, shown, colors),
        topics(status, shown, colors),
        ensemble(status, shown, colors),
        others(status, shown, colors),
    ];
    return blocks.filter((block) => block !== "").join("\n\n");
}

function heading(
    { stack, namespace, server, at, health, findings: found }: Status,
    { stale, now, width }: Shown,
    colors: Colors,
): string {
    const problems = found.filter(({ severity }) => severity === "critical" || severity === "warning").length;
    const count = problems === 1 ? "1 problem" : `${problems} problems`;
    const words = {
        healthy: () => colors.green("HEALTHY"),
        unhealthy: () => colors.red(`NOT HEALTHY: ${count}`),
        unknown: () => colors.cyan("UNKNOWN: not everything that matters could be asked"),
    };
    return [
        ...wrapWords(`stack ${stack}, namespace ${namespace} at ${server}, ${at.replace(/\.\d+Z$/, "Z")}`, width),
        ...(stale === undefined
            ? [words[health]()]
            : wrapWords(`NO ANSWER: what stands below is ${ago(at, now)} old (${stale})`, width).map((line) =>
                  colors.red(line),
              )),
    ].join("\n");
}

function findings(found: readonly Finding[], { width }: Shown, colors: Colors): string {
    return found
        .flatMap(({ severity, what, advice }) => {
            const [mark, color] = marks[severity];
            const lines = wrapWords(what, width - 2).map((line, index) =>
                index === 0 ? `${mark} ${line}` : `  ${line}`,
            );
            const advised = advice === "" ? [] : wrapWords(`→ ${advice}`, width - 4).map((line) => `    ${line}`);
            return [...lines.map((line) => colors[color](line)), ...advised];
        })
        .join("\n");
}

/** A title, what it comes to, and what belongs to it. */
function section(title: string, summary: string, body: string, { width }: Shown, colors: Colors): string {
    const indent = " ".repeat(stringWidth(title) + 2);
    const [first = "", ...rest] = wrapWords(summary, width - indent.length);
    return [
        `${colors.bold(title)}  ${first}`,
        ...rest.map((line) => indent + line),
        ...(body === "" ? [] : [body]),
    ].join("\n");
}

function unknownSection(title: string, fact: unknown, shown: Shown, colors: Colors): string | undefined {
    return !isUnknown(fact) ? undefined : section(title, `unknown: ${fact.unknown}`, "", shown, colors);
}

function countOf(members: readonly Member[]): string {
    const ready = members.filter(({ state }) => state === "ready").length;
    const versions = [...new Set(members.flatMap(({ version }) => version ?? []))].sort();
    return [
        `${ready} of ${members.length} ready`,
        ...(versions.length === 0 ? [] : [`version ${versions.join(" and ")}`]),
    ].join(", ");
}

const memberColumns: readonly Column[] = [
    { title: "DISK", align: "right" },
    { title: "FULL", align: "right" },
    { title: "RESTARTS", align: "right" },
    { title: "AGE", align: "right" },
    { title: "NODE" },
    { title: "ZONE" },
];

const cell = (value: string | number | null): string => (value === null ? "-" : String(value));

function memberCells({ disk, restarts, startedAt, node, zone }: Member, now: number): readonly string[] {
    return [
        ...(isKnown(disk) ? [bytes(disk.size), percent(disk.fill)] : ["?", "?"]),
        cell(restarts),
        startedAt === null ? "-" : ago(startedAt, now),
        cell(node),
        cell(zone),
    ];
}

/** The rows of as many members as fit: those that are not ready stay. The others are counted. */
function fitting<T extends Member>(
    members: readonly T[],
    most: number | undefined,
): { readonly fit: readonly T[]; readonly left: string } {
    if (most === undefined || members.length <= most) {
        return { fit: members, left: "" };
    }
    const bad = members.filter(({ state }) => state !== "ready");
    const kept = new Set([...bad, ...members.filter(({ state }) => state === "ready")].slice(0, most));
    const left = members.length - kept.size;
    const leftBad = Math.max(0, bad.length - most);
    return {
        fit: members.filter((one) => kept.has(one)),
        left: `\n… and ${left} more, ${leftBad === 0 ? "all ready" : `${leftBad} of them not ready`}`,
    };
}

/** How many lines of a terminal the tables of members and topics get. */
function rowsFor({ height }: Shown): number | undefined {
    return height === undefined ? undefined : Math.max(3, Math.floor((height - 24) / 2));
}

function brokers(status: Status, shown: Shown, colors: Colors): string {
    if (!isKnown(status.brokers)) {
        return unknownSection("BROKERS", status.brokers, shown, colors) ?? "";
    }
    const controller = isKnown(status.controller) ? `controller ${status.controller ?? "none"}` : "controller unknown";
    const { fit, left } = fitting(status.brokers, rowsFor(shown));
    const columns: readonly Column[] = [
        { title: "ID", align: "right" },
        { title: "STATE" },
        { title: "LEADS", align: "right" },
        { title: "COPIES", align: "right" },
        ...memberColumns,
    ];
    const rows = fit.map((one) => [
        String(one.id),
        one.state,
        cell(one.leads),
        cell(one.copies),
        ...memberCells(one, shown.now),
    ]);
    const body = rows.length === 0 ? "" : `${table(columns, rows, shown.width)}${left}`;
    return section("BROKERS", `${countOf(status.brokers)}, ${controller}`, body, shown, colors);
}

function topics(status: Status, shown: Shown, colors: Colors): string {
    const { partitions, topics: known, askedBrokersAt } = status;
    if (!isKnown(known) || !isKnown(partitions)) {
        return unknownSection("TOPICS", isKnown(known) ? partitions : known, shown, colors) ?? "";
    }
    const age = askedBrokersAt === null ? 0 : shown.now - Date.parse(askedBrokersAt);
    const wrong = (["offline", "underMinIsr", "underReplicated", "reassigning"] as const).flatMap((name) =>
        partitions[name].count === 0 ? [] : [`${partitions[name].count} ${words[name]}`],
    );
    const summary = [
        `${known.count} with ${partitions.count} partitions`,
        ...(known.bytes === null ? [] : [bytes(known.bytes)]),
        ...(wrong.length === 0 ? ["all copies in sync"] : wrong),
        ...(askedBrokersAt !== null && age > 5000 ? [`asked ${ago(askedBrokersAt, shown.now)} ago`] : []),
    ].join(", ");
    const columns: readonly Column[] = [
        { title: "LARGEST TOPICS" },
        { title: "PARTITIONS", align: "right" },
        { title: "COPIES", align: "right" },
        { title: "SIZE", align: "right" },
    ];
    const rows = known.largest
        .slice(0, rowsFor(shown))
        .map(({ name, partitions: count, replicationFactor, bytes: size }) => [
            name,
            String(count),
            String(replicationFactor),
            bytes(size),
        ]);
    return section("TOPICS", summary, rows.length === 0 ? "" : table(columns, rows, shown.width), shown, colors);
}

const words = {
    offline: "without a leader",
    underMinIsr: "under min.insync.replicas",
    underReplicated: "not in sync",
    reassigning: "being moved",
} as const;

function ensemble(status: Status, shown: Shown, colors: Colors): string {
    if (!isKnown(status.ensemble)) {
        return unknownSection("ENSEMBLE", status.ensemble, shown, colors) ?? "";
    }
    const { leader, followersInSync, observers, servers } = status.ensemble;
    const followers = servers.filter(({ role }) => role === "follower").length;
    const summary = [
        countOf(servers),
        leader === null ? "no leader known" : `leader ${leader}`,
        ...(followersInSync === null ? [] : [`${followersInSync} of ${followers} followers in sync`]),
        ...(observers === null || observers === 0 ? [] : [`${observers} observers`]),
    ].join(", ");
    const columns: readonly Column[] = [
        { title: "SERVER" },
        { title: "ROLE" },
        { title: "WAITING", align: "right" },
        { title: "BEHIND", align: "right" },
        ...memberColumns,
    ];
    const rows = servers.map((one) => [
        one.pod,
        one.state === "ready" ? (isKnown(one.role) ? one.role : "?") : one.state,
        cell(one.outstanding),
        cell(one.behind),
        ...memberCells(one, shown.now),
    ]);
    return section("ENSEMBLE", summary, rows.length === 0 ? "" : table(columns, rows, shown.width), shown, colors);
}

function others(status: Status, shown: Shown, colors: Colors): string {
    const { console, jobs, lastUpdate } = status;
    const consoleWords = !isKnown(console)
        ? `unknown: ${console.unknown}`
        : console === null
          ? "none"
          : [console.ready ? "ready" : "not ready", console.externalUrl ?? console.url ?? ""].join("  ").trim();
    const jobWords = !isKnown(jobs)
        ? `unknown: ${jobs.unknown}`
        : jobs.length === 0
          ? "none runs, none has failed"
          : jobs.map(({ name, state }) => `${name} ${state === "failed" ? "has failed" : "is at work"}`).join(", ");
    return [
        section("CONSOLE", consoleWords, "", shown, colors),
        section("JOBS", jobWords, "", shown, colors),
        section("LAST UP", updateWords(lastUpdate, shown.now), "", shown, colors),
    ].join("\n");
}

function updateWords(update: Status["lastUpdate"], now: number): string {
    if (!isKnown(update)) {
        return `unknown: ${update.unknown}`;
    }
    if (update === null) {
        return "there was none";
    }
    const when = update.endedAt ?? update.startedAt;
    const changes = Object.entries(update.changes).filter(([operation, count]) => operation !== "same" && count > 0);
    return [
        `${update.kind} ${update.result}${when === null ? "" : ` ${ago(when, now)} ago`}`,
        changes.length === 0
            ? "changed nothing"
            : `resources: ${changes.map(([operation, count]) => `${count} ${operation}`).join(", ")}`,
    ].join(", ");
}
