import type { Path, Problem } from "./problems";

// Source: k8s.io/apimachinery/pkg/util/validation, IsQualifiedName and IsValidLabelValue.
const name = /^[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/;
const prefix = /^(?=.{1,253}$)[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

/** Whether a text is the key of a Kubernetes label or taint: a name, or a DNS name, '/' and a name. */
export function isLabelKey(text: string): boolean {
    const [last = "", first, ...more] = text.split("/").reverse();
    return more.length === 0 && name.test(last) && (first === undefined || prefix.test(first));
}

/** Whether a text is the value of a Kubernetes label or taint; it may be empty. */
export function isLabelValue(text: string): boolean {
    return text === "" || name.test(text);
}

/** What a label key must look like. */
export const keyRule =
    "must be a label key: up to 63 letters, digits, '-', '_' and '.', after an optional DNS name and '/'";

/** What a label value must look like. */
export const valueRule =
    "must be a label value: up to 63 letters, digits, '-', '_' and '.', a letter or digit at either end";

/** Problems of a map of annotations: keys that Kubernetes refuses. Values may be anything. */
export function annotationProblems(path: Path, annotations: Readonly<Record<string, string>>): Problem[] {
    return Object.entries(annotations)
        .filter(([key]) => !isAnnotationKey(key))
        .map(([key, value]) => ({
            path: [...path, key],
            value,
            state: "no annotation",
            rule: keyRule.replace("must be a label key", "its key must be an annotation key"),
        }));
}

/** Whether a text is the key of an annotation: like that of a label, but the DNS name may have capitals (k8s.io/apimachinery/pkg/api/validation, ValidateAnnotations). */
export function isAnnotationKey(key: string): boolean {
    return isLabelKey(key.toLowerCase());
}

/** Problems of a map of labels: keys and values that Kubernetes refuses. */
export function labelProblems(path: Path, labels: Readonly<Record<string, string>>): Problem[] {
    return Object.entries(labels).flatMap(([key, value]) => {
        if (!isLabelKey(key)) {
            return [
                { path: [...path, key], value, state: "no label", rule: keyRule.replace("must be", "its key must be") },
            ];
        }
        return isLabelValue(value) ? [] : [{ path: [...path, key], value, rule: valueRule }];
    });
}
