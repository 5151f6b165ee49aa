import type * as k8s from "@pulumi/kubernetes";
import { allBrokerLevels } from "../../model/logLevels";
import { workloadNames } from "../../model/names";
import { logLevelsFile } from "../kubernetes/logLevels";
import type { BrokerSettings } from "./settings";

/**
 * By which a broker that starts is told the levels: a running one forgets at a restart what it was told (Kafka has no place for it), and is told
 * by the Job (dynamicConfig.ts).
 */
export const brokerLevelsFile = logLevelsFile(workloadNames.brokers, "levels");

/** The levels as the scripts read them: lines `LOGGER=LEVEL`, sorted, the defaults among them. */
export function levelLines({ logLevels }: Pick<BrokerSettings, "logLevels">): string {
    return Object.entries(allBrokerLevels(logLevels))
        .map(([logger, level]) => `${logger}=${level}\n`)
        .sort()
        .join("");
}

/** What start.sh has to know of logs. */
export function loggingEnvironment({ logFormat }: Pick<BrokerSettings, "logFormat">): k8s.types.input.core.v1.EnvVar[] {
    return [
        { name: "LOG_FORMAT", value: logFormat },
        { name: "LOG_LEVELS_FILE", value: brokerLevelsFile.path },
    ];
}
