import { isSystemUser } from "../../../model/names";
import { keyOf } from "../../../schema/problems";
import type { Path, Problem } from "../../../schema/problems";
import { takesLogins } from "../../security/authentication";
import type { BrokerSecurity } from "../../security/authentication";
import type { BrokerSettings } from "../settings";
import { operationsOn, resources } from "./grants";
import { ownedProperties } from "./ownedProperties";
import type { GrantSettings, UserSettings } from "./settings";

/** What the rules of logging in look at. */
interface Logins {
    readonly brokers: Pick<BrokerSettings, "config">;
    readonly security: BrokerSecurity;
    readonly users: readonly UserSettings[];
}

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
        ...ownedProperties(brokers, security),
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
                value: grant,
                rule: `must have one of ${resources.join(", ")}`,
                advice: resource === undefined ? "add what it is about" : `make a grant of each: ${about.join(", ")}`,
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
