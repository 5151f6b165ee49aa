import * as fc from "fast-check";
import { authenticationSteps } from "../../../components/security/authentication";
import { at } from "../../../schema/issues";
import { parseSettings } from "../../../stack/parse";
import type { Settings } from "../../../stack/settings";
import type { Groups } from "./cases";

/** A group of which any fields may be set. */
function group(fields: Readonly<Record<string, fc.Arbitrary<unknown>>>): fc.Arbitrary<Groups> {
    return fc.record(fields, { requiredKeys: [] });
}

/** Some of these values, written in the ways that mean the same among them. */
function pick(...values: readonly unknown[]): fc.Arbitrary<unknown> {
    return fc.constantFrom(...values);
}

const place = {
    nodeSelector: pick({}, { disk: "ssd" }, { disk: "ssd", zone: "a" }, { zone: "a", disk: "ssd" }),
    nodeAffinity: pick(
        ...["ssd", "nvme"].map((disk) => ({
            preferredDuringSchedulingIgnoredDuringExecution: [
                { weight: 1, preference: { matchExpressions: [{ key: "disk", operator: "In", values: [disk] }] } },
            ],
        })),
    ),
    tolerations: pick(
        [],
        [{ operator: "Exists" }],
        [{ key: "kafka", value: "yes", effect: "NoSchedule" }],
        [{ operator: "Exists", effect: "NoExecute", tolerationSeconds: 0 }],
    ),
    priorityClass: pick("high", "low"),
};
const spread = fc.oneof(
    group({ hosts: pick("preferred", "required"), zones: pick("off", "preferred", "required") }),
    group({ hosts: pick("preferred", "required"), zones: pick("required"), minDomains: pick(2, 3) }),
);
const size = { cpu: pick("100m", "0.1", "500m", "1", 1, "1000m", "2"), cpuLimit: pick("2", "2000m", "4") };

const outside = { externalTrafficPolicy: pick("Cluster", "Local"), annotations: pick({}, { a: "b" }) };
const external = fc.oneof(
    pick({}, { type: "none" }),
    fc.record(
        {
            type: pick("nodePort"),
            nodePort: pick(30000, 30001, 31100),
            host: pick("kafka-{broker}.example.com", "kafka.example.com"),
            ...outside,
        },
        { requiredKeys: ["type"] },
    ),
    fc.record(
        {
            type: pick("loadBalancer"),
            host: pick("kafka-{broker}.example.com", "{broker}.example.com"),
            sourceRanges: pick([], ["10.0.0.0/8"]),
            ...outside,
        },
        { requiredKeys: ["type"] },
    ),
);

const properties = {
    "auto.create.topics.enable": pick(true, false, "false"),
    "num.partitions": pick(1, "1", 6),
    "log.retention.hours": pick(24, "24", 168, -1),
    "default.replication.factor": pick(1, 2, 3),
    "offsets.topic.replication.factor": pick(1, 2, 3),
    "transaction.state.log.min.isr": pick(1, 2),
    "offsets.topic.num.partitions": pick(50, 10),
    "inter.broker.protocol.version": pick("3.8", "3.9", "2.8"),
    // Where brokers log in these may not be set.
    "super.users": pick("User:ANONYMOUS", "User:admin"),
    "sasl.enabled.mechanisms": pick("PLAIN"),
};

const grant = fc.record(
    {
        topic: pick("orders", "orders-*", "*"),
        group: pick("orders"),
        operations: pick(["Read"], ["Read", "Delete"], ["All"]),
    },
    { requiredKeys: ["operations"] },
);

/** Users of names that stand apart, one of them that of a setting; grants of two things, or of none, are wrong. */
const topics = fc.uniqueArray(
    fc.record(
        {
            name: fc.constantFrom("a", "b", "c"),
            partitions: pick(1, 2, 6),
            replication: pick(1, 2, 3),
            config: group({
                "retention.ms": pick(1000, "1000", -1),
                "min.insync.replicas": pick(1, 2),
                "cleanup.policy": pick("compact", "delete", "compact,delete", "compact, delete"),
                "unclean.leader.election.enable": pick(true, false),
            }),
        },
        { requiredKeys: ["name"] },
    ),
    { selector: ({ name }) => name, maxLength: 3 },
);

const users = fc.uniqueArray(
    fc.record(
        {
            name: fc.constantFrom("orders", "billing", "memory"),
            passwordVersion: pick(1, 2),
            grants: fc.array(grant, { maxLength: 2 }),
        },
        { requiredKeys: ["name"] },
    ),
    { maxLength: 3, selector: ({ name }) => name },
);

