import * as pulumi from "@pulumi/pulumi";
import { misplacedSecret } from "../components/kafka/checks/config";
import { isReference } from "../model/brokerProperties/value";
import { removeCommand, setCommand } from "../schema/configCommands";
import { isSecretAt, keyOf } from "../schema/problems";
import type { Path, Problem } from "../schema/problems";

/** Whether the value of a full key is a secret, or holds one. The SDK knows, but leaves the function out of its types. */
export function holdsSecret(key: string): boolean {
    const { isConfigSecret } = pulumi.runtime as { readonly isConfigSecret?: (key: string) => boolean };
    return isConfigSecret?.(key) ?? false;
}

const rule = "no setting but kafka:passwords takes a secret";
const mostKeys = 5;

/**
 * What is wrong with a group that holds a secret, without any value of it. Which field it is the engine does not say
 * (PULUMI_CONFIG_SECRET_KEYS has the groups only): it is one of the texts, for the CLI decrypts every secret to a text.
 */
export function secretsIn(group: string, value: unknown): Problem[] {
    const texts = [...textsIn([group], value)];
    const properties = texts.filter(([path, text]) => isSecretAt(path) && !isReference(text));
    if (properties.length > 0) {
        return properties.map(([path]) => ({ path, value: undefined, ...misplacedSecret(path) }));
    }
    const [first, ...others] = texts.map(([path]) => path);
    if (first === undefined || first.length === 1) {
        return [
            {
                path: [group],
                value: undefined,
                state: "a secret",
                rule,
                advice: `remove it: ${removeCommand([group])}`,
            },
        ];
    }
    if (others.length === 0) {
        return [
            { path: first, value: undefined, state: "a secret", rule, advice: inPlain(setCommand(first, undefined)) },
        ];
    }
    const keys = [first, ...others].slice(0, mostKeys).map((path) => keyOf(path));
    const list = [...keys, ...(others.length < mostKeys ? [] : ["…"])].join(", ");
    return [
        {
            path: [group],
            value: undefined,
            state: "secret in part",
            rule: `${rule}, and one of these is, marked "secure" in the stack file: ${list}`,
            advice: inPlain("pulumi config set --path <key> <value>"),
        },
    ];
}

/** `--plaintext` because the CLI does not write down without it what looks like a secret. */
function inPlain(command: string): string {
    return `write it in plain: ${command.replace("config set", "config set --plaintext")}`;
}

function* textsIn(path: Path, value: unknown): Generator<readonly [path: Path, text: string]> {
    if (typeof value === "string") {
        yield [path, value];
    } else if (Array.isArray(value)) {
        for (const [index, item] of value.entries()) {
            yield* textsIn([...path, index], item);
        }
    } else if (typeof value === "object" && value !== null) {
        for (const [name, inner] of Object.entries(value)) {
            yield* textsIn([...path, name], inner);
        }
    }
}
