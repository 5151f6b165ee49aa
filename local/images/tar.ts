import { createReadStream, createWriteStream, lstatSync, readdirSync, readlinkSync } from "node:fs";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import type { Header, Pack } from "tar-stream";
import { pack } from "tar-stream";

/** Who owns an entry and what may be done with it. */
export interface Attributes {
    /** Numeric user, which is also the group: every user of these images is alone in a group of the same number. Default 0. */
    readonly owner?: number;
    /** Permission bits, for example `0o755`. Default: the source's own for a file or tree, 0o644 for text, 0o755 for a directory. */
    readonly mode?: number;
}

/** One entry of an archive: its header, and the content that only files have. */
export interface Entry {
    readonly header: Pick<Header, "name" | "type" | "mode"> & Partial<Header>;
    readonly content?: { readonly text: string } | { readonly file: string };
}

/** A directory; what it holds are entries of their own. */
export function directory(name: string, { owner = 0, mode = 0o755 }: Attributes = {}): Entry {
    return { header: { name, type: "directory", mode, uid: owner, gid: owner } };
}

/** A symbolic link. */
export function link(name: string, target: string, { owner = 0 }: Attributes = {}): Entry {
    return { header: { name, type: "symlink", mode: 0o777, uid: owner, gid: owner, linkname: target } };
}

/** A file with this content. */
export function text(name: string, content: string, { owner = 0, mode = 0o644 }: Attributes = {}): Entry {
    return { header: { name, type: "file", mode, uid: owner, gid: owner }, content: { text: content } };
}

/** A copy of a file. */
export function copy(name: string, file: string, { owner = 0, mode }: Attributes = {}): Entry {
    const { size, mode: own } = lstatSync(file);
    return { header: { name, type: "file", size, mode: mode ?? own, uid: owner, gid: owner }, content: { file } };
}

/** Everything below a directory, in the order of the names; devices and sockets are left out. */
export function tree(name: string, source: string, attributes: Attributes = {}): Entry[] {
    const children = readdirSync(source, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
    return children.flatMap((child) => {
        const [to, from] = [join(name, child.name), join(source, child.name)];
        if (child.isDirectory()) {
            const mode = attributes.mode ?? lstatSync(from).mode;
            return [directory(to, { ...attributes, mode }), ...tree(to, from, attributes)];
        }
        if (child.isSymbolicLink()) {
            return [link(to, readlinkSync(from), attributes)];
        }
        return child.isFile() ? [copy(to, from, attributes)] : [];
    });
}

/** Writes an archive. The same entries give the same bytes. */
export async function writeTar(path: string, entries: readonly Entry[]): Promise<void> {
    const tar = pack();
    const adding = addAll(tar, entries).catch((error: unknown) => {
        tar.destroy();
        throw error;
    });
    await Promise.all([adding, pipeline(tar, createWriteStream(path))]);
}

async function addAll(tar: Pack, entries: readonly Entry[]): Promise<void> {
    for (const { header, content } of entries) {
        const timeless = { ...header, mtime: new Date(0) };
        if (content !== undefined && "file" in content) {
            await pipeline(createReadStream(content.file), tar.entry(timeless));
        } else {
            tar.entry(timeless, content?.text ?? "");
        }
    }
    tar.finalize();
}