/** Properties that a running broker can change. */
const dynamic = {
    "min.insync.replicas": pick(1, "1", 2, 3),
    "num.io.threads": pick(2, 8, 16, 100),
    "unclean.leader.election.enable": pick(true, false),
    "log.retention.ms": pick(1000, "1000", -1),
    "log.cleanup.policy": pick("delete", "compact", "compact,delete"),
    "message.max.bytes": pick(1000000, 2000000),
};

/** What groups may hold; `withDynamic` for broker properties of both kinds. */
function groups(withDynamic: boolean): fc.Arbitrary<Groups> {
    return group({
        namespace: group({
            name: pick("kafka", "other"),
            clusterDomain: pick("cluster.local", "a.b"),
            labels: pick({}, { a: "b" }),
            assignsUsers: pick(true, false),
            user: pick(1000, 2000),
            group: pick(1000, 3000),
        }),
        images: group({
            zookeeper: pick(
                "zookeeper:3.8.6",
                "zookeeper:3.8.4",
                "zookeeper:3.9.5",
                "zookeeper:3.5.9",
                "zookeeper:latest",
            ),
            kafka: pick(
                "apache/kafka:3.9.2",
                "apache/kafka:3.9.1",
                "apache/kafka:3.8.1",
                "registry.example.com/kafka-with-tools:8.0.0",
            ),
            kafkaManager: pick("quay.io/panubo/cmak:3.0.0.6-2", "quay.io/panubo/cmak:3.0.0.5"),
            registry: pick("quay.io", "mirror.example.com/hub"),
            pullPolicy: pick("IfNotPresent", "Always"),
            pullSecrets: pick([], ["a"], ["a", "b"]),
        }),
        storage: fc.oneof(
            group({ class: pick("a", "b"), keepOnDestroy: pick(true, false) }),
            group({
                nfs: pick(true, false),
                provisioner: pick("x.io/y", "k8s-sigs.io/nfs-subdir-external-provisioner"),
                name: pick("kafka-storage", "fast"),
                parameters: pick({}, { type: "gp3" }, { archiveOnDelete: "true" }),
                mountOptions: pick([], ["hard"]),
                bindingMode: pick("WaitForFirstConsumer", "Immediate"),
                reclaimPolicy: pick("Retain", "Delete"),
                expansion: pick(true, false),
                default: pick(true, false),
            }),
        ),
        zookeeper: group({
            ...size,
            replicas: fc.integer({ min: 1, max: 7 }),
            memory: pick("512Mi", "1Gi", "1024Mi", "1073741824", "2Gi"),
            heap: pick("256Mi", "307Mi"),
            disk: pick("5Gi", "5120Mi", "10Gi", "200Gi"),
            tickTime: pick(2000, 3000),
            initLimit: pick(10, 20),
            syncLimit: pick(5, 6),
            maxClientConnections: pick(60, 0),
            snapshotsRetained: pick(3, 5),
            purgeHours: pick(1, 24),
            logLevels: pick({}, { root: "WARN" }, { "org.apache.zookeeper": "DEBUG", root: "INFO" }),
            backup: group({
                schedule: pick("0 3 * * *", "@hourly"),
                keep: pick(3, 14),
                disk: pick("1Gi", "1024Mi", "2Gi", "200Gi"),
            }),
            spread,
            ...place,
        }),
        brokers: group({
            ...size,
            logFormat: pick("text", "json"),
            clientAddressSeconds: pick(0, 30, 120),
            logLevels: pick({}, { root: "WARN" }, { "kafka.server": "DEBUG", "kafka.request.logger": "TRACE" }),
            replicas: fc.integer({ min: 1, max: 6 }),
            memory: pick("1Gi", "1024Mi", "2Gi", "4Gi"),
            heap: pick("512Mi", "640Mi"),
            disk: pick("10Gi", "10240Mi", "99Gi", "100Gi", "150Gi", "150e9", "900Gi"),
            external,
            rack: pick("label", "node"),
            config: group(withDynamic ? { ...properties, ...dynamic } : properties),
            spread,
            ...place,
        }),
        kafkaManager: group({
            ...size,
            enabled: pick(true, true, false),
            memory: pick("768Mi", "1Gi"),
            heap: pick("256Mi", "460Mi"),
            service: group({ type: pick("ClusterIP", "NodePort"), nodePort: pick(30900, 31000) }),
            // Without a host nothing else may be set.
            ingress: fc.oneof(
                fc.constant({}),
                fc.record(
                    {
                        host: pick("a.example.com", "b.example.com"),
                        path: pick("/", "/kafka"),
                        className: pick("nginx", "traefik"),
                        tlsSecretName: pick("kafka-tls"),
                        annotations: pick({}, { a: "b" }),
                    },
                    { requiredKeys: ["host"] },
                ),
            ),
            tuning: group({ brokerViewThreadPoolSize: pick(2, 30), partitionOffsetCacheTimeoutSecs: pick(5, 10) }),
            username: pick("admin", "root"),
            passwordVersion: pick(1, 2),
            features: pick([], ["KMClusterManagerFeature"]),
            cluster: group({ name: pick("kafka", "orders"), jmx: pick(true, false), pollConsumers: pick(true, false) }),
            ...place,
        }),
        metrics: group({
            enabled: pick(false, true),
            dashboards: pick(true, false),
            consumerLag: group({
                enabled: pick(true, false),
                memory: pick("256Mi", "0.25Gi", "1Gi"),
                intervalSeconds: pick(60, 30),
            }),
        }),
        security: group({
            authentication: pick(...authenticationSteps),
            authorization: pick("none", "acl"),
            passwordVersion: pick(1, 2, 3),
            tls: pick(
                { secret: "own" },
                { secret: "other" },
                { generated: true },
                { issuer: { name: "ca" } },
                { issuer: { name: "ca", kind: "ClusterIssuer" } },
                { issuer: { name: "other", kind: "Issuer" } },
            ),
            networkPolicies: group({
                enabled: pick(true, true, false),
                clients: pick([], ["orders"], ["orders", "billing"], ["*"]),
                console: pick([], ["ingress"]),
                metrics: pick([], ["monitoring"], ["*"]),
            }),
        }),
        topics,
        users,
    });
}

