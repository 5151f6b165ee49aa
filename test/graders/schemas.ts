import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { text } from "../harness";
import type { Json } from "../harness";

/** A schema of an OpenAPI 2 document, as far as that of an API server goes. */
interface Schema {
    readonly $ref?: string;
    readonly type?: string | readonly string[];
    readonly format?: string;
    readonly required?: readonly string[];
    readonly enum?: readonly Json[];
    readonly properties?: Readonly<Record<string, Schema>>;
    readonly items?: Schema;
    readonly additionalProperties?: Schema | false;
    readonly "x-kubernetes-group-version-kind"?: readonly { group: string; version: string; kind: string }[];
}

/** The definitions of an API server's OpenAPI document, by name: `io.k8s.api.core.v1.Pod`. */
export type Definitions = Readonly<Record<string, Schema>>;

/** Where `schemaFile` puts the schema of an object, in the words of kubeconform's `-schema-location`. */
export const schemaLocation = "{{.ResourceKind}}-{{.Group}}-{{.ResourceAPIVersion}}.json";

function groupAndVersion(apiVersion: string): readonly [group: string, version: string] {
    const [version = "", group = ""] = apiVersion.split("/").reverse();
    return [group, version];
}

/** kubeconform takes the version of an object without a group for its group. */
function schemaFile(kind: string, apiVersion: string): string {
    const [group, version] = groupAndVersion(apiVersion);
    return `${kind.toLowerCase()}-${group || version}-${version}.json`;
}

/** The same without texts, and with no field but those that are named. */
function strict(schema: Schema): Schema {
    const { $ref, type, format, required, enum: values, properties, items, additionalProperties } = schema;
    if (format === "int-or-string") {
        return { type: ["integer", "string"] };
    }
    const further = additionalProperties === undefined || additionalProperties === false ? false : additionalProperties;
    return {
        ...($ref === undefined ? {} : { $ref }),
        ...(type === undefined ? {} : { type }),
        ...(required === undefined ? {} : { required }),
        ...(values === undefined ? {} : { enum: values }),
        ...(items === undefined ? {} : { items: strict(items) }),
        ...(properties === undefined
            ? {}
            : {
                  properties: Object.fromEntries(
                      Object.entries(properties).map(([name, inner]) => [name, strict(inner)]),
                  ),
                  additionalProperties: further === false ? false : strict(further),
              }),
        // A map has no names of its own; an object without either may hold anything.
        ...(properties === undefined && further !== false ? { additionalProperties: strict(further) } : {}),
    };
}

function nameIn($ref: string): string {
    return $ref.replace("#/definitions/", "");
}

function references({ $ref, properties = {}, items, additionalProperties }: Schema): readonly string[] {
    const inner = [...Object.values(properties), ...(items === undefined ? [] : [items])];
    const further = additionalProperties === undefined || additionalProperties === false ? [] : [additionalProperties];
    return [...($ref === undefined ? [] : [nameIn($ref)]), ...[...inner, ...further].flatMap(references)];
}

/** The named definition and all that it refers to, directly or not. */
function reachable(definitions: Definitions, name: string, found: Record<string, Schema> = {}): Record<string, Schema> {
    const definition = definitions[name];
    if (definition !== undefined && found[name] === undefined) {
        found[name] = strict(definition);
        for (const other of references(definition)) {
            reachable(definitions, other, found);
        }
    }
    return found;
}

/**
 * The JSON Schema (draft 7) of one kind of objects, in which a field that the API server does not know is an error. Undefined where
 * it does not know the kind.
 */
export function schemaOf(definitions: Definitions, apiVersion: string, kind: string): object | undefined {
    const [group, version] = groupAndVersion(apiVersion);
    const found = Object.entries(definitions).find(([, { "x-kubernetes-group-version-kind": kinds = [] }]) =>
        kinds.some((one) => one.group === group && one.version === version && one.kind === kind),
    );
    return found === undefined
        ? undefined
        : {
              $schema: "http://json-schema.org/draft-07/schema#",
              $ref: `#/definitions/${found[0]}`,
              definitions: reachable(definitions, found[0]),
          };
}

/** Where the kinds of an API server are told. */
export interface Kinds {
    /** Its OpenAPI document, a JSON file. */
    readonly openApi: string;
    /** CustomResourceDefinitions beside it, YAML files. */
    readonly definitions: readonly string[];
}

interface CustomResourceDefinition {
    readonly spec: {
        readonly group: string;
        readonly names: { readonly kind: string };
        readonly versions: readonly { readonly name: string; readonly schema: { readonly openAPIV3Schema: Schema } }[];
    };
}

/** The definitions of custom resources; their metadata are like everybody's, which the CustomResourceDefinition does not say. */
function customDefinitions(file: string): Definitions {
    const { group, names, versions } = (parse(readFileSync(file, "utf8")) as CustomResourceDefinition).spec;
    const metadata = { $ref: "#/definitions/io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta" };
    return Object.fromEntries(
        versions.map(({ name: version, schema: { openAPIV3Schema: schema } }) => [
            `${group}.${version}.${names.kind}`,
            {
                ...schema,
                properties: { ...schema.properties, metadata },
                "x-kubernetes-group-version-kind": [{ group, version, kind: names.kind }],
            },
        ]),
    );
}

/** Writes the schema of every kind among the objects into a directory; none for a kind that nobody knows. */
export function writeSchemas(kinds: Kinds, objects: readonly Json[], directory: string): void {
    const document = JSON.parse(readFileSync(kinds.openApi, "utf8")) as { readonly definitions: Definitions };
    const known = Object.assign({}, document.definitions, ...kinds.definitions.map(customDefinitions)) as Definitions;
    for (const object of objects) {
        const [apiVersion, kind] = [text(object, "apiVersion"), text(object, "kind")];
        const schema = schemaOf(known, apiVersion, kind);
        if (schema !== undefined) {
            writeFileSync(join(directory, schemaFile(kind, apiVersion)), JSON.stringify(schema));
        }
    }
}
