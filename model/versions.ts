/** The numbers that a text begins with: `3`, `3.9`, `v3.9.2-r1`, `3.9rc1`. */
export interface LeadingVersion {
    /** The first number. */
    readonly major: number;
    /** Undefined where the text names the newest of a major version: `3`. */
    readonly minor: number | undefined;
    /** Undefined where the text names a line: `3.9`. */
    readonly patch: number | undefined;
    /** Whether letters or numbers follow at once, as in `3.9rc1`: no release of that version. */
    readonly isOpen: boolean;
}

/** A released version, or the line that a tag names. */
export interface Version {
    /** The first number. */
    readonly major: number;
    /** The second number. */
    readonly minor: number;
    /** Undefined where the tag names a line, such as `3.9`. */
    readonly patch: number | undefined;
}

/** Reads the numbers at the beginning of a text, with or without a `v`; undefined where there are none. */
export function leadingVersion(text: string): LeadingVersion | undefined {
    const match = /^v?(\d+)(?:\.(\d+)(?:\.(\d+))?(?<open>[\w.])?|$)/.exec(text);
    if (match === null) {
        return undefined;
    }
    const number = (digits: string | undefined) => (digits === undefined ? undefined : Number(digits));
    return {
        major: Number(match[1]),
        minor: number(match[2]),
        patch: number(match[3]),
        isOpen: match.groups?.["open"] !== undefined,
    };
}

/** The version at the beginning of a text: `3.9`, `3.9.2-r1`, `3.8-IV0`; undefined where the text names no line or no release. */
export function parseVersion(text: string): Version | undefined {
    const { major, minor, patch, isOpen } = leadingVersion(text) ?? { major: 0, isOpen: true };
    return minor === undefined || isOpen ? undefined : { major, minor, patch };
}

/** Negative where `a` is older than `b`, by major and minor. */
export function compareMinor(a: Version, b: Version): number {
    return a.major - b.major || a.minor - b.minor;
}

/** Negative where `a` is older than `b`; a line counts as its first release. */
export function compareVersions(a: Version, b: Version): number {
    return compareMinor(a, b) || (a.patch ?? 0) - (b.patch ?? 0);
}

/** `3.9`, as `inter.broker.protocol.version` and documentation name a line. */
export function lineOf({ major, minor }: Version): string {
    return `${major}.${minor}`;
}
