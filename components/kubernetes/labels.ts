/** Labels of one part, as Kubernetes recommends them. */
export type Labels = Readonly<Record<string, string>>;

/** The labels that select the pods of a part. They never change: a selector cannot be edited. */
export function selectorLabels(part: string, instance: string): Labels {
    return { "app.kubernetes.io/name": part, "app.kubernetes.io/instance": instance };
}

/** The labels of every object of a part. No version among them: it would roll the pods for nothing. */
export function labels(part: string, instance: string): Labels {
    return {
        ...selectorLabels(part, instance),
        "app.kubernetes.io/part-of": "kafka",
        "app.kubernetes.io/managed-by": "pulumi",
    };
}
