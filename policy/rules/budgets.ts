import { at, shown, unknownValue, word } from "../objects/json";
import type { Json } from "../objects/json";
import { kindOf, nameOf, namespaceOf } from "../objects/object";
import type { Declared } from "../objects/object";
import { labelsOf, podOf, selects } from "../objects/pods";
import { stackPolicy } from "../policy";

/** Without a budget, a drain of nodes takes as many copies or votes at once as happen to be on them. */
export const budgets = stackPolicy<{ readonly maxUnavailable: number }>(
    {
        name: "disruption-budgets",
        description: "Every StatefulSet of two pods or more has one PodDisruptionBudget, which lets few go at a time.",
        settings: {
            maxUnavailable: {
                type: "integer",
                minimum: 1,
                default: 1,
                description: "How many pods of a set may be away on purpose at a time.",
            },
        },
    },
    (resources, { maxUnavailable }) =>
        resources
            .filter((object) => kindOf(object) === "StatefulSet" && replicasOf(object) > 1)
            .flatMap((object) =>
                problems(object, budgetsOf(object, resources), maxUnavailable).map((message) => ({
                    urn: object.urn,
                    message: `${nameOf(object)}: ${message}`,
                })),
            ),
);

function replicasOf({ props }: Declared): number {
    return Number(at(props, "spec", "replicas") ?? 1);
}

function budgetsOf(object: Declared, resources: readonly Declared[]): readonly Declared[] {
    const labels = labelsOf(podOf(object));
    return resources.filter(
        (other) =>
            kindOf(other) === "PodDisruptionBudget" &&
            namespaceOf(other) === namespaceOf(object) &&
            selects(at(other.props, "spec", "selector"), labels),
    );
}

function problems(object: Declared, found: readonly Declared[], most: number): readonly string[] {
    const [budget, ...others] = found;
    if (budget === undefined) {
        return [`no PodDisruptionBudget selects its pods: one must; add one with maxUnavailable ${most}`];
    }
    if (others.length > 0) {
        // The eviction API refuses pods with two: nodes cannot be drained.
        const names = found.map(nameOf).join(", ");
        return [`${names} select its pods: exactly one must; remove the others`];
    }
    const [field, value] = limitOf(budget);
    const allowed = unavailable(field, value, replicasOf(object));
    return allowed === undefined || allowed <= most
        ? []
        : [
              `${nameOf(budget)}: ${field} is ${shown(value)}: must let at most ${most} of ${replicasOf(object)} pods go at a time; ` +
                  `set maxUnavailable to ${most}`,
          ];
}

function limitOf({ props }: Declared): readonly [string, Json | undefined] {
    const minAvailable = at(props, "spec", "minAvailable");
    return minAvailable === undefined
        ? ["maxUnavailable", at(props, "spec", "maxUnavailable")]
        : ["minAvailable", minAvailable];
}

/** How many pods a budget lets go; a share of them is rounded up (kubernetes.io/docs/tasks/run-application/configure-pdb). Undefined: not known yet. */
function unavailable(field: string, value: Json | undefined, replicas: number): number | undefined {
    if (value === unknownValue) {
        return undefined;
    }
    const share = /^(\d+)%$/.exec(word(value) ?? "")?.[1];
    const pods = share === undefined ? Number(value ?? 0) : Math.ceil((replicas * Number(share)) / 100);
    return field === "maxUnavailable" ? pods : Math.max(0, replicas - pods);
}
