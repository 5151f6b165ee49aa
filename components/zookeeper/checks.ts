import { zookeeperHeap } from "../../model/heap";
import { loggerProblems } from "../../schema/logging";
import type { Problem } from "../../schema/problems";
import { resourceProblems } from "../../schema/resources";
import { schedulingProblems } from "../../schema/scheduling";
import type { ZooKeeperSettings } from "./settings";

/** Rules of `kafka:zookeeper`. */
export function zookeeperChecks(settings: ZooKeeperSettings): Problem[] {
    return [
        ...resourceProblems("zookeeper", settings, zookeeperHeap),
        ...schedulingProblems("zookeeper", settings),
        ...loggerProblems("zookeeper", settings.logLevels),
        ...syncWithinInit(settings),
    ];
}

/** A follower that may lag for longer than it may take to join would never be given up. */
function syncWithinInit({ initLimit, syncLimit }: ZooKeeperSettings): Problem[] {
    return syncLimit > initLimit
        ? [
              {
                  path: ["zookeeper", "syncLimit"],
                  value: syncLimit,
                  rule: `must be at most kafka:zookeeper.initLimit (${initLimit})`,
                  advice: "lower it, or raise the other",
                  about: [["zookeeper", "initLimit"]],
              },
          ]
        : [];
}
