import { cases, of } from "../../stack/edits/cases";
import type { Case } from "../../stack/edits/cases";

function servers(from: number, to: number, verdict: string): Case {
    return of("zookeeper", { replicas: from }, { replicas: to }, `zookeeper.replicas ${from} -> ${to}: ${verdict}`);
}

const numbers = [1, 2, 3, 4, 5, 6, 7];

const zookeeper = (old: object, wanted: object, ...edits: string[]) =>
    of("zookeeper", { ...old }, { ...wanted }, ...edits);

describe("judging edits of kafka:zookeeper", () => {
    describe("replicas", () => {
        // By ZooKeeper's own reconfiguration: nobody who stays restarts.
        cases(
            numbers.flatMap((from) =>
                numbers.filter((to) => to !== from).map((to) => servers(from, to, to > from ? "adds" : "removes")),
            ),
        );
        cases([
            { ...servers(3, 4, "adds"), notes: [/^4 servers survive no more failures than 3$/] },
            { ...servers(5, 2, "removes"), notes: [/^data-zookeeper-2, .*-3, .*-4 stay, /, /^2 servers survive/m] },
        ]);
    });

    describe("backup", () => {
        const backup = (from: object | undefined, to: object | undefined, ...edits: string[]) =>
            zookeeper(from === undefined ? {} : { backup: from }, to === undefined ? {} : { backup: to }, ...edits);
        cases([
            backup(
                undefined,
                {},
                'zookeeper.backup unset -> {"disk":"1Gi","keep":14,"schedule":"0 3 * * *"}: in place',
            ),
            {
                ...backup(
                    {},
                    undefined,
                    'zookeeper.backup {"disk":"1Gi","keep":14,"schedule":"0 3 * * *"} -> unset: in place',
                ),
                notes: [/those that there are stay on the claim zookeeper-backups/],
            },
            backup({}, { schedule: "@hourly" }, 'zookeeper.backup.schedule "0 3 * * *" -> "@hourly": in place'),
            backup({}, { keep: 20 }, "zookeeper.backup.keep 14 -> 20: in place"),
            {
                ...backup({}, { keep: 3 }, "zookeeper.backup.keep 14 -> 3: in place"),
                notes: [/^the next backup removes all but the newest 3$/],
            },
            backup({ disk: "1Gi" }, { disk: "1024Mi" }),
            {
                ...backup({}, { disk: "2Gi" }, "zookeeper.backup.disk 1Gi -> 2Gi: in place"),
                facts: { expandable: true },
            },
            {
                ...backup({ disk: "2Gi" }, { disk: "1Gi" }, "zookeeper.backup.disk 2Gi -> 1Gi: refused"),
                refused: [
                    "kafka:zookeeper.backup.disk 2Gi -> 1Gi: Kubernetes cannot shrink a disk; " +
                        "keep 2Gi, or keep fewer backups on it (kafka:zookeeper.backup.keep)",
                ],
            },
            ...["1Gi", "3Gi"].map((to) => ({
                ...backup({ disk: "2Gi" }, { disk: to }, `zookeeper.backup.disk 2Gi -> ${to}: in place`),
                facts: { boundDisks: { zookeeper: 3, brokers: 3, backups: 0 }, expandable: false },
                notes: [/^there is no disk yet: what claims one is made anew$/],
            })),
            {
                ...backup({ disk: "2Gi" }, { disk: "1Gi" }, "zookeeper.backup.disk 2Gi -> 1Gi: in place"),
                facts: { boundDisks: { backups: 1 }, largestDisk: { backups: 2 ** 30 } },
                notes: [/^no disk had grown beyond 1Gi/],
            },
        ]);
    });

    describe("replicas, while servers still run with a fixed list", () => {
        const withLists = (one: Case, serverLists: number[]): Case => ({ ...one, facts: { serverLists } });
        const stuck = (from: number, to: number, serverLists: number[]): Case => ({
            ...withLists(servers(from, to, "refused"), serverLists),
            refused: [
                `kafka:zookeeper.replicas ${from} -> ${to}: servers still run with a fixed list, from an earlier version of this program, ` +
                    `and cannot be taken out of it; set it to ${from} and run pulumi up, which gives them a list that can change; then make this edit`,
            ],
        });
        cases([
            stuck(3, 1, [3]),
            stuck(5, 3, [4, 5]),
            { ...stuck(2, 1, [3]), allow: ["zookeeper.replicas 2 -> 1"] },
            // New servers follow those with the fixed list, whatever that is, until all have one that changes.
            withLists(servers(3, 5, "adds"), [3]),
            withLists(servers(3, 4, "adds"), [3, 4]),
            // Whom nobody can ask has no list.
            withLists(servers(3, 2, "removes"), []),
        ]);
    });

    describe("replicas, while only the disks of a destroyed stack are left", () => {
        const left = (one: Case): Case => ({ ...one, facts: { hasServers: false } });
        cases([
            {
                ...left(servers(3, 1, "refused")),
                refused: [
                    "kafka:zookeeper.replicas 3 -> 1: the disks that are left belong to an ensemble of 3, and fewer cannot decide to be fewer; " +
                        "set it to 3 and run pulumi up; then make this edit",
                ],
            },
            left(servers(3, 5, "adds")),
        ]);
    });

    describe("everything else", () => {
        const smallerDisk: Case = {
            ...zookeeper({ disk: "10Gi" }, { disk: "5Gi" }, "zookeeper.disk 10Gi -> 5Gi: refused"),
            refused: [
                "kafka:zookeeper.disk 10Gi -> 5Gi: Kubernetes cannot shrink a disk; " +
                    "keep 10Gi; for smaller disks bring up a second stack and copy the topics over (MirrorMaker 2)",
            ],
        };
        cases([
            zookeeper({ memory: "1Gi" }, { memory: "1024Mi" }),
            zookeeper({ memory: "1Gi" }, { memory: 1073741824 }),
            zookeeper({ cpu: "1" }, { cpu: "1000m" }),
            zookeeper({ cpu: 1 }, { cpu: "1" }),
            zookeeper({ disk: "5Gi" }, { disk: "5120Mi" }),
            zookeeper({}, { replicas: 3 }),
            zookeeper({ cpu: "250m" }, { cpu: "500m" }, "zookeeper.cpu 250m -> 500m: rolls zookeeper"),
            zookeeper({}, { cpuLimit: 1 }, "zookeeper.cpuLimit unset -> 1: rolls zookeeper"),
            zookeeper({ cpuLimit: 1 }, {}, "zookeeper.cpuLimit 1 -> unset: rolls zookeeper"),
            zookeeper({ memory: "512Mi" }, { memory: "1Gi" }, "zookeeper.memory 512Mi -> 1Gi: rolls zookeeper"),
            zookeeper({ memory: "1Gi" }, { memory: "512Mi" }, "zookeeper.memory 1Gi -> 512Mi: rolls zookeeper"),
            zookeeper({}, { heap: "256Mi" }, "zookeeper.heap unset -> 256Mi: rolls zookeeper"),
            // 60 % of 512Mi, in whole mebibytes.
            zookeeper(
                { memory: "512Mi" },
                { memory: "512Mi", heap: "307Mi" },
                "zookeeper.heap unset -> 307Mi: nothing",
            ),
            zookeeper(
                { memory: "1Gi", heap: "400Mi" },
                { memory: "2Gi", heap: "500Mi" },
                "zookeeper.memory 1Gi -> 2Gi: rolls zookeeper",
                "zookeeper.heap 400Mi -> 500Mi: rolls zookeeper",
            ),
            zookeeper({ disk: "5Gi" }, { disk: "10Gi" }, "zookeeper.disk 5Gi -> 10Gi: in place"),
            zookeeper({ disk: "99Gi" }, { disk: "900Gi" }, "zookeeper.disk 99Gi -> 900Gi: in place"),
            smallerDisk,
            { ...smallerDisk, allow: ["zookeeper.disk 10Gi -> 5Gi"] },
            zookeeper({}, { tickTime: 3000 }, "zookeeper.tickTime 2000 -> 3000: rolls zookeeper"),
            zookeeper({}, { initLimit: 20 }, "zookeeper.initLimit 10 -> 20: rolls zookeeper"),
            zookeeper({}, { syncLimit: 6 }, "zookeeper.syncLimit 5 -> 6: rolls zookeeper"),
            zookeeper({}, { maxClientConnections: 0 }, "zookeeper.maxClientConnections 60 -> 0: rolls zookeeper"),
            zookeeper({}, { snapshotsRetained: 5 }, "zookeeper.snapshotsRetained 3 -> 5: rolls zookeeper"),
            zookeeper({}, { purgeHours: 24 }, "zookeeper.purgeHours 1 -> 24: rolls zookeeper"),
            zookeeper({}, { logLevels: { root: "WARN" } }, "zookeeper.logLevels.root unset -> WARN: in place"),
            zookeeper({ logLevels: { "a.B$": "OFF" } }, {}, "zookeeper.logLevels.a.B$ OFF -> unset: in place"),
            zookeeper({}, { logLevels: { root: "INFO" } }, "zookeeper.logLevels.root unset -> INFO: nothing"),
            zookeeper(
                {},
                { spread: { hosts: "required" } },
                "zookeeper.spread.hosts preferred -> required: rolls zookeeper",
            ),
            zookeeper({}, { spread: { zones: "off" } }, "zookeeper.spread.zones preferred -> off: rolls zookeeper"),
            zookeeper({ nodeSelector: { a: "1", b: "2" } }, { nodeSelector: { b: "2", a: "1" } }),
            zookeeper(
                {},
                { nodeSelector: { disk: "ssd" } },
                'zookeeper.nodeSelector {} -> {"disk":"ssd"}: rolls zookeeper',
            ),
            zookeeper(
                {},
                { tolerations: [{ key: "a", operator: "Exists" }] },
                'zookeeper.tolerations [] -> [{"key":"a","operator":"Exists"}]: rolls zookeeper',
            ),
            {
                ...zookeeper(
                    {},
                    { spread: { zones: "required", minDomains: 2 } },
                    "zookeeper.spread.zones preferred -> required: rolls zookeeper",
                    "zookeeper.spread.minDomains unset -> 2: rolls zookeeper",
                ),
                notes: [/^a pod stays in the zone of its disk: /],
            },
            zookeeper(
                {},
                {
                    nodeAffinity: {
                        preferredDuringSchedulingIgnoredDuringExecution: [
                            { weight: 1, preference: { matchExpressions: [{ key: "a", operator: "Exists" }] } },
                        ],
                    },
                },
                'zookeeper.nodeAffinity unset -> {"preferredDuringSchedulingIgnoredDuringExecution":[{"preference":{"matchExpressions":[{"key":"a","operator":"Exists"}]},"weight":1}]}: rolls zookeeper',
            ),
            zookeeper({}, { priorityClass: "high" }, "zookeeper.priorityClass unset -> high: rolls zookeeper"),
            zookeeper(
                { replicas: 3, disk: "5Gi", memory: "512Mi" },
                { replicas: 4, disk: "8Gi", memory: "1Gi" },
                "zookeeper.replicas 3 -> 4: adds",
                "zookeeper.memory 512Mi -> 1Gi: rolls zookeeper",
                "zookeeper.disk 5Gi -> 8Gi: in place",
            ),
        ]);
    });
});
