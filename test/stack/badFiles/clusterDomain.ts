import type { BadFile } from "../refusal";

/** `kafka:namespace.clusterDomain` */
export const clusterDomain: readonly BadFile[] = [
    {
        name: "clusterDomain cluster_local",
        yaml: "kafka:namespace: { clusterDomain: cluster_local }",
        errors: [
            "kafka:namespace.clusterDomain is \"cluster_local\": must be a DNS name: lower-case letters, digits, '-' and '.', at most 63 between two dots",
        ],
        valid: "kafka:namespace: { clusterDomain: cluster.local }",
    },
    {
        name: "clusterDomain .local",
        yaml: "kafka:namespace: { clusterDomain: .local }",
        errors: [
            "kafka:namespace.clusterDomain is \".local\": must be a DNS name: lower-case letters, digits, '-' and '.', at most 63 between two dots",
        ],
        valid: "kafka:namespace: { clusterDomain: local }",
    },
    {
        name: "a part of 64 letters",
        yaml: "kafka:namespace: { clusterDomain: a.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.b }",
        errors: [
            "kafka:namespace.clusterDomain is \"a.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa…: must be a DNS name: lower-case letters, digits, '-' and '.', at most 63 between two dots",
        ],
        valid: "kafka:namespace: { clusterDomain: a.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.b }",
    },
    {
        name: "hosts' names of 254 letters",
        yaml: "kafka:namespace: { clusterDomain: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.aaaaaaaaaaaaaaaaaaaaa }",
        errors: [
            'kafka:namespace.clusterDomain is "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa…: must leave host names (zookeeper-6.zookeeper-headless.<namespace>.svc.<domain>) at most 253 letters, and one has 254; shorten it, or kafka:namespace.name',
        ],
        valid: "kafka:namespace: { clusterDomain: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.aaaaaaaaaaaaaaaaaaaa }",
        editor: false,
    },
    {
        name: "hosts' names of 254 letters, with a long namespace",
        yaml: "kafka:namespace: { name: nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn, clusterDomain: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.aaaaaaaaaaaaaaaaaaaaaaaaaaa }",
        errors: [
            'kafka:namespace.clusterDomain is "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa…: must leave host names (zookeeper-6.zookeeper-headless.<namespace>.svc.<domain>) at most 253 letters, and one has 254; shorten it, or kafka:namespace.name',
        ],
        valid: "kafka:namespace: { name: nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn, clusterDomain: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.aaaaaaaaaaaaaaaaaaaaaaaaaa }",
        editor: false,
    },
];
