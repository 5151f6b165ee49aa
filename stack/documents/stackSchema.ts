import { z } from "zod";
import { brokerProperties } from "../../model/brokerProperties/definitions";
import type { BrokerProperty } from "../../model/brokerProperties/definitions";
import { topicProperties, topicReservedBecause } from "../../model/brokerProperties/topics";
import { reservedBecause, reservedNames } from "../../model/brokerProperties/reserved";
import { core } from "../../schema/issues";
import { groups } from "../settings";

/** The rule of a field in the words of its own error message: what it says to null, which no field takes. */
export function ruleOf(type: z.core.$ZodType): string {
    const outcome = z.safeParse(core(type), null);
    return outcome.error?.issues[0]?.message ?? "";
}

/** A JSON Schema, or a part of one. */
export type JsonSchema = z.core.JSONSchema.BaseSchema;

/** The project's file and the engine's own fields beside `config` (sdk/go/common/workspace, ProjectStack). */
const engineFields: Readonly<Record<string, JsonSchema>> = {
    secretsprovider: { type: "string", description: "How secrets are encrypted; written by Pulumi." },
    encryptedkey: { type: "string", description: "Key of the secrets; written by Pulumi." },
    encryptionsalt: { type: "string", description: "Salt of the passphrase; written by Pulumi." },
    environment: { description: "Pulumi ESC environments that are merged in." },
};

/**
 * The JSON Schema (draft 7, the newest that YAML editors know well) of a whole stack file `Pulumi.<stack>.yaml`: made of
 * the schema that the program checks with, so that an editor says what the program would say. Rules between
 * several keys cannot be said in it.
 */
export function stackSchema(): JsonSchema {
    const config = Object.entries(groups).map(
        ([group, type]) => [`kafka:${group}`, describeGroup(group, type)] as const,
    );
    return {
        $schema: "http://json-schema.org/draft-07/schema#",
        title: "Stack file of the project kafka",
        type: "object",
        additionalProperties: false,
        properties: {
            config: {
                type: "object",
                description:
                    "Settings of the stack. Keys that do not begin with `kafka:` belong to Pulumi and its providers.",
                properties: Object.fromEntries(config),
                patternProperties: { "^(?!kafka:)[^:]+:.+$": {} },
                additionalProperties: false,
            },
            ...engineFields,
        },
    };
}

function describeGroup(group: string, type: z.ZodType): JsonSchema {
    const options = { target: "draft-7", io: "input", override: addTexts } as const;
    const schema = z.toJSONSchema(type, options);
    delete schema.$schema;
    return titled(schema, `kafka:${group}`);
}

/** Adds what zod leaves out: the rule in words, which editors show beside a pattern that does not match, and broker properties by name. */
function addTexts({ zodSchema, jsonSchema }: { zodSchema: z.core.$ZodType; jsonSchema: JsonSchema }): void {
    const inner = core(zodSchema);
    if (jsonSchema.pattern !== undefined) {
        jsonSchema["patternErrorMessage"] = ruleOf(inner);
    }
    if (inner instanceof z.ZodUnion && jsonSchema.anyOf !== undefined) {
        for (const option of jsonSchema.anyOf) {
            if (typeof option === "object" && option.pattern !== undefined) {
                option["patternErrorMessage"] = ruleOf(inner);
            }
        }
    }
    // Zod says that keys of records are texts, which every key in YAML's JSON is.
    delete jsonSchema.propertyNames;
    if (inner === configOf(groups.brokers)) {
        jsonSchema.properties = propertiesByName();
    }
    if (inner === core(groups.topics.element.shape.config)) {
        jsonSchema.properties = topicPropertiesByName();
        // Topics have no property of a plug-in's.
        jsonSchema.additionalProperties = false;
    }
}

function configOf(brokers: typeof groups.brokers): z.core.$ZodType {
    return core(brokers.shape.config);
}

function propertiesByName(): Record<string, JsonSchema | boolean> {
    const properties: Record<string, JsonSchema | boolean> = {};
    for (const name of reservedNames) {
        properties[name] = false;
    }
    for (const [name, property] of Object.entries(brokerProperties)) {
        properties[name] = reservedBecause(name) === undefined && propertySchema(property);
    }
    return properties;
}

function topicPropertiesByName(): Record<string, JsonSchema | boolean> {
    return Object.fromEntries(
        Object.entries(topicProperties).map(([name, property]) => [
            name,
            topicReservedBecause(name) === undefined && propertySchema(property, []),
        ]),
    );
}

const reference: JsonSchema = { type: "string", pattern: "\\$\\{" };

/** Values may be given as numbers and flags, or as the texts that the properties file holds. */
function propertySchema(
    { type, min, max, or, words, shape }: BrokerProperty,
    references: readonly JsonSchema[] = [reference],
): JsonSchema {
    const bounds = { ...(min === undefined ? {} : { minimum: min }), ...(max === undefined ? {} : { maximum: max }) };
    const apart = or === undefined ? [] : [{ const: or }];
    switch (type) {
        case "boolean":
            return {
                anyOf: [
                    { type: "boolean" },
                    { type: "string", pattern: "^([tT][rR][uU][eE]|[fF][aA][lL][sS][eE])$" },
                    ...references,
                ],
            };
        case "double":
            return { anyOf: [{ type: "number", ...bounds }, { type: "string" }] };
        case "short":
        case "int":
        case "long":
            return {
                anyOf: [
                    { type: "integer", ...bounds },
                    ...apart,
                    { type: "string", pattern: "^\\s*[+-]?\\d+\\s*$" },
                    ...references,
                ],
            };
        case "password":
            return { ...reference, description: "A secret: only a reference by way of `config.providers`." };
        default:
            if (shape !== undefined) {
                const pattern = [shape.pattern.source, ...references.map((one) => one.pattern ?? "")].join("|");
                return { type: ["string", "number"], pattern, patternErrorMessage: `must be ${shape.rule}` };
            }
            return words === undefined || type === "list"
                ? { type: ["string", "number", "boolean"] }
                : { anyOf: [{ enum: [...words] }, ...references] };
    }
}

/** Gives every field its full key as title, which is what editors show first. */
function titled(schema: JsonSchema, key: string): JsonSchema {
    const { properties = {} } = schema;
    const fields = Object.entries(properties).map(([name, field]) => [
        name,
        typeof field === "boolean" || "title" in field || name.includes(".") ? field : titled(field, `${key}.${name}`),
    ]);
    return {
        title: key,
        ...schema,
        ...(fields.length > 0 ? { properties: Object.fromEntries(fields) as typeof properties } : {}),
    };
}
