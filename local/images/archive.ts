import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import type { Entry } from "./tar";
import { copy, text, writeTar } from "./tar";

/** How containers of an image start, in the words of the image format; absent fields are absent in the image too. */
export interface ImageConfig {
    readonly User?: string;
    readonly Env?: readonly string[];
    readonly Entrypoint?: readonly string[];
    readonly Cmd?: readonly string[];
    readonly WorkingDir?: string;
    readonly Volumes?: Readonly<Record<string, object>>;
    readonly ExposedPorts?: Readonly<Record<string, object>>;
    readonly Labels?: Readonly<Record<string, string>>;
}

/** An image that is ready to be put into an archive. */
export interface LayeredImage {
    /** The full reference, `registry/repository:tag`. */
    readonly reference: string;
    readonly config: ImageConfig;
    /** The layers' tar files, lowest first; one that several images share is stored once. */
    readonly layers: readonly string[];
}

const architectures: Readonly<Record<string, string>> = { x64: "amd64", arm64: "arm64" };

/**
 * Writes images as one archive in the format of `docker save`, which `ctr images import` reads.
 * The same images give the same bytes, and so the same image ids.
 */
export async function writeArchive(path: string, images: readonly LayeredImage[]): Promise<void> {
    const entries: Entry[] = [];
    const stored = new Map<string, { readonly name: string; readonly digest: string }>();
    for (const layer of new Set(images.flatMap(({ layers }) => layers))) {
        const name = `layer-${stored.size}.tar`;
        stored.set(layer, { name, digest: `sha256:${await digestOf(layer)}` });
        entries.push(copy(name, layer, { mode: 0o644 }));
    }
    const manifest = images.map((image) => {
        const layers = image.layers.flatMap((layer) => stored.get(layer) ?? []);
        const config = JSON.stringify({
            architecture: architectures[process.arch] ?? process.arch,
            os: "linux",
            config: image.config,
            rootfs: { type: "layers", diff_ids: layers.map((layer) => layer.digest) },
            history: layers.map(() => ({})),
        });
        const name = `${createHash("sha256").update(config).digest("hex")}.json`;
        entries.push(text(name, config));
        return { Config: name, RepoTags: [image.reference], Layers: layers.map((layer) => layer.name) };
    });
    await writeTar(path, [...entries, text("manifest.json", JSON.stringify(manifest))]);
}

async function digestOf(file: string): Promise<string> {
    const digest = createHash("sha256");
    await pipeline(createReadStream(file), digest);
    return digest.digest("hex");
}
