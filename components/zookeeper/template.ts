import { zooServers } from "../../model/names";
import type { ImageSettings } from "../images/settings";
import { serverPod } from "./pod";
import type { ZooKeeperSettings } from "./settings";

/** Everything that the pods of the servers are made from, as far as the settings decide it: what differs restarts them. */
export function serverTemplate(settings: ZooKeeperSettings, images: ImageSettings): unknown {
    const servers = zooServers("headless", settings.replicas);
    return serverPod({ settings, image: images.zookeeper, pulling: images, selector: {}, servers });
}
