import { zookeeperConnect } from "../../model/names";
import type { ImageSettings } from "../images/settings";
import { consolePod } from "./pod";
import type { KafkaManagerSettings } from "./settings";

/**
 * Everything that the console's pod is made from, as far as the settings decide it: what differs restarts it; undefined where it does not
 * run. `servers` is the number of ZooKeeper servers, which the console knows by name.
 */
export function consoleTemplate(settings: KafkaManagerSettings, images: ImageSettings, servers: number): unknown {
    return settings.enabled
        ? consolePod({
              settings,
              image: images.kafkaManager,
              zookeeperImage: images.zookeeper,
              pulling: images,
              zookeeperConnect: zookeeperConnect("headless", servers),
              // The Secret is named after its content.
              secret: `${settings.username} ${settings.passwordVersion}`,
          })
        : undefined;
}
