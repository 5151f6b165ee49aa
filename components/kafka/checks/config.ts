import { isKnownProperty, valueProperty } from "../../../model/brokerProperties/definitions";
import { meantProperty } from "../../../model/brokerProperties/meant";
import type { Meant } from "../../../model/brokerProperties/meant";
import { reservedBecause } from "../../../model/brokerProperties/reserved";
import { isReference, violation } from "../../../model/brokerProperties/value";
import type { Value } from "../../../model/brokerProperties/value";
import { removeCommand } from "../../../schema/configCommands";
import { keyOf } from "../../../schema/problems";
import type { Path, Problem } from "../../../schema/problems";
import type { BrokerSettings } from "../settings";

/** Rules of `kafka:brokers.config`, each property by itself: one problem for each at the most. */
export function brokerConfig({ config }: BrokerSettings): Problem[] {
    return Object.entries(config).flatMap(([name, value]) => {
        const problem = checks
            .map((check) => check(name, value))
            .find((found): found is Finding => found !== undefined);
        return problem === undefined ? [] : [{ path: ["brokers", "config", name], value, ...problem }];
    });
}

type Finding = Omit<Problem, "path" | "value">;
type Check = (name: string, value: Value) => Finding | undefined;

const checks: readonly Check[] = [spelling, ownership, secrecy, meaning, lines, typing];

function spelling(name: string): Finding | undefined {
    return /^[A-Za-z0-9._-]+$/.test(name)
        ? undefined
        : { state: "no property", rule: "its name must be letters, digits, '.', '_' and '-'" };
}

function ownership(name: string): Finding | undefined {
    const reason = reservedBecause(name);
    return reason === undefined ? undefined : { rule: `must not be set: ${reason}`, advice: "remove it" };
}

/** What is said of a property whose value is nobody's to see: a secret of Pulumi's would be plain in the ConfigMap as well. */
export function misplacedSecret(path: Path): Finding {
    return {
        state: "a secret",
        rule: "must not stand in a stack file, encrypted or not: the brokers' ConfigMap has it in plain",
        advice: `remove it with ${removeCommand(path)}, or refer to it as \${provider:path:key} by way of config.providers`,
    };
}

function secrecy(name: string, value: Value): Finding | undefined {
    return valueProperty(name)?.type === "password" && !isReference(value)
        ? misplacedSecret(["brokers", "config", name])
        : undefined;
}

/** Kafka warns of an unknown property and goes on without it: a slip would be noticed when it is too late. */
function meaning(name: string): Finding | undefined {
    const meant = isKnownProperty(name) ? undefined : meantProperty(name);
    return meant === undefined ? undefined : { state: "unknown", rule: advised(meant) };
}

function advised(meant: Meant): string {
    switch (meant.kind) {
        case "heap":
            return `did you mean ${keyOf(["brokers", "heap"])}?`;
        case "topic":
            return "it looks like a property of topics, which has no default for all; set it for single ones in kafka:topics";
        case "variable":
            return `it looks like an environment variable, and those of the brokers are the program's; a plug-in's property is written as ${meant.property}`;
        case "property": {
            const reason = reservedBecause(meant.name);
            return reason === undefined
                ? `did you mean ${keyOf(["brokers", "config", meant.name])}?`
                : `it looks like ${meant.name}, which must not be set: ${reason}`;
        }
    }
}

/** A line end would begin a property of its own. */
function lines(_name: string, value: Value): Finding | undefined {
    return /[\r\n]/.test(String(value)) ? { rule: "must be one line" } : undefined;
}

function typing(name: string, value: Value): Finding | undefined {
    const rule = violation(name, value);
    return rule === undefined ? undefined : { rule };
}
