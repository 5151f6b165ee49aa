import { createHash } from "node:crypto";

/** Eight hexadecimal digits that change whenever one of the texts does: a Job cannot be edited, only made anew under another name. */
export function contentHash(...texts: readonly string[]): string {
    return createHash("sha256").update(texts.join("\0")).digest("hex").slice(0, 8);
}
