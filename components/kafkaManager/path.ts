import type { KafkaManagerSettings } from "./settings";

/** What stands before every path of the console: empty, or `/kafka`. */
export function pathPrefix({ ingress }: Pick<KafkaManagerSettings, "ingress">): string {
    return ingress.path === "/" ? "" : ingress.path;
}

/** The path that answers 200 without a password. */
export function healthPath(settings: Pick<KafkaManagerSettings, "ingress">): string {
    return `${pathPrefix(settings)}/api/health`;
}

/**
 * CMAK's options for its path; none for `/`. What is open without a password is matched against the whole path
 * (app/controllers/BasicAuthenticationFilter.scala), so it has to follow; by index, as the features.
 */
export function pathOptions(settings: Pick<KafkaManagerSettings, "ingress">): readonly string[] {
    const prefix = pathPrefix(settings);
    return prefix === ""
        ? []
        : [`-Dplay.http.context=${prefix}`, `-DbasicAuthentication.excluded.0=${healthPath(settings)}`];
}

/** What tells a script the prefix: nothing where there is none. */
export function pathEnvironment(settings: Pick<KafkaManagerSettings, "ingress">): readonly PathVariable[] {
    const prefix = pathPrefix(settings);
    return prefix === "" ? [] : [{ name: "CONSOLE_PATH", value: prefix }];
}

interface PathVariable {
    readonly name: "CONSOLE_PATH";
    readonly value: string;
}
