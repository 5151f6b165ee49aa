import type { Problem } from "../../schema/problems";
import type { Settings } from "../../stack/settings";
import { listedOnce } from "../../schema/listedOnce";

/** Rules of `kafka:kafkaManager`; none while the console is off. */
export function kafkaManager(settings: Settings): Problem[] {
    return settings.kafkaManager.enabled
        ? [
              ...nodePort(settings),
              ...clusterOptions(settings),
              ...listedOnce(["kafkaManager", "features"], settings.kafkaManager.features),
          ]
        : [];
}

function nodePort({ kafkaManager: { service } }: Settings): Problem[] {
    return service.nodePort !== undefined && service.type !== "NodePort"
        ? [
              {
                  path: ["kafkaManager", "service", "nodePort"],
                  value: service.nodePort,
                  rule: `must not be set while kafka:kafkaManager.service.type is ${service.type}`,
                  advice: "set the type to NodePort, or remove it",
                  about: [["kafkaManager", "service", "type"]],
              },
          ]
        : [];
}

/** What CMAK requires of its own form: "requirement failed", answered with 200. */
function clusterOptions({ kafkaManager: { cluster } }: Settings): Problem[] {
    const needs = [
        ["filterConsumers", "pollConsumers"],
        ["displaySizes", "jmx"],
    ] as const;
    return needs
        .filter(([option, needed]) => cluster[option] && !cluster[needed])
        .map(([option, needed]) => ({
            path: ["kafkaManager", "cluster", option],
            value: true,
            rule: `must be false while kafka:kafkaManager.cluster.${needed} is false`,
            advice: "change one of the two",
            about: [["kafkaManager", "cluster", needed]],
        }));
}
