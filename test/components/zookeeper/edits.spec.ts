import { cases, of } from "../../stack/edits/cases";
import type { Case } from "../../stack/edits/cases";

const everybody = "zookeeper+brokers+kafkaManager";

function servers(from: number, to: number, verdict: string): Case {
    return of(
        "zookeeper",
        { replicas: from },
        { replicas: to },
        `zookeeper.replicas ${from} -> ${to}: ${verdict}${verdict === "refused" ? "" : ` rolling ${everybody}`}`,
    );
}

function refusedServers(from: number, to: number, path: string): Case {
    return {
        ...servers(from, to, "refused"),
        refused: [
            `kafka:zookeeper.replicas ${from} -> ${to}: more than one server at a time: those with the old list and those with the new could ` +
                `decide without each other, or not at all, and znodes would be lost; go ${path}, one edit at a time, each pulumi up finished before the next`,
        ],
    };
}

const zookeeper = (old: object, wanted: object, ...edits: string[]) =>
    of("zookeeper", { ...old }, { ...wanted }, ...edits);

describe("judging edits of kafka:zookeeper", () => {
    describe("replicas", () => {
        cases([
            servers(1, 2, "adds"),
            servers(2, 3, "adds"),
            servers(3, 4, "adds"),
            servers(4, 5, "adds"),
            servers(5, 6, "adds"),
            servers(6, 7, "adds"),
            servers(2, 1, "removes"),
            servers(3, 2, "removes"),
            servers(4, 3, "removes"),
            servers(5, 4, "removes"),
            servers(6, 5, "removes"),
            servers(7, 6, "removes"),
            refusedServers(2, 4, "2 -> 3 -> 4"),
            refusedServers(4, 2, "4 -> 3 -> 2"),
            refusedServers(4, 6, "4 -> 5 -> 6"),
            refusedServers(6, 4, "6 -> 5 -> 4"),
            refusedServers(1, 3, "1 -> 2 -> 3"),
            refusedServers(3, 5, "3 -> 4 -> 5"),
            refusedServers(5, 7, "5 -> 6 -> 7"),
            refusedServers(3, 1, "3 -> 2 -> 1"),
            refusedServers(5, 3, "5 -> 4 -> 3"),
            refusedServers(7, 5, "7 -> 6 -> 5"),
            refusedServers(1, 5, "1 -> 2 -> 3 -> 4 -> 5"),
            refusedServers(7, 1, "7 -> 6 -> 5 -> 4 -> 3 -> 2 -> 1"),
            refusedServers(1, 4, "1 -> 2 -> 3 -> 4"),
            refusedServers(3, 6, "3 -> 4 -> 5 -> 6"),
            refusedServers(6, 3, "6 -> 5 -> 4 -> 3"),
            { ...refusedServers(1, 3, "1 -> 2 -> 3"), allow: ["zookeeper.replicas 1 -> 3"] },
            { ...servers(3, 4, "adds"), notes: [/^4 servers survive no more failures than 3: a step on the way/] },
            { ...servers(5, 4, "removes"), notes: [/^data-zookeeper-4 stay, /, /^4 servers survive/m] },
        ]);
    });

    describe("replicas, while servers still run with another list", () => {
        const stale = (from: number, to: number, serverLists: number[], lists: string): Case => ({
            ...servers(from, to, "refused"),
            facts: { serverLists },
            refused: [
                `kafka:zookeeper.replicas ${from} -> ${to}: servers still run with a list of ${lists}, from an edit that was not finished, ` +
                    `and could decide without those with the new one; finish that edit first: set it to ${from}, run pulumi up --refresh, ` +
                    "and then make this edit",
            ],
        });
        const fresh = (from: number, to: number, serverLists: number[]): Case => ({
            ...servers(from, to, to > from ? "adds" : "removes"),
            facts: { serverLists },
        });
        cases([
            // 3 -> 2 was begun, and a server that still counts three could find the second of them on the disk that was taken away.
            stale(2, 1, [2, 3], "3"),
            stale(2, 3, [1, 2], "1"),
            stale(3, 4, [1, 2], "1 and of 2"),
            { ...stale(2, 1, [3], "3"), allow: ["zookeeper.replicas 2 -> 1"] },
            fresh(2, 1, [2]),
            fresh(2, 3, [2]),
            // Back to where it came from.
            fresh(2, 3, [2, 3]),
            fresh(4, 3, [3, 4]),
            fresh(3, 4, [3, 4]),
            // Whom nobody can ask has no list.
            fresh(3, 2, []),
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
            zookeeper({}, { priorityClass: "high" }, "zookeeper.priorityClass unset -> high: rolls zookeeper"),
            zookeeper(
                { replicas: 3, disk: "5Gi", memory: "512Mi" },
                { replicas: 4, disk: "8Gi", memory: "1Gi" },
                `zookeeper.replicas 3 -> 4: adds rolling ${everybody}`,
                "zookeeper.memory 512Mi -> 1Gi: rolls zookeeper",
                "zookeeper.disk 5Gi -> 8Gi: in place",
            ),
        ]);
    });
});
