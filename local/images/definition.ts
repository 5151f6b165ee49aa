import type { ImageConfig } from "./archive";
import { javaHome } from "./java";
import type { Layer } from "./layer";
import type { Entry } from "./tar";
import { text } from "./tar";

/** An image as it is described: built only when it is needed. */
export interface Image {
    /** The official image's full reference: what the program asks for. */
    readonly reference: string;
    readonly config: ImageConfig;
    /** Lowest first. */
    readonly layers: readonly Layer[];
}

/** `PATH` and the like, as every image has them; `path` is put in front. */
export function environment(path: readonly string[], more: Readonly<Record<string, string>>): string[] {
    const standard = ["/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin"];
    const all = {
        PATH: [`${javaHome}/bin`, ...standard, ...path].join(":"),
        JAVA_HOME: javaHome,
        LANG: "C.UTF-8",
        ...more,
    };
    return Object.entries(all).map(([name, value]) => `${name}=${value}`);
}

/** The labels by which a person who inspects the image sees what it is not. */
export function standInLabels(title: string, description: string): Record<string, string> {
    return {
        "org.opencontainers.image.title": `${title} (stand-in)`,
        "org.opencontainers.image.description": description,
        "kafka.local/stand-in": "true",
    };
}

/** The only user and group besides root, number 1000 as in the official images. */
export const user = 1000;

/** The account files, in which the image's user has the name that the official image gives it. */
export function accounts(name: string, home: string): Entry[] {
    const passwd = [
        "root:x:0:0:root:/root:/bin/bash",
        "nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin",
        `${name}:x:${user}:${user}::${home}:/bin/bash`,
    ];
    const group = ["root:x:0:", "nogroup:x:65534:", `${name}:x:${user}:`];
    return [text("etc/passwd", `${passwd.join("\n")}\n`), text("etc/group", `${group.join("\n")}\n`)];
}
