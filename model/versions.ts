/** A version as far as a tag names it. */
export interface Version {
    readonly major: number;
    readonly minor: number;
    /** Undefined where the tag names a line, such as `3.9`. */
    readonly patch: number | undefined;
}

/** Negative where `a` is older than `b`, by major and minor. */
export function compareMinor(a: Version, b: Version): number {
    return a.major - b.major || a.minor - b.minor;
}

/** `3.9`, as `inter.broker.protocol.version` and documentation name a line. */
export function lineOf({ major, minor }: Version): string {
    return `${major}.${minor}`;
}

/** The same with the patch, where it is known. */
export function versionText(version: Version): string {
    return version.patch === undefined ? lineOf(version) : `${lineOf(version)}.${version.patch}`;
}

/** The Kafka version of an image: from the tag of a repository called `kafka`; undefined for every other. */
export function kafkaVersion(image: string | undefined): Version | undefined {
    return versionIn("kafka", image ?? "");
}

/** The ZooKeeper version of an image: from the tag of a repository called `zookeeper`; undefined for every other. */
export function zookeeperVersion(image: string): Version | undefined {
    return versionIn("zookeeper", image);
}

/** A version at the beginning of a text, with or without a `v`: `3.9`, `3.9.2-r1`, `3.8-IV0`. */
export function parseVersion(text: string): Version | undefined {
    const match = /^v?(\d+)\.(\d+)(?:\.(\d+))?(?![\w.])/.exec(text);
    return match === null
        ? undefined
        : {
              major: Number(match[1]),
              minor: Number(match[2]),
              patch: match[3] === undefined ? undefined : Number(match[3]),
          };
}

/** The version in the tag of an image whose repository ends in `name`. */
function versionIn(name: string, image: string): Version | undefined {
    const [, last, tag = ""] = /([^/:@]+)(?::([^/:@]+))?(?:@.*)?$/.exec(image) ?? [];
    return last === name ? parseVersion(tag) : undefined;
}
