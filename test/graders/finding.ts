/** Something that a tool does not like about an object. */
export interface Finding {
    readonly tool: "kube-score" | "kubeconform" | "checkov";
    /** The tool's own name for the rule: `container-resources`, `CKV_K8S_11`. */
    readonly check: string;
    /** Kind and name: `StatefulSet/kafka`; see `objectOf`. */
    readonly object: string;
    /** What the tool says, one line. */
    readonly message: string;
}

/** An object as findings and reasons name it: without the hash of its content that the name of a Job ends with. */
export function objectOf(kind: string, name: string): string {
    return `${kind}/${name.replace(/-[0-9a-f]{8}$/, "")}`;
}

/** One line for each finding, in columns. */
export function table(findings: readonly Finding[]): string {
    const rows = findings.map(({ tool, check, object, message }) => [object, `${tool} ${check}`, message]);
    const width = (column: number): number => Math.max(...rows.map((row) => row[column]?.length ?? 0));
    return rows
        .map(([object = "", check = "", message = ""]) =>
            [object.padEnd(width(0)), check.padEnd(width(1)), message].join("  "),
        )
        .join("\n");
}
