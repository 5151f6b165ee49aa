/** A type of Pulumi's package schema: of a property, an item, a value of a map. */
export interface TypeSpec {
    readonly type?: "boolean" | "integer" | "number" | "string" | "array" | "object";
    readonly items?: TypeSpec;
    readonly additionalProperties?: TypeSpec;
    readonly oneOf?: readonly TypeSpec[];
    readonly $ref?: string;
}

/** A property of Pulumi's package schema. */
export interface PropertySpec extends TypeSpec {
    readonly description?: string;
    readonly secret?: boolean;
}

/** An object of Pulumi's package schema that has a name. */
export interface ObjectSpec {
    readonly type: "object";
    readonly description?: string;
    readonly properties: Readonly<Record<string, PropertySpec>>;
    readonly required?: readonly string[];
}

/** As much of Pulumi's package schema (https://www.pulumi.com/docs/iac/extending-pulumi/schema) as a package of one component has. */
export interface PackageSchema {
    readonly name: string;
    readonly version: string;
    readonly description: string;
    readonly license: string;
    readonly meta: { readonly moduleFormat: string };
    readonly types: Readonly<Record<string, ObjectSpec>>;
    readonly resources: Readonly<Record<string, object>>;
    readonly language: Readonly<Record<string, object>>;
}
