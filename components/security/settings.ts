import { z } from "zod";
import { flag, matching } from "../../schema/fields";

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
            clients: namespaces("beside its own whose pods reach the brokers (9092)"),
            console: namespaces(
                "whose pods reach the console (9000), such as that of an ingress controller",
                " With `kafkaManager.service.type` `NodePort` or `LoadBalancer` everybody does.",
            ),
            metrics: namespaces("whose pods reach the brokers' JMX (9999), such as that of a metrics collector"),
        },
        { error: "must be a map with enabled, clients, console, metrics" },
    )
    .prefault({})
    .describe("Who reaches which port.");

/** `kafka:security`: who may do what. */
export const security = z
    .strictObject({ networkPolicies }, { error: "must be a map with networkPolicies" })
    .describe("Who reaches what (docs/security.md).");

/** `kafka:security`, checked, with every default filled in. */
export type SecuritySettings = z.output<typeof security>;

/** `kafka:security` as a stack file says it: every field may be left out. */
export type SecurityInput = z.input<typeof security>;

/** What stacks ran with before there was this group. */
export const beforeSecurity: SecurityInput = { networkPolicies: { enabled: false } };
