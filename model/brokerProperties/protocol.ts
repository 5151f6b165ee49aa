import { imageVersion } from "../imageReference";
import { parseVersion } from "../versions";
import type { Version } from "../versions";
import type { Value } from "./value";

/** The property that says which language brokers speak among each other. */
export const protocolProperty = "inter.broker.protocol.version";

/** The protocol that brokers speak: the one pinned, else that of their own version. Undefined where neither can be read. */
export function protocolOf(pinned: Value | undefined, image: string | undefined): Version | undefined {
    return pinned === undefined ? imageVersion("kafka", image) : parseVersion(String(pinned));
}
