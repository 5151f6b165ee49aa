import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { paths } from "../paths";
import { LocalError, say, step } from "../progress";
import { withLock } from "../toolchain/lock";
import type { LayeredImage } from "./archive";
import { writeArchive } from "./archive";
import { buildLayers, imageKey, pauseImage, programImages } from "./catalogue";
import type { Image } from "./definition";
import { canPull, preference, rememberRefusal } from "./registries";

/** Where an image in the cluster comes from. */
export interface ImageReport {
    /** The full reference. */
    readonly reference: string;
    /** `present`: it was there already, and is left alone. */
    readonly source: "present" | "official" | "stand-in";
}

/** Runs containerd's client in the cluster's namespace and returns its stdout; a pull may take minutes. */
export type Ctr = (args: string[]) => Promise<string>;

/** On an imported stand-in: what it was built from, so that a changed one is imported again. */
const keyLabel = "kafka.local/key";

/** Builds what the images need that cannot be pulled, into the cache: no containerd has to run. When the cache has it all, nothing is done. */
export async function buildImages(): Promise<void> {
    for (const image of programImages()) {
        if (!(await canPull(image.reference))) {
            await buildLayers(image);
        }
    }
}

/**
 * Puts the images that the cluster needs into containerd: the official one where it can be pulled, else the stand-in.
 * What is there already stays, except a stand-in whose sources have changed. `pause` is the static program of the image that
 * holds a pod's namespaces.
 */
export async function importImages(ctr: Ctr, pause: string): Promise<ImageReport[]> {
    const present = await listImages(ctr);
    const reports: ImageReport[] = [];
    const standIns: Image[] = [];
    const pauses = pauseImage(pause);
    for (const image of [pauses, ...programImages()]) {
        const { reference } = image;
        const found = present.get(reference);
        const onlyOfficial = preference() === "official" && image !== pauses;
        if (found === "" || (found === imageKey(image) && !onlyOfficial)) {
            reports.push({ reference, source: "present" });
        } else if (image !== pauses && (found === undefined || onlyOfficial) && (await pull(ctr, reference))) {
            reports.push({ reference, source: "official" });
        } else {
            standIns.push(image);
            reports.push({ reference, source: "stand-in" });
        }
    }
    if (standIns.length > 0) {
        await importStandIns(ctr, standIns);
    }
    for (const { reference, source } of reports.filter((report) => report.source !== "present")) {
        say(`image ${reference}: ${source}`);
    }
    return reports;
}

/** The images that containerd has: by reference, what a stand-in was built from, and the empty text for any other image. */
async function listImages(ctr: Ctr): Promise<Map<string, string>> {
    const lines = (await ctr(["images", "ls"])).split("\n").slice(1);
    const images = new Map<string, string>();
    for (const line of lines.filter((each) => each.trim() !== "")) {
        const reference = line.slice(0, line.search(/\s/));
        images.set(reference, new RegExp(`${keyLabel}=(\\w+)`).exec(line)?.[1] ?? "");
    }
    return images;
}

/** Whether the official image is in containerd now. */
async function pull(ctr: Ctr, reference: string): Promise<boolean> {
    if (!(await canPull(reference))) {
        return false;
    }
    try {
        await step(`pulling ${reference}`, () => ctr(["images", "pull", reference]));
        return true;
    } catch (error) {
        const why = error instanceof Error ? error.message : String(error);
        if (preference() === "official") {
            throw new LocalError(
                `${reference} cannot be pulled, and KAFKA_LOCAL_IMAGES=official allows no stand-in: ${why}`,
            );
        }
        say(`${reference} cannot be pulled, a stand-in is used: ${why}`);
        rememberRefusal(reference);
        return false;
    }
}

/** Builds these stand-ins as far as the cache lacks them, and puts them into containerd under the names of the official images. */
export async function importStandIns(ctr: Ctr, images: readonly Image[]): Promise<void> {
    const layered: LayeredImage[] = [];
    for (const image of images) {
        layered.push({ ...image, layers: await buildLayers(image) });
    }
    const directory = join(paths.images, ".import");
    await withLock(`${directory}.lock`, "importing images", async () => {
        mkdirSync(directory, { recursive: true });
        const archive = join(directory, "images.tar");
        try {
            await step(`importing ${images.length} images`, async () => {
                await writeArchive(archive, layered);
                await ctr(["images", "import", archive]);
            });
        } finally {
            rmSync(directory, { recursive: true, force: true });
        }
    });
    for (const image of images) {
        await ctr(["images", "label", image.reference, `${keyLabel}=${imageKey(image)}`]);
    }
}
