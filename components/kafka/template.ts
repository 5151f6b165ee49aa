import { zookeeperConnect } from "../../model/names";
import type { ImageSettings } from "../images/settings";
import { brokerPod } from "./pod";
import { serverProperties } from "./properties";
import type { BrokerSettings } from "./settings";

/**
 * Everything that the pods of the brokers are made from, as far as the settings decide it: what differs restarts them. `servers` is the
 * number of ZooKeeper servers, which the brokers know by name.
 */
export function brokerTemplate(settings: BrokerSettings, images: ImageSettings, servers: number): unknown {
    return [
        brokerPod({
            settings,
            image: images.kafka,
            pulling: images,
            selector: {},
            headlessDns: "headless",
            configMap: "config",
        }),
        serverProperties(settings, zookeeperConnect("headless", servers)),
    ];
}
