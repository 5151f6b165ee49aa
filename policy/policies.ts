import type { ResourceValidationPolicy, StackValidationPolicy } from "@pulumi/policy";
import { budgets } from "./rules/budgets";
import { copies } from "./rules/copies";
import { exposedBrokers, exposedServices } from "./rules/exposure";
import { pinned, registries } from "./rules/images";
import { networkPolicies } from "./rules/networkPolicies";
import { quorum } from "./rules/quorum";
import { resources } from "./rules/resources";
import { restricted } from "./rules/restricted";
import { retained } from "./rules/retained";
import { secrets } from "./rules/secrets";

/** Every policy of the pack, in the order of docs/policy.md. */
export const policies: readonly (ResourceValidationPolicy | StackValidationPolicy)[] = [
    copies,
    quorum,
    exposedBrokers,
    exposedServices,
    retained,
    budgets,
    networkPolicies,
    restricted,
    secrets,
    pinned,
    registries,
    resources,
];
