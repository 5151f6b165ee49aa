import { brokerHeap } from "../../../model/heap";
import { loggerProblems } from "../../../schema/logging";
import type { Problem } from "../../../schema/problems";
import { resourceProblems } from "../../../schema/resources";
import { schedulingProblems } from "../../../schema/scheduling";
import { externalChecks } from "../external/checks";
import type { BrokerSettings } from "../settings";
import { authorization } from "./authorizer";
import { brokerConfig } from "./config";
import { draining } from "./drain";
import { brokerPairs } from "./pairs";
import { replicationFactors } from "./replicationFactors";

/** Rules of `kafka:brokers`; `withMetrics` says whether they show any. */
export function brokerChecks(settings: BrokerSettings, withMetrics: boolean): Problem[] {
    return [
        ...resourceProblems("brokers", settings, brokerHeap(withMetrics)),
        ...schedulingProblems("brokers", settings),
        ...brokerConfig(settings),
        ...brokerPairs(settings),
        ...loggerProblems("brokers", settings.logLevels),
        ...authorization(settings),
        ...replicationFactors(settings),
        ...draining(settings),
        ...externalChecks(settings),
    ];
}
