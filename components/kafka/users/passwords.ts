import * as pulumi from "@pulumi/pulumi";
import { z } from "zod";
import { nearest } from "../../../model/nearest";
import { matching } from "../../../schema/fields";
import { keyOf, render } from "../../../schema/problems";
import type { Problem } from "../../../schema/problems";
import { orEndRun, withoutTrace } from "../../live/refusal";

/** Passwords that are given, by the name of the user: `kafka:passwords` of a stack file, decrypted. None of them is a setting, for settings are shown. */
export type Passwords = Readonly<Record<string, pulumi.Input<string>>>;

/**
 * The rest means something in one of the places that a password passes through: a JAAS file's quotes, a properties file's `\`, what a config provider
 * fills in (`$`), and the list that kafka-configs.sh takes.
 */
const allowed = /^[\w.~!@#%^*+=:?/-]{12,128}$/;

const map = "must be a map from names of users to secrets";
const rule = "must be 12 to 128 letters, digits and . _ ~ ! @ # % ^ * + = : ? / -";

/** `kafka:passwords` as it stands in a stack file, for whoever writes one: each value is encrypted. */
export const passwords = z
    .record(
        z.string(),
        z.strictObject(
            {
                secure: matching(/^./, "must be what pulumi config set --secret has written").describe(
                    `The password, encrypted: ${rule.replace("must be ", "")}.`,
                ),
            },
            { error: "must be a secret: pulumi config set --secret --path kafka:passwords.<user>" },
        ),
        { error: map },
    )
    .describe(
        "Passwords of users of `kafka:users` that are not to be generated, each a Pulumi secret under the name of its user: " +
            "`pulumi config set --secret --path kafka:passwords.<user>` (docs/authentication.md).",
    );

const advice = "set it again: pulumi config set --secret --path";

/**
 * What is wrong with `kafka:passwords` as the program has it, without any of the values. `isSecret` says whether the engine had to decrypt one, and
 * `users` what they are called that may have one, where that is known.
 */
export function passwordProblems(given: unknown, isSecret: boolean, users: readonly string[] | undefined): Problem[] {
    if (given === null || typeof given !== "object" || Array.isArray(given)) {
        return [{ path: ["passwords"], value: given, ...(isSecret ? { state: "a secret" } : {}), rule: map }];
    }
    return Object.entries(given).flatMap(([name, password]) => {
        const of = { path: ["passwords", name], value: undefined };
        if (users?.includes(name) === false) {
            return [{ ...of, ...strangers(name, users) }];
        }
        if (!isSecret) {
            return [{ ...of, state: "in plain text", rule: "must be a secret", advice: `${advice} ${keyOf(of.path)}` }];
        }
        return isUsable(password)
            ? []
            : [{ ...of, state: "a secret that cannot be used", rule, advice: `${advice} ${keyOf(of.path)}` }];
    });
}

function strangers(name: string, users: readonly string[]): Pick<Problem, "state" | "rule"> {
    const meant = nearest(name, users, 2);
    return {
        state: "of nobody",
        rule:
            meant === undefined
                ? "must have the name of a user of kafka:users"
                : `did you mean ${keyOf(["passwords", meant])}?`,
    };
}

function isUsable(password: unknown): boolean {
    return typeof password === "string" && allowed.test(password);
}

/** The passwords as a component uses them: secrets, whose text is looked at once it is known. Throws one `pulumi.RunError` for names that no user has. */
export function givenPasswords(
    given: Passwords,
    users: readonly string[],
): Readonly<Record<string, pulumi.Output<string>>> {
    const strange = Object.keys(given).filter((name) => !users.includes(name));
    if (strange.length > 0) {
        throw new pulumi.RunError(
            strange
                .map((name) => render({ path: ["passwords", name], value: undefined, ...strangers(name, users) }))
                .join("\n"),
        );
    }
    return Object.fromEntries(
        Object.entries(given).map(([name, password]) => [
            name,
            pulumi.secret(password).apply(async (text) => orEndRun(() => checkedPassword(name, text))),
        ]),
    );
}

/** The password of a user. Throws one `pulumi.RunError` for one that cannot be used. */
export function checkedPassword(name: string, password: string): string {
    const [problem] = passwordProblems({ [name]: password }, true, undefined);
    if (problem !== undefined) {
        throw withoutTrace(new pulumi.RunError(render(problem)));
    }
    return password;
}
