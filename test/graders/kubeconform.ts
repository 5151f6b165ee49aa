import { mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { attempt } from "../../local/child";
import type { Json } from "../harness";
import { objectOf } from "./finding";
import type { Finding } from "./finding";
import { schemaLocation, writeSchemas } from "./schemas";
import type { Kinds } from "./schemas";

interface Report {
    readonly resources: readonly {
        readonly kind: string;
        readonly name: string;
        readonly status: "statusValid" | "statusInvalid" | "statusError" | "statusSkipped";
        readonly msg: string;
        /** What is wrong with an object that has a schema, field by field. */
        readonly validationErrors?: readonly { readonly path: string; readonly msg: string }[];
    }[];
}

/**
 * What of a file of manifests the API server would not take, or would drop: one finding for each object. `known` is what
 * tells its kinds. Throws where the file cannot be read.
 */
export async function kubeconform(
    executable: string,
    file: string,
    objects: readonly Json[],
    known: Kinds,
): Promise<readonly Finding[]> {
    const schemas = join(dirname(file), "schemas");
    mkdirSync(schemas, { recursive: true });
    writeSchemas(known, objects, schemas);
    const location = join(schemas, schemaLocation);
    const options = ["-strict", "-verbose", "-output", "json", "-schema-location", location];
    const { stdout, stderr } = await attempt(executable, [...options, file]);
    // It ends with 1 for findings and for faults alike.
    if (!stdout.startsWith("{")) {
        throw new Error(`kubeconform: ${stderr}`);
    }
    const { resources } = JSON.parse(stdout) as Report;
    if (resources.length !== objects.length) {
        throw new Error(`kubeconform saw ${resources.length} objects of ${objects.length}: ${stderr}`);
    }
    return resources
        .filter(({ status }) => status !== "statusValid")
        .map(({ kind, name, status, msg, validationErrors = [] }) => ({
            tool: "kubeconform" as const,
            check: status.replace("status", "").toLowerCase(),
            object: objectOf(kind, name),
            message: validationErrors.map((error) => `${error.path}: ${error.msg}`).join("; ") || msg,
        }));
}
