import { listedOnce } from "../../schema/problems";
import type { Path, Problem } from "../../schema/problems";
import { everyNamespace } from "./settings";
import type { SecuritySettings } from "./settings";

/** Rules of `kafka:security`. */
export function securityChecks({ networkPolicies }: SecuritySettings): Problem[] {
    return (["clients", "console", "metrics"] as const).flatMap((list) => {
        const path = ["security", "networkPolicies", list];
        return [...listedOnce(path, networkPolicies[list]), ...alone(path, networkPolicies[list])];
    });
}

/** Whoever names others beside it does not mean all. */
function alone(path: Path, namespaces: readonly string[]): Problem[] {
    const index = namespaces.indexOf(everyNamespace);
    return index >= 0 && namespaces.some((name) => name !== everyNamespace)
        ? [
              {
                  path: [...path, index],
                  value: everyNamespace,
                  rule: "must stand alone, for it means every namespace",
                  advice: "remove it, or the others",
              },
          ]
        : [];
}
