import { createHash } from "node:crypto";
import { basename } from "node:path";
import { cmakImage } from "./cmak/image";
import type { Image } from "./definition";
import { standInLabels } from "./definition";
import { kafkaImage } from "./kafka/image";
import { metricsAgentImage } from "./metricsAgent/image";
import { ensureLayer, layerFile } from "./layer";
import { copy } from "./tar";
import { zookeeperImage } from "./zookeeper/image";

/** The images that the program asks for by default, as they are built when their official ones cannot be had. */
export function programImages(): Image[] {
    return [zookeeperImage(), kafkaImage(), cmakImage(), metricsAgentImage()];
}

/** The image of the process that holds a pod's namespaces, from a static program. */
export function pauseImage(program: string): Image {
    return {
        reference: "registry.local/pause:1",
        layers: [
            {
                name: "pause",
                sources: [program],
                fill: () => Promise.resolve([copy("pause", program, { mode: 0o755 })]),
            },
        ],
        config: { Entrypoint: ["/pause"], Labels: standInLabels("pause", "Holds the namespaces of a pod") },
    };
}

/** What changes whenever the built image would: 16 hexadecimal digits. */
export function imageKey(image: Image): string {
    const layers = image.layers.map((layer) => basename(layerFile(layer)));
    return createHash("sha256")
        .update(JSON.stringify([image.config, layers]))
        .digest("hex")
        .slice(0, 16);
}

/** The image's layer files, built as far as the cache lacks them. */
export async function buildLayers(image: Image): Promise<string[]> {
    const files: string[] = [];
    // One after another: the compilers of the tools want the other processor.
    for (const layer of image.layers) {
        files.push(await ensureLayer(layer));
    }
    return files;
}
