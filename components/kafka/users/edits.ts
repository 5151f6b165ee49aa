import { inPlace, warned } from "../../../edits/edit";
import type { Outcome } from "../../../edits/edit";
import type { UnjudgedChange } from "../../../edits/rules";
import { sameValue } from "../../../edits/values";
import type { UserSettings } from "./settings";

/** The edits of `kafka:users`, one for each user: none can touch a record, so all are allowed; that somebody is locked out is said as a warning. */
export function userEdits(old: readonly UserSettings[], wanted: readonly UserSettings[]): UnjudgedChange<unknown>[] {
    const names = [...new Set([...old, ...wanted].map(({ name }) => name))];
    return names.flatMap((name) => {
        const [from, to] = [old, wanted].map((users) => users.find((user) => user.name === name));
        const key = `users.${name}`;
        return sameValue(name, from, to)
            ? []
            : [{ group: "users", path: ["users", name], key, from, to, rule: () => outcome(name, from, to) }];
    });
}

function outcome(name: string, from: UserSettings | undefined, to: UserSettings | undefined): Outcome {
    if (to === undefined) {
        return warned(`${name} cannot log in any more; connections that are open end within the hour`);
    }
    if (from === undefined) {
        return inPlace(`${name} logs in with the file in the Secret kafka-user-${name}`);
    }
    return from.passwordVersion === to.passwordVersion
        ? inPlace()
        : warned(
              `${name} gets another password: connections that are open stay for an hour at the most, new ones need the Secret kafka-user-${name} as it will be`,
          );
}
