import { z } from "zod";
import { core } from "../schema/issues";
import { ruleOf } from "../stack/documents/stackSchema";
import { groups } from "../stack/settings";
import { clusterToken } from "./component";
import { outputs } from "./outputs";
import type { ObjectSpec, PackageSchema, PropertySpec, TypeSpec } from "./specs";

/**
 * The schema by which other languages know the component: its arguments are made of the schema that the settings are checked with. Rules that
 * types cannot say are in the descriptions, and are checked when the component is made.
 */
export function packageSchema(version: string): PackageSchema {
    const types: Record<string, ObjectSpec> = {};
    const inputProperties = Object.fromEntries(
        Object.entries(groups).map(([group, type]) => [
            group,
            group === "passwords" ? passwords : property(type, [group], types),
        ]),
    );
    return {
        name: "kafka",
        version,
        description: "ZooKeeper, Apache Kafka and Kafka Manager on Kubernetes, as one component.",
        license: "Apache-2.0",
        meta: { moduleFormat: "(.*)" },
        types: { ...types, ...outputs.types },
        resources: {
            [clusterToken]: {
                isComponent: true,
                description:
                    "A whole cluster in a namespace of its own: ZooKeeper, Kafka and Kafka Manager. Edits that would lose records are refused, in preview too.",
                inputProperties,
                properties: outputs.properties,
                required: outputs.required,
            },
        },
        language: { nodejs: { respectSchemaVersion: true }, python: { respectSchemaVersion: true } },
    };
}

/** No settings, which are written down in plain: each is a secret. */
const passwords: PropertySpec = {
    type: "object",
    additionalProperties: { type: "string" },
    description: "Passwords of users of `users` that are not to be generated, each under the name of its user.",
    secret: true,
};

function property(type: z.core.$ZodType, path: readonly string[], types: Record<string, ObjectSpec>): PropertySpec {
    const description = [z.globalRegistry.get(type)?.description, sentence(ruleOf(type)), standardOf(type)];
    return {
        ...typeOf(type, path, types),
        description: description.filter((text) => text !== undefined && text !== "").join(" "),
    };
}

function sentence(rule: string): string {
    return rule === "" ? "" : `It ${rule}.`;
}

function standardOf(type: z.core.$ZodType): string | undefined {
    return type instanceof z.ZodDefault ? `Default: ${JSON.stringify(type.def.defaultValue)}.` : undefined;
}

/** The type of what stands at a path; objects get a name after it, and are added to `types`. Throws for a kind that no setting has. */
function typeOf(type: z.core.$ZodType, path: readonly string[], types: Record<string, ObjectSpec>): TypeSpec {
    const inner = core(type);
    if (inner instanceof z.ZodObject) {
        const token = `kafka:index:${path.map(capital).join("")}`;
        const shape: z.core.$ZodShape = inner.shape;
        const fields = Object.entries(shape);
        types[token] = {
            type: "object",
            properties: Object.fromEntries(
                fields.map(([name, field]) => [name, property(field, [...path, name], types)]),
            ),
            required: fields.filter(([, field]) => !z.safeParse(field, undefined).success).map(([name]) => name),
        };
        return { $ref: `#/types/${token}` };
    }
    if (inner instanceof z.ZodArray) {
        return { type: "array", items: typeOf(inner.element, [...path, "item"], types) };
    }
    if (inner instanceof z.ZodRecord) {
        return { type: "object", additionalProperties: typeOf(inner.valueType, [...path, "value"], types) };
    }
    if (inner instanceof z.ZodUnion) {
        return { oneOf: inner.options.map((option) => typeOf(option, path, types)) };
    }
    if (inner instanceof z.ZodNumber) {
        return { type: inner.format === "safeint" ? "integer" : "number" };
    }
    if (inner instanceof z.ZodBoolean) {
        return { type: "boolean" };
    }
    if (inner instanceof z.ZodString || inner instanceof z.ZodEnum) {
        return { type: "string" };
    }
    if (inner instanceof z.ZodLiteral) {
        return { type: typeof inner.value === "boolean" ? "boolean" : "string" };
    }
    throw new Error(`${path.join(".")} is of a kind that a Pulumi package has no type for`);
}

function capital(word: string): string {
    return word.charAt(0).toUpperCase() + word.slice(1);
}
