import { kafkaManagerHeap } from "../../model/heap";
import { listedOnce } from "../../schema/problems";
import type { Problem } from "../../schema/problems";
import { resourceProblems } from "../../schema/resources";
import { schedulingProblems } from "../../schema/scheduling";
import { ingressChecks } from "./ingressChecks";
import type { KafkaManagerSettings } from "./settings";

/** Rules of `kafka:kafkaManager`; while the console is off, only of what Kubernetes itself would refuse. */
export function kafkaManagerChecks(settings: KafkaManagerSettings): Problem[] {
    return [
        ...schedulingProblems("kafkaManager", settings),
        ...(settings.enabled
            ? [
                  ...resourceProblems("kafkaManager", settings, kafkaManagerHeap),
                  ...nodePort(settings),
                  ...ingressChecks(settings),
                  ...clusterOptions(settings),
                  ...listedOnce(["kafkaManager", "features"], settings.features),
              ]
            : []),
    ];
}

function nodePort({ service }: KafkaManagerSettings): Problem[] {
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
function clusterOptions({ cluster }: KafkaManagerSettings): Problem[] {
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
