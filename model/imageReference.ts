import { leadingVersion, parseVersion } from "./versions";
import type { LeadingVersion, Version } from "./versions";

const path = "[a-z0-9]+([._-]+[a-z0-9]+)*";
const tag = ":[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}";
const digest = "@sha256:[0-9a-f]{64}";

/** Text of an image reference with a tag, a digest or both (the grammar of github.com/distribution/reference). */
export const imageReferenceShape = new RegExp(
    `^([a-z0-9.-]+(:[0-9]+)?/)?${path}(/${path})*(${tag}(${digest})?|${digest})$`,
);

/** The parts of an image reference: `quay.io/panubo/cmak:3.0.0.6-2@sha256:…`. */
export interface ImageReference {
    /** Host, and port if there is one; undefined for Docker Hub's short names. */
    readonly registry: string | undefined;
    /** Path below the registry: `panubo/cmak`. */
    readonly repository: string;
    /** Undefined where only a digest says which image it is. */
    readonly tag: string | undefined;
    /** `sha256:…`; undefined where none pins it. */
    readonly digest: string | undefined;
}

/** Reads an image reference; any text is read as far as it goes. */
export function imageReference(text: string): ImageReference {
    const [name = "", digestOf] = text.split("@", 2);
    const [, whole = "", tagOf] = /^(.*?)(?::([^/:]*))?$/s.exec(name) ?? [];
    const [first = "", ...rest] = whole.split("/");
    // A part before the first slash names a registry where it has a dot or a port.
    const isRegistry = rest.length > 0 && (/[.:]/.test(first) || first === "localhost");
    return {
        registry: isRegistry ? first : undefined,
        repository: isRegistry ? rest.join("/") : whole,
        tag: tagOf,
        digest: digestOf,
    };
}

/** Registry and path, without tag and digest: two images of one repository are builds of the same thing. */
export function repositoryOf(text: string): string {
    const { registry, repository } = imageReference(text);
    return registry === undefined ? repository : `${registry}/${repository}`;
}

/** The image without its registry: `panubo/cmak:3.0.0.6-2`. */
export function withoutRegistry(text: string): string {
    const { registry } = imageReference(text);
    return registry === undefined ? text : text.slice(registry.length + 1);
}

/** Whether the last part of the repository is this name: images that are called otherwise may have version numbers of their own. */
export function isCalled(name: "kafka" | "zookeeper", text: string): boolean {
    return imageReference(text).repository.split("/").at(-1) === name;
}

/** The version in the tag of an image that is called so; undefined for every other image, and where the tag names no line. */
export function imageVersion(name: "kafka" | "zookeeper", text: string | undefined): Version | undefined {
    return text === undefined || !isCalled(name, text) ? undefined : parseVersion(imageReference(text).tag ?? "");
}

/** The numbers that the tag of any image begins with; undefined where it begins with none. */
export function taggedVersion(text: string): LeadingVersion | undefined {
    return leadingVersion(imageReference(text).tag ?? "");
}
