import { imageReference, withoutRegistry } from "../../model/imageReference";
import { harmless, refusedUnlessAllowed } from "../../edits/edit";
import type { Outcome } from "../../edits/edit";

const example = { kafka: "apache/kafka:3.9.2@sha256:…", zookeeper: "zookeeper:3.8.6@sha256:…" } as const;

/** Judges an edit of an image where a version, the old or the new, cannot be read. */
export function judgeUnknownVersion(repository: keyof typeof example, old: string, wanted: string): Outcome {
    return isSameImage(old, wanted)
        ? harmless()
        : refusedUnlessAllowed(
              harmless(),
              "where a version cannot be read nobody can tell whether the new image reads what the old one has written",
              `write tag and digest of an image called ${repository} (${example[repository]})`,
          );
}

/** Whether both have the same digest, or the same name and tag, whatever registry they come from. */
function isSameImage(a: string, b: string): boolean {
    const { digest } = imageReference(a);
    return digest === imageReference(b).digest && (digest !== undefined || isMirrored(a, b) || isMirrored(b, a));
}

/** Whether an image is another one below a registry: a host, and perhaps a project. A repository without a host is a registry of nobody's. */
function isMirrored(copy: string, image: string): boolean {
    const path = withoutRegistry(image);
    return copy === path || (imageReference(copy).registry !== undefined && copy.endsWith(`/${path}`));
}
