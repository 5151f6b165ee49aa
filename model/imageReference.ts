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

/** The servers whose versions are read from tags. */
type Versioned = "kafka" | "zookeeper";

/** Whether the last part of the repository is this name: images that are called otherwise may have version numbers of their own. */
export function isCalled(name: Versioned, text: string): boolean {
    return imageReference(text).repository.split("/").at(-1) === name;
}

/** Whether it is the repository in which the project itself publishes, or a mirror that keeps its path: its tags are versions beyond doubt. */
export function isOfficial(name: Versioned, text: string): boolean {
    const { registry, repository } = imageReference(text);
    const official = { kafka: /(^|\/)apache\/kafka$/, zookeeper: /(^|\/)library\/zookeeper$/ }[name];
    return official.test(repository) || (name === "zookeeper" && registry === undefined && repository === name);
}

/**
 * Whether the numbers of a tag in somebody's own repository are likely to be the server's: those of its released lines, and majors that may
 * come. `2024.10.1` is no Kafka. Neither are 0.x and 1.x, with which numbers of one's own begin: Kafka before 2.0 (2018) has no such images.
 */
const isLikely: Readonly<Record<Versioned, (version: LeadingVersion) => boolean>> = {
    kafka: ({ major, minor = 0 }) =>
        (major === 2 && minor <= 8) || (major === 3 && minor <= 9) || (major >= 4 && major <= 9 && minor < 100),
    zookeeper: ({ major, minor = 0 }) => major === 3 && minor < 100,
};

/** The numbers that the tag of an image begins with; undefined where it begins with none, or where they are not the server's version. */
export function taggedVersion(name: Versioned, text: string): LeadingVersion | undefined {
    const version = isCalled(name, text) ? leadingVersion(imageReference(text).tag ?? "") : undefined;
    return version !== undefined && (isOfficial(name, text) || isLikely[name](version)) ? version : undefined;
}

/** The version in the tag of an image; undefined where it cannot be told, and where the tag names no line. */
export function imageVersion(name: Versioned, text: string | undefined): Version | undefined {
    return text === undefined || taggedVersion(name, text) === undefined
        ? undefined
        : parseVersion(imageReference(text).tag ?? "");
}
