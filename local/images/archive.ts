import { createHash } from "node:crypto";
import { TarWriter } from "./tar";

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
export function writeArchive(path: string, images: readonly LayeredImage[]): void {
    const tar = new TarWriter(path);
    const stored = new Map<string, { readonly name: string; readonly digest: string }>();
    const manifest: { Config: string; RepoTags: string[]; Layers: string[] }[] = [];
    for (const image of images) {
        const layers = image.layers.map((layer) => {
            const known = stored.get(layer);
            if (known !== undefined) {
                return known;
            }
            const name = `layer-${stored.size}.tar`;
            const added = { name, digest: tar.copy(name, layer, { mode: 0o644 }) };
            stored.set(layer, added);
            return added;
        });
        const config = JSON.stringify({
            architecture: architectures[process.arch] ?? process.arch,
            os: "linux",
            config: image.config,
            rootfs: { type: "layers", diff_ids: layers.map((layer) => layer.digest) },
            history: layers.map(() => ({})),
        });
        const name = `${createHash("sha256").update(config).digest("hex")}.json`;
        tar.text(name, config);
        manifest.push({ Config: name, RepoTags: [image.reference], Layers: layers.map((layer) => layer.name) });
    }
    tar.text("manifest.json", JSON.stringify(manifest));
    tar.close();
}
