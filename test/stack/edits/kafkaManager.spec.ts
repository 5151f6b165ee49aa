import { cases, of } from "./cases";
import type { Groups } from "./cases";

const manager = (old: Groups, wanted: Groups, ...edits: string[]) => of("kafkaManager", old, wanted, ...edits);
const restarts = "rolls kafkaManager";

describe("judging edits of kafka:kafkaManager", () => {
    cases([
        manager({ memory: "1Gi" }, { memory: "1024Mi" }),
        {
            ...manager({}, { enabled: false }, "kafkaManager.enabled true -> false: removes"),
            notes: [/^its password goes with it/],
        },
        manager({ enabled: false }, {}, "kafkaManager.enabled false -> true: adds"),
        manager({ enabled: false }, { enabled: false, cpu: 1 }, "kafkaManager.cpu 250m -> 1: nothing"),
        manager(
            {},
            { enabled: false, memory: "1Gi" },
            "kafkaManager.enabled true -> false: removes",
            "kafkaManager.memory 768Mi -> 1Gi: nothing",
        ),
        manager({}, { cpu: 1 }, `kafkaManager.cpu 250m -> 1: ${restarts}`),
        manager({}, { cpuLimit: 1 }, `kafkaManager.cpuLimit unset -> 1: ${restarts}`),
        manager({}, { memory: "1Gi" }, `kafkaManager.memory 768Mi -> 1Gi: ${restarts}`),
        manager({}, { heap: "256Mi" }, `kafkaManager.heap unset -> 256Mi: ${restarts}`),
        manager({}, { heap: "460Mi" }, "kafkaManager.heap unset -> 460Mi: nothing"),
        manager({}, { service: { type: "NodePort" } }, "kafkaManager.service.type ClusterIP -> NodePort: in place"),
        manager(
            { service: { type: "NodePort" } },
            { service: { type: "NodePort", nodePort: 31000 } },
            "kafkaManager.service.nodePort unset -> 31000: in place",
        ),
        {
            ...manager(
                {},
                {
                    ingress: {
                        host: "a.example.com",
                        tlsSecretName: "tls",
                        className: "nginx",
                        annotations: { a: "b" },
                    },
                },
                "kafkaManager.ingress.host unset -> a.example.com: in place",
                "kafkaManager.ingress.className unset -> nginx: in place",
                "kafkaManager.ingress.tlsSecretName unset -> tls: in place",
                'kafkaManager.ingress.annotations {} -> {"a":"b"}: in place',
            ),
            notes: [/^people reach the console at https:\/\/a\.example\.com$/m],
        },
        {
            ...manager(
                { ingress: { host: "a.example.com" } },
                { ingress: { host: "a.example.com", path: "/ops" } },
                "kafkaManager.ingress.path / -> /ops: in place rolling kafkaManager",
            ),
            notes: [/^people reach the console at http:\/\/a\.example\.com\/ops$/],
        },
        {
            ...manager(
                { ingress: { host: "a.example.com" } },
                {},
                "kafkaManager.ingress.host a.example.com -> unset: in place",
            ),
            notes: [/^the console has no address of an ingress any more$/],
        },
        manager(
            { enabled: false },
            { enabled: false, ingress: { host: "a.example.com", path: "/ops" } },
            "kafkaManager.ingress.host unset -> a.example.com: nothing",
            "kafkaManager.ingress.path / -> /ops: nothing",
        ),
        manager({ tuning: {} }, {}),
        {
            ...manager(
                {},
                {
                    tuning: {
                        brokerViewUpdatePeriodSeconds: 60,
                        brokerViewThreadPoolSize: 30,
                        brokerViewThreadPoolQueueSize: 3000,
                        offsetCacheThreadPoolSize: 4,
                        offsetCacheThreadPoolQueueSize: 2000,
                        kafkaAdminClientThreadPoolSize: 4,
                        kafkaAdminClientThreadPoolQueueSize: 2000,
                        partitionOffsetCacheTimeoutSecs: 10,
                    },
                },
                "kafkaManager.tuning.brokerViewUpdatePeriodSeconds unset -> 60: in place",
                "kafkaManager.tuning.brokerViewThreadPoolSize unset -> 30: in place",
                "kafkaManager.tuning.brokerViewThreadPoolQueueSize unset -> 3000: in place",
                "kafkaManager.tuning.offsetCacheThreadPoolSize unset -> 4: in place",
                "kafkaManager.tuning.offsetCacheThreadPoolQueueSize unset -> 2000: in place",
                "kafkaManager.tuning.kafkaAdminClientThreadPoolSize unset -> 4: in place",
                "kafkaManager.tuning.kafkaAdminClientThreadPoolQueueSize unset -> 2000: in place",
                "kafkaManager.tuning.partitionOffsetCacheTimeoutSecs unset -> 10: in place",
            ),
            notes: [/^the cluster is registered in the console anew$/m],
        },
        manager({}, { username: "root" }, `kafkaManager.username admin -> root: ${restarts}`),
        manager({}, { passwordVersion: 2 }, `kafkaManager.passwordVersion 1 -> 2: ${restarts}`),
        manager(
            { features: ["KMClusterManagerFeature"] },
            { features: [] },
            `kafkaManager.features ["KMClusterManagerFeature"] -> []: ${restarts}`,
        ),
        {
            ...manager({}, { cluster: { name: "orders" } }, "kafkaManager.cluster.name kafka -> orders: in place"),
            notes: [/^the cluster is registered as orders; the entry kafka stays until it is deleted in the console$/],
        },
        manager({}, { cluster: { jmx: false } }, "kafkaManager.cluster.jmx true -> false: in place"),
        manager(
            {},
            { cluster: { pollConsumers: false } },
            "kafkaManager.cluster.pollConsumers true -> false: in place",
        ),
        manager(
            {},
            { cluster: { filterConsumers: true } },
            "kafkaManager.cluster.filterConsumers false -> true: in place",
        ),
        manager(
            {},
            { cluster: { activeOffsetCache: true } },
            "kafkaManager.cluster.activeOffsetCache false -> true: in place",
        ),
        manager({}, { cluster: { displaySizes: true } }, "kafkaManager.cluster.displaySizes false -> true: in place"),
        manager({}, { nodeSelector: { a: "b" } }, `kafkaManager.nodeSelector {} -> {"a":"b"}: ${restarts}`),
        manager(
            {},
            {
                nodeAffinity: {
                    preferredDuringSchedulingIgnoredDuringExecution: [
                        { weight: 1, preference: { matchExpressions: [{ key: "a", operator: "Exists" }] } },
                    ],
                },
            },
            `kafkaManager.nodeAffinity unset -> {"preferredDuringSchedulingIgnoredDuringExecution":[{"preference":{"matchExpressions":[{"key":"a","operator":"Exists"}]},"weight":1}]}: ${restarts}`,
        ),
        manager({}, { priorityClass: "high" }, `kafkaManager.priorityClass unset -> high: ${restarts}`),
    ]);
});
