import { z } from "zod";
import { flag, matching, oneOf, whole } from "../../schema/fields";
import { authenticationSteps } from "./authentication";
import { tls } from "./tls";

/** Stands for every namespace in a list of them. */
export const everyNamespace = "*";

const name = /^(\*|[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?)$/;

function namespaces(whose: string, more = ""): z.ZodDefault<z.ZodArray<z.ZodString>> {
    const rule = `must be the name of a namespace (a DNS label), or "${everyNamespace}" for every one`;
    return z
        .array(matching(name, rule), { error: "must be a list of namespaces, such as [orders, billing]" })
        .default([])
        .describe(`Namespaces ${whose}; \`["${everyNamespace}"]\` for every one.${more}`);
}

const networkPolicies = z
    .strictObject(
        {
            enabled: flag()
                .default(true)
                .describe(
                    "Whether NetworkPolicies close what nobody needs. `false` where there are no rights on them; then whoever reaches a port may use it.",
                ),
            clients: namespaces("beside its own whose pods reach the brokers (9092, 9093)"),
            console: namespaces(
                "whose pods reach the console (9000), such as that of an ingress controller",
                " With `kafkaManager.service.type` `NodePort` or `LoadBalancer` everybody does.",
            ),
            metrics: namespaces(
                "whose pods reach metrics (brokers 9464, ZooKeeper 7000) and the brokers' JMX (9999), such as that of Prometheus",
            ),
        },
        { error: "must be a map with enabled, clients, console, metrics" },
    )
    .prefault({})
    .describe("Who reaches which port.");

/** `kafka:security`: who may do what. */
export const security = z
    .strictObject(
        {
            authentication: oneOf(...authenticationSteps)
                .default("none")
                .describe(
                    "Who logs in to the brokers, by SCRAM-SHA-512. `none`: nobody. `offered`: clients may, at 9093. `preferred`: brokers do too, also to ZooKeeper. " +
                        "`required`: everybody does, 9092 is closed, and so is ZooKeeper. A running cluster takes one step at a time (docs/authentication.md).",
                ),
            authorization: oneOf("none", "acl")
                .default("none")
                .describe("`acl`: nobody may do what `kafka:users` does not grant. Needs `authentication: required`."),
            passwordVersion: whole(1, 1000000)
                .default(1)
                .describe(
                    "Raise it by one to give servers, brokers and the console new passwords for ZooKeeper and Kafka.",
                ),
            tls: tls.optional(),
            networkPolicies,
        },
        { error: "must be a map with authentication, authorization, passwordVersion, tls, networkPolicies" },
    )
    .describe("Who reaches what (docs/security.md), and who may do what (docs/authentication.md).");

/** `kafka:security`, checked, with every default filled in. */
export type SecuritySettings = z.output<typeof security>;

/** `kafka:security` as a stack file says it: every field may be left out. */
export type SecurityInput = z.input<typeof security>;

/** What stacks ran with before there was this group. */
export const beforeSecurity: SecurityInput = { networkPolicies: { enabled: false } };
