import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync } from "node:fs";
import { dirname, join } from "node:path";
import { paths } from "../paths";
import { step } from "../progress";
import { withLock } from "../toolchain/lock";
import type { Entry } from "./tar";
import { writeTar } from "./tar";

/** One layer of an image: what it is made from, and how. */
export interface Layer {
    /** Its file's name in the cache begins with this; unique among the layers. */
    readonly name: string;
    /** Files and directories whose content decides the layer; with `facts`, all that does. */
    readonly sources: readonly string[];
    /** What else decides the layer, for example the version of the JDK. Default: nothing. */
    readonly facts?: readonly string[];
    /** Makes what the layer holds; `scratch` is an empty directory that is removed afterwards. */
    readonly fill: (scratch: string) => Promise<readonly Entry[]>;
}

function addToDigest(digest: ReturnType<typeof createHash>, path: string): void {
    if (statSync(path).isDirectory()) {
        for (const name of readdirSync(path).sort()) {
            digest.update(`${name}\0`);
            addToDigest(digest, join(path, name));
        }
    } else {
        digest.update(readFileSync(path)).update("\0");
    }
}

/** Where the layer is kept in the cache, built or not: its name changes with everything that decides its content. */
export function layerFile(layer: Layer): string {
    const digest = createHash("sha256").update((layer.facts ?? []).join("\0"));
    // How entries are written is part of every layer.
    for (const source of [join(__dirname, "tar.ts"), dirname(require.resolve("tar-stream")), ...layer.sources]) {
        addToDigest(digest, source);
    }
    return join(paths.images, `${layer.name}-${digest.digest("hex").slice(0, 16)}.tar`);
}

/** Removes what an earlier state of the sources left under the same layer name, once it was not used for a day: another checkout may want it. */
function removeOutdated(name: string): void {
    const pattern = new RegExp(`^${name}-[0-9a-f]{16}\\.tar$`);
    const dayAgo = Date.now() - 24 * 60 * 60 * 1000;
    for (const entry of readdirSync(paths.images)) {
        const path = join(paths.images, entry);
        if (pattern.test(entry) && statSync(path).mtimeMs < dayAgo) {
            rmSync(path, { force: true });
        }
    }
}

/**
 * The layer's tar file in the cache, built if it is not there.
 * It appears under its name only when it is whole, so that a build that was killed leaves nothing that could be taken for a layer.
 */
export async function ensureLayer(layer: Layer): Promise<string> {
    const file = layerFile(layer);
    if (existsSync(file)) {
        const now = new Date();
        utimesSync(file, now, now);
        return file;
    }
    const scratch = join(paths.images, `.${layer.name}`);
    await withLock(`${scratch}.lock`, `building the image layer ${layer.name}`, async () => {
        // Another process may have built it while this one waited.
        if (existsSync(file)) {
            return;
        }
        rmSync(scratch, { recursive: true, force: true });
        mkdirSync(scratch, { recursive: true });
        try {
            await step(`image layer ${layer.name}`, () => build(layer, scratch, file));
        } finally {
            rmSync(scratch, { recursive: true, force: true });
        }
        removeOutdated(layer.name);
    });
    return file;
}

async function build(layer: Layer, scratch: string, file: string): Promise<void> {
    const work = join(scratch, "work");
    mkdirSync(work);
    const unfinished = join(scratch, "layer.tar");
    await writeTar(unfinished, await layer.fill(work));
    renameSync(unfinished, file);
}