function isGroup(value: unknown): value is Groups {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The groups with some fields set otherwise. */
function merged(base: Groups, edits: Groups): Groups {
    const pairs = Object.entries(edits).map(([key, value]) => {
        const old = base[key];
        // A certificate has one source.
        return [key, key !== "tls" && isGroup(old) && isGroup(value) ? merged(old, value) : value] as const;
    });
    return { ...base, ...Object.fromEntries(pairs) };
}

/** The groups without the field at a path; lists are dropped as a whole. */
function without(values: Groups, [first = "", ...rest]: readonly (string | number)[]): Groups {
    const inner = values[first];
    return rest.length > 0 && isGroup(inner)
        ? { ...values, [first]: without(inner, rest) }
        : Object.fromEntries(Object.entries(values).filter(([key]) => key !== first));
}

/** The settings without the fields that are wrong; where one is missing, without what asks for it. */
function repaired(values: Groups): Settings {
    const parsed = parseSettings(values);
    return "settings" in parsed
        ? parsed.settings
        : repaired(
              parsed.problems.reduce((rest, { path, about: [other = path] = [] }) => {
                  return without(rest, at(values, path) === undefined ? other : path);
              }, values),
          );
}

/** Old and wanted settings, both valid: the wanted ones are the old ones after some edits. */
export type Pair = readonly [old: Settings, wanted: Settings];

const names = ["namespace", "images", "storage", "zookeeper", "brokers", "kafkaManager", "security", "topics", "users"];

function pairs(withDynamic: boolean): fc.Arbitrary<Pair> {
    // Single fields, and seldom all groups together: so that each edit is also seen alone, and pairs without a refusal are among them.
    const chosen = fc.oneof(
        fc.tuple(fc.subarray(names), fc.constant(undefined)),
        fc.tuple(
            fc.constantFrom(...names).map((name) => [name]),
            fc.nat(),
        ),
    );
    return fc.tuple(groups(withDynamic), groups(withDynamic), chosen).map(([base, changes, [some, only]]): Pair => {
        const edits = some.map((name) => [name, narrowed(changes[name], only)] as const);
        return [repaired(base), repaired(merged(base, Object.fromEntries(edits)))];
    });
}

/** All fields of a group, or only one of them; the whole of a list. */
function narrowed(fields: unknown, only: number | undefined): unknown {
    if (Array.isArray(fields)) {
        return fields;
    }
    const entries = isGroup(fields) ? Object.entries(fields) : [];
    return Object.fromEntries(
        only === undefined ? entries : entries.filter((_, index) => index === only % entries.length),
    );
}

/** So many random pairs, to be made once: checking settings takes longer than judging edits. */
export function manyPairs(count: number, withDynamic = true): readonly [Pair, ...Pair[]] {
    const [first, ...rest] = fc.sample(pairs(withDynamic), count);
    if (first === undefined) {
        throw new RangeError("no pairs were asked for");
    }
    return [first, ...rest];
}
