import type { Place } from "./commandBlocks";

/** A line that is not run, and why. */
interface LineLeftOut {
    /** The whole line, as on the page. */
    readonly line: string;
    readonly why: string;
}

/** A block that a spec, or a room of one, executes. */
interface Executed extends Place {
    /** Its file. */
    readonly by: string;
    readonly leftOut?: readonly LineLeftOut[];
}

/** A block that cannot be executed where the specs run. */
interface NotExecuted extends Place {
    readonly why: string;
    /** The file that checks something of it instead, if any does. */
    readonly instead?: string;
}

/** What becomes of a block of commands. */
export type Row = Executed | NotExecuted;

type Fate = Omit<Executed, keyof Place> | Omit<NotExecuted, keyof Place>;

const restart = "it brings up, or restarts, the cluster that the specs run on";

/** Commands that run suites: that there are such scripts is looked at. */
const suites: Fate = {
    why: "it runs whole suites, which CI and people start by themselves: a spec of one cannot run them all again",
    instead: "test/documents/ledger.spec.ts",
};
const plain: Fate = { by: "test/cluster/commands/plainStack.ts" };
const closed: Fate = { by: "test/cluster/commands/closedStack.ts" };
const files: Fate = { by: "test/cluster/commands/files.ts" };
const programs: Fate = { by: "test/cluster/commands/programs.ts" };
const tutorial: Fate = { by: "test/cluster/tutorial.spec.ts" };
const rendered: Fate = { by: "test/cluster/rendered.spec.ts" };
const backup: Fate = { by: "test/cluster/convergence/zookeeperBackup.spec.ts" };

/** Every block, by page and heading: one entry for each block below the heading. */
const fates: Readonly<Record<string, Readonly<Record<string, readonly Fate[]>>>> = {
    "README.md": {
        "On a bare Linux machine": [
            {
                why: `${restart}, and deploys the stack dev of whoever uses it`,
                instead: "test/cluster/lifecycle.spec.ts",
            },
            plain,
        ],
        "On your own cluster": [plain],
        Sizing: [plain],
        Tests: [suites],
    },
    "CONTRIBUTING.md": {
        Contributing: [suites],
        "One of each": [
            {
                by: "test/cluster/commands/files.ts",
                leftOut: [
                    {
                        line: "npm run local -- test test/cluster/stack.spec.ts                    # one end-to-end file (root; see local/README.md)",
                        why: restart,
                    },
                    {
                        line: 'npm run local -- test test/cluster/refusals.spec.ts -g "bad stack"  # what matches; suites that build on each other take no -g',
                        why: restart,
                    },
                ],
            },
            files,
        ],
    },
    "local/README.md": {
        "Official plugins": [
            { why: `${restart}; official plugins cannot be downloaded`, instead: "test/local/plugins.spec.ts" },
        ],
    },
    "docs/alerts.md": { "Alerts, and what to do": [plain] },
    "docs/authentication.md": {
        "Who logs in, and what they may do": [closed],
        Users: [closed],
        "Passwords of servers, brokers and console": [closed],
        ZooKeeper: [closed],
    },
    "docs/ci.md": {
        "Previews and deployments by CI": [plain],
        "GitHub, set up": [{ why: "it sets up a repository of GitHub", instead: "test/documents/gitHub.spec.ts" }],
        GitLab: [files],
    },
    "docs/console.md": { "From this machine": [plain], "By an Ingress, with TLS": [closed] },
    "docs/external-access.md": { "Clients outside the cluster": [closed], "Load balancers": [plain] },
    "docs/gitops.md": {
        "Plain manifests, and GitOps": [files],
        "What is made once": [rendered],
        "Wave by wave": [rendered],
        "Argo CD": [files],
        "What replaces the guard": [files],
        "Larger disks": [rendered],
        "Back to `pulumi up`": [rendered],
    },
    "docs/leaving-zookeeper.md": {
        "Leaving ZooKeeper": [{ why: "it asks a controller of KRaft, which this program does not run" }],
        "To do it again": [{ why: "it is for controllers of KRaft, which this program does not run" }],
    },
    "docs/logging.md": { "Levels of the brokers": [plain] },
    "docs/moving-in.md": { "Moving in: the records of another cluster": [plain] },
    "docs/newcomers.md": {
        "kind, with Docker or Podman": [{ why: "it needs a container engine, and kind, which cannot be downloaded" }],
        k3d: [{ why: "it needs a container engine, and k3d, which cannot be downloaded" }],
        minikube: [{ why: "it needs minikube, which cannot be downloaded" }],
    },
    "docs/outputs.md": { "What comes out": [closed] },
    "docs/performance.md": {
        "How fast it is": [
            { why: "it measures a machine on which nothing else may go on", instead: "test/local/commands.spec.ts" },
        ],
    },
    "docs/policy.md": { Policies: [plain] },
    "docs/recovery.md": {
        "From any state to the next `pulumi up`": [plain],
        "Disks that are lost": [plain, { by: "test/cluster/convergence/lostDisks.spec.ts" }],
        "A quorum lost for good": [closed, backup, backup],
    },
    "docs/reuse.md": {
        "TypeScript and JavaScript": [programs, programs],
        YAML: [programs],
        Python: [
            {
                why: "it needs the language host for Python, which comes with the official CLI, and that cannot be downloaded",
                instead: "test/cluster/examples.spec.ts",
            },
        ],
        "Go, C#, Java": [
            { why: "it needs the official CLI, which cannot be downloaded", instead: "test/package/pack.spec.ts" },
        ],
    },
    "docs/security.md": { Security: [plain], "What neutral graders say": [suites] },
    "docs/sizing.md": { "Sizing a running cluster": [plain], "After an interrupted run": [plain] },
    "docs/status.md": { "How the cluster is": [plain], JSON: [plain] },
    "docs/tls.md": {
        "Encrypted connections": [closed],
        "Where the certificate comes from": [closed, closed],
    },
    "docs/topics.md": { "Topics in the stack file": [plain] },
    "docs/tutorial.md": {
        "1. A small cluster": [tutorial],
        "2. A topic, and an application that may use it": [tutorial, tutorial],
        "3. More of it": [tutorial],
        "4. What is refused": [tutorial],
        "5. Away with it": [tutorial],
    },
    "docs/upgrades.md": { Upgrades: [plain] },
};

/** One row for each block of commands of the pages: who executes it, or why nobody can. */
export const ledger: readonly Row[] = Object.entries(fates).flatMap(([page, headings]) =>
    Object.entries(headings).flatMap(([heading, blocks]) =>
        blocks.map((fate, position): Row => ({ page, heading, index: position + 1, ...fate })),
    ),
);

/** The lines of a block that are not run with the others. */
export function leftOut({ page, heading, index }: Place): readonly string[] {
    const row = ledger.find((one) => one.page === page && one.heading === heading && one.index === index);
    return row !== undefined && "by" in row ? (row.leftOut ?? []).map(({ line }) => line) : [];
}
