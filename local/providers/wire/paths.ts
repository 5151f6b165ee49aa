import { isProperties } from "./values";
import type { Properties, Value } from "./values";

/** A way to a property from the root: keys of objects, indices of arrays. */
export type Path = readonly (string | number)[];

/** Writes a path the way the engine does: `spec.containers[0].image`, `labels["app.kubernetes.io/name"]`. */
export function pathText(path: Path): string {
    return path
        .map((part, index) => {
            if (typeof part === "number") {
                return `[${part}]`;
            }
            if (/[."[\]]/.test(part)) {
                return `["${part.replaceAll('"', '\\"')}"]`;
            }
            return index === 0 ? part : `.${part}`;
        })
        .join("");
}

/** Reads a property path as users write it in `ignoreChanges`: `spec.ports[0].name`, `metadata.labels["a/b.c"]`, `spec.*`. */
export function parsePath(text: string): Path {
    const steps = text.match(/\["(?:[^"\\]|\\.)*"\]|\[\d+\]|\[\*\]|[^.[\]]+/g) ?? [];
    return steps.map((step) => {
        if (step.startsWith('["')) {
            return step.slice(2, -2).replaceAll('\\"', '"');
        }
        if (step.startsWith("[")) {
            const index = step.slice(1, -1);
            return index === "*" ? index : Number(index);
        }
        return step;
    });
}

/** Whether a path is the pattern or lies below it; `*` in the pattern stands for any one step. */
export function isWithin(path: Path, pattern: Path): boolean {
    return path.length >= pattern.length && pattern.every((step, index) => step === "*" || step === path[index]);
}

/** The value at a path; undefined where any step is missing. */
export function valueAt(root: Properties, path: Path): Value | undefined {
    return path.reduce<Value | undefined>((inner, step) => {
        if (typeof step === "number") {
            return Array.isArray(inner) ? inner[step] : undefined;
        }
        return isProperties(inner) ? inner[step] : undefined;
    }, root);
}
