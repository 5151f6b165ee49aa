import { closeSync, lstatSync, openSync, readdirSync, readlinkSync, readSync, writeSync } from "node:fs";
import { createHash } from "node:crypto";
import { join } from "node:path";

/** Who owns an entry and what may be done with it; root's, and the mode of the file it comes from, when absent. */
export interface Attributes {
    /** Numeric user, which is also the group: every user of these images is alone in a group of the same number. Default 0. */
    readonly owner?: number;
    /** Permission bits, for example `0o755`. Default: the source's own for a file or tree, 0o644 for text, 0o755 for a directory. */
    readonly mode?: number;
}

const block = 512;

/** The header of one entry in POSIX ustar form. Times are zero: the same content gives the same bytes. */
function header(name: string, type: string, size: number, mode: number, owner: number, target: string): Buffer {
    const bytes = Buffer.alloc(block);
    let prefix = "";
    if (Buffer.byteLength(name) > 100) {
        const cut = name.indexOf("/", name.length - 101);
        if (cut < 0) {
            throw new Error(`a tar archive cannot hold this name: ${name}`);
        }
        prefix = name.slice(0, cut);
        name = name.slice(cut + 1);
    }
    if (Buffer.byteLength(target) > 100) {
        throw new Error(`a tar archive cannot hold this link: ${target}`);
    }
    const octal = (value: number, at: number, length: number): void => {
        bytes.write(value.toString(8).padStart(length - 1, "0"), at, "latin1");
    };
    bytes.write(name, 0);
    octal(mode & 0o7777, 100, 8);
    octal(owner, 108, 8);
    octal(owner, 116, 8);
    octal(size, 124, 12);
    octal(0, 136, 12);
    bytes.fill(" ", 148, 156);
    bytes.write(type, 156);
    bytes.write(target, 157);
    bytes.write("ustar\u000000", 257, "latin1");
    bytes.write(prefix, 345);
    const sum = bytes.reduce((total, byte) => total + byte, 0);
    bytes.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148, "latin1");
    return bytes;
}

/** Writes one tar archive, entry by entry; `close` ends it. */
export class TarWriter {
    private readonly file: number;

    /** @param path the archive; replaced if it exists. */
    constructor(path: string) {
        this.file = openSync(path, "w");
    }

    /** Adds a directory; what it holds is added by itself. */
    directory(name: string, attributes: Attributes = {}): void {
        this.entry(`${name}/`, "5", 0, attributes.mode ?? 0o755, attributes.owner);
    }

    /** Adds a symbolic link. */
    link(name: string, target: string, attributes: Attributes = {}): void {
        this.entry(name, "2", 0, 0o777, attributes.owner, target);
    }

    /** Adds a file with this content. */
    text(name: string, content: string | Buffer, attributes: Attributes = {}): void {
        const bytes = Buffer.from(content);
        this.entry(name, "0", bytes.length, attributes.mode ?? 0o644, attributes.owner);
        this.write(bytes);
        this.pad(bytes.length);
    }

    /** Adds a copy of a file and returns its content's digest, `sha256:…`, which costs no second reading. */
    copy(name: string, source: string, attributes: Attributes = {}): string {
        const { size, mode } = lstatSync(source);
        this.entry(name, "0", size, attributes.mode ?? mode, attributes.owner);
        const digest = createHash("sha256");
        const chunk = Buffer.alloc(1 << 20);
        const input = openSync(source, "r");
        try {
            for (let read = readSync(input, chunk); read > 0; read = readSync(input, chunk)) {
                digest.update(chunk.subarray(0, read));
                this.write(chunk.subarray(0, read));
            }
        } finally {
            closeSync(input);
        }
        this.pad(size);
        return `sha256:${digest.digest("hex")}`;
    }

    /** Adds everything below a directory, in the order of the names; devices and sockets are left out. */
    tree(name: string, source: string, attributes: Attributes = {}): void {
        const entries = readdirSync(source, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
        for (const entry of entries) {
            const [to, from] = [join(name, entry.name), join(source, entry.name)];
            if (entry.isDirectory()) {
                this.directory(to, { ...attributes, mode: attributes.mode ?? lstatSync(from).mode });
                this.tree(to, from, attributes);
            } else if (entry.isSymbolicLink()) {
                this.link(to, readlinkSync(from), attributes);
            } else if (entry.isFile()) {
                this.copy(to, from, attributes);
            }
        }
    }

    /** Ends the archive. */
    close(): void {
        this.write(Buffer.alloc(2 * block));
        closeSync(this.file);
    }

    private entry(name: string, type: string, size: number, mode: number, owner = 0, target = ""): void {
        this.write(header(name, type, size, mode, owner, target));
    }

    private pad(size: number): void {
        this.write(Buffer.alloc((block - (size % block)) % block));
    }

    /** A full disk first shows as a short write. */
    private write(bytes: Buffer): void {
        for (let done = 0; done < bytes.length;) {
            done += writeSync(this.file, bytes, done);
        }
    }
}
