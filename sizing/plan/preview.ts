/** As much as is needed of what `pulumi preview --json` prints. */
interface Digest {
    readonly changeSummary?: Readonly<Record<string, number>>;
    readonly diagnostics?: readonly { readonly severity?: string; readonly message?: string }[];
}

/** What a preview comes to, whatever the edits are. */
export interface Preview {
    /** `Pulumi: 4 to update, 2 to create`; undefined where nothing changes. */
    readonly operations: string | undefined;
    /** What went wrong, one text for each error. */
    readonly errors: readonly string[];
}

const done = new Set(["same", "read"]);

/** Reads what `pulumi preview --json` printed; text that is no such thing is taken for an error. */
export function readPreview(printed: string): Preview {
    let digest: Digest;
    try {
        digest = JSON.parse(printed) as Digest;
    } catch {
        return { operations: undefined, errors: printed.trim() === "" ? [] : [printed.trim()] };
    }
    const changes = Object.entries(digest.changeSummary ?? {}).filter(([op, count]) => !done.has(op) && count > 0);
    return {
        operations:
            changes.length === 0 ? undefined : `Pulumi: ${changes.map(([op, n]) => `${n} to ${op}`).join(", ")}`,
        errors: (digest.diagnostics ?? []).flatMap(({ severity, message }) =>
            severity === "error" && message !== undefined ? [message.trim()] : [],
        ),
    };
}
