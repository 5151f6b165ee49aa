import { isSystemUser } from "../../../model/names";
import { keyOf } from "../../../schema/problems";
import type { Path, Problem } from "../../../schema/problems";
import { brokersLogIn, takesLogins } from "../../security/authentication";
import type { BrokerSecurity } from "../../security/authentication";
import type { BrokerSettings } from "../settings";
import { operationsOn, resources } from "./grants";
import type { GrantSettings, UserSettings } from "./settings";

/** What the rules of logging in look at. */
interface Logins {
    readonly brokers: Pick<BrokerSettings, "config">;
    readonly security: BrokerSecurity;
    readonly users: readonly UserSettings[];
}

/** Properties that decide who logs in, or who may do what, and that the program sets where it does so itself. */
const ofLogins =
    /^(sasl\.(enabled\.mechanisms|mechanism\.inter\.broker\.protocol)$|config\.providers\.login\.|listener\.name\.[^.]+\.([^.]+\.)?sasl\.)/;
const ofGrants = /^(authorizer\.class\.name|super\.users|allow\.everyone\.if\.no\.acl\.found|early\.start\.listeners)$/;

/** Rules between `kafka:users`, `kafka:security` and the brokers' properties. */
export function loginChecks({ brokers, security, users }: Logins): Problem[] {
    const { authentication, authorization } = security;
    const path = ["security", "authentication"];
    const authenticates = takesLogins(authentication);
    return [
        ...(authorization === "acl" && authentication !== "required"
            ? [
                  {
                      path: ["security", "authorization"],
                      value: authorization,
                      rule: `must be none as long as ${keyOf(path)} is ${authentication}: whoever has not logged in has no grants`,
                      advice: `set ${keyOf(path)} to required first`,
                      about: [path],
                  },
              ]
            : []),
        ...(users.length > 0 && !authenticates
            ? [
                  {
                      path: ["users"],
                      value: users.map(({ name }) => name),
                      rule: `must be empty as long as ${keyOf(path)} is none: nobody logs in`,
                      advice: `set ${keyOf(path)} to offered, or remove them`,
                      about: [path],
                  },
              ]
            : []),
        ...Object.entries(brokers.config).flatMap(([property, value]) => {
            const key = ["brokers", "config", property];
            const isSet =
                (authenticates && ofLogins.test(property)) || (brokersLogIn(authentication) && ofGrants.test(property));
            return isSet
                ? [
                      {
                          path: key,
                          value,
                          rule: `must not be set while ${keyOf(path)} is ${authentication}: the program sets it`,
                          advice: ofGrants.test(property)
                              ? "remove it, and set kafka:security.authorization to acl to have grants heeded"
                              : "remove it",
                          about: [path],
                      },
                  ]
                : [];
        }),
    ];
}

/** Rules of `kafka:users`. */
export function userChecks(users: readonly UserSettings[]): Problem[] {
    return users.flatMap((user, index) => [
        ...ofName(users, user, index),
        ...user.grants.flatMap((grant, position) => ofGrant(grant, ["users", index, "grants", position])),
    ]);
}

function ofName(users: readonly UserSettings[], { name }: UserSettings, index: number): Problem[] {
    const path = ["users", index, "name"];
    if (isSystemUser(name)) {
        return [
            {
                path,
                value: name,
                rule: "must not be a name that the program's own users have",
                advice: "choose another",
            },
        ];
    }
    const first = users.findIndex((other) => other.name === name);
    return first < index
        ? [
              {
                  path,
                  value: name,
                  rule: `must be another one than that of ${keyOf(["users", first])}`,
                  advice: "put the grants of both into one of them, and remove the other",
              },
          ]
        : [];
}

function ofGrant(grant: GrantSettings, path: Path): Problem[] {
    const about = resources.filter((resource) => grant[resource] !== undefined);
    const [resource, second] = about;
    if (resource === undefined || second !== undefined) {
        return [
            {
                path,
                value: resource === undefined ? "none of them" : about.join(" and "),
                rule: `must be about one thing: ${resources.join(", ")}`,
                advice: resource === undefined ? "add one of them" : "make a grant of each",
            },
        ];
    }
    const possible: readonly string[] = operationsOn[resource];
    return grant.operations.flatMap((operation, index) =>
        possible.includes(operation)
            ? []
            : [
                  {
                      path: [...path, "operations", index],
                      value: operation,
                      rule: `must be possible on a ${resource}: ${possible.join(", ")}`,
                  },
              ],
    );
}
