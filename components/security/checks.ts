import { keyOf, listedOnce } from "../../schema/problems";
import type { Path, Problem } from "../../schema/problems";
import { takesLogins } from "./authentication";
import { everyNamespace } from "./settings";
import type { SecuritySettings } from "./settings";
import { authoritySecret, generatedCertificate } from "./tls";

/** Rules of `kafka:security`. */
export function securityChecks(settings: SecuritySettings): Problem[] {
    const { networkPolicies } = settings;
    return [
        ...certificate(settings),
        ...(["clients", "console", "metrics"] as const).flatMap((list) => {
            const path = ["security", "networkPolicies", list];
            return [...listedOnce(path, networkPolicies[list]), ...alone(path, networkPolicies[list])];
        }),
    ];
}

function certificate({ authentication, tls }: SecuritySettings): Problem[] {
    const path = ["security", "tls"];
    if (tls === undefined) {
        return [];
    }
    const sources = [tls.secret, tls.issuer, tls.generated].filter((source) => source !== undefined);
    const own = [generatedCertificate, authoritySecret].find((name) => name === tls.secret);
    const about = ["security", "authentication"];
    return [
        ...(sources.length === 1
            ? []
            : [
                  {
                      path,
                      value: tls,
                      rule: "must have one of secret, issuer, generated",
                      advice:
                          sources.length === 0
                              ? "name a Secret with a certificate, or an issuer of cert-manager, or set generated to true"
                              : "remove the others",
                      about: ["secret", "issuer", "generated"].map((source) => [...path, source]),
                  },
              ]),
        ...(own === undefined
            ? []
            : [
                  {
                      path: [...path, "secret"],
                      value: own,
                      rule: "must be another name: the program makes this Secret, and removes it again",
                      advice: "copy what you need of it into a Secret of your own, or set generated to true",
                  },
              ]),
        ...(takesLogins(authentication)
            ? []
            : [
                  {
                      path,
                      value: tls,
                      rule: `must be left out as long as ${keyOf(about)} is none: it encrypts the connections of those who log in`,
                      advice: `set ${keyOf(about)} to offered, or remove it`,
                      about: [about],
                  },
              ]),
    ];
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
