import { violation } from "../model/brokerProperties/value";
import { kafkaVersion } from "../components/images/checks";
import type { Problem } from "../schema/problems";
import type { Settings } from "./settings";

/** A broker does not start with a version that is newer than itself (MetadataVersion.fromVersionString). */
export function protocol({ images, brokers: { config } }: Settings): Problem[] {
    const image = kafkaVersion(images.kafka);
    return ["inter.broker.protocol.version", "log.message.format.version"].flatMap((name) => {
        const value = config[name] ?? "";
        const [major, minor] = String(value).split(/[.-]/).map(Number);
        const newer =
            violation(name, value) === undefined &&
            image?.minor !== undefined &&
            ((major ?? 0) - image.major || (minor ?? 0) - image.minor) > 0;
        return newer
            ? [
                  {
                      path: ["brokers", "config", name],
                      value,
                      rule: `must not be newer than kafka:images.kafka (${images.kafka})`,
                      advice: "lower it, or run a newer Kafka first",
                      about: [["images", "kafka"]],
                  },
              ]
            : [];
    });
}
