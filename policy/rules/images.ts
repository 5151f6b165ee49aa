import { shown, text } from "../objects/json";
import { nameOf } from "../objects/object";
import type { Declared } from "../objects/object";
import { containersOf, podOf } from "../objects/pods";
import { resourcePolicy } from "../policy";

/** The parts of an image reference, as a node reads them. */
interface Reference {
    /** Registry and path, with what a short name leaves out: `docker.io/library/zookeeper`. */
    readonly repository: string;
    readonly tag: string | undefined;
    readonly digest: string | undefined;
}

/** Reads an image reference, with Docker Hub's short names in full (github.com/distribution/reference, normalize.go). */
function referenceOf(image: string): Reference {
    const [named = "", digest] = image.split("@", 2);
    const [, repository = "", tag] = /^(.*?)(?::([^/:]*))?$/s.exec(named) ?? [];
    const [first = "", ...rest] = repository.split("/");
    const isHost = rest.length > 0 && (/[.:]/.test(first) || first === "localhost");
    const full = isHost ? repository : `docker.io/${rest.length === 0 ? "library/" : ""}${repository}`;
    return { repository: full, tag, digest };
}

/** The image of each container that has one, and how a message calls it. */
function imagesOf(object: Declared): readonly (Reference & { readonly where: string; readonly image: string })[] {
    return containersOf(podOf(object)).flatMap(({ title, spec }) => {
        const image = text(spec, "image");
        return image === undefined
            ? []
            : [{ where: `${nameOf(object)}, ${title}: image`, image, ...referenceOf(image) }];
    });
}

/** An image that is another one tomorrow rolls nothing when it changes, and each node may run its own. */
export const pinned = resourcePolicy<{ readonly digest: boolean }>(
    {
        name: "images-pinned",
        description: "Images have a tag that is not latest, or a digest.",
        settings: {
            digest: { type: "boolean", default: false, description: "Whether each image must have a digest." },
        },
    },
    (object, { digest: needsDigest }) =>
        imagesOf(object)
            .filter(({ tag, digest }) =>
                needsDigest ? digest === undefined : digest === undefined && (tag ?? "latest") === "latest",
            )
            .map(
                ({ where, image }) =>
                    `${where} is ${shown(image)}: must have ${needsDigest ? "a digest" : "a tag that is not latest, or a digest"}; ` +
                    `write the image as NAME:VERSION${needsDigest ? "@sha256:…" : ""} (here: kafka:images)`,
            ),
);

/** Where images may come from is a list of the organization's own: without one, from anywhere. */
export const registries = resourcePolicy<{ readonly registries: readonly string[] }>(
    {
        name: "images-registries",
        description: "Images come from registries that are allowed.",
        settings: {
            registries: {
                type: "array",
                items: { type: "string" },
                default: [],
                description:
                    "Registries, or paths below them, such as `docker.io/apache`; Docker Hub's own images are in `docker.io/library`. Empty: all.",
            },
        },
    },
    (object, { registries: allowed }) =>
        imagesOf(object)
            .filter(
                ({ repository }) =>
                    allowed.length > 0 && !allowed.some((place) => `${repository}/`.startsWith(`${place}/`)),
            )
            .map(
                ({ where, image, repository }) =>
                    `${where} is ${shown(image)}: ${repository} must be in ${allowed.join(", ")}; ` +
                    "take it from there (here: kafka:images.registry), or add where it is to registries",
            ),
);
