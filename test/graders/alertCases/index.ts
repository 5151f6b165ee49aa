import { brokersCases } from "./brokers";
import type { AlertCase } from "./case";
import { consumersCases } from "./consumers";
import { disksCases } from "./disks";
import { kubernetesCases } from "./kubernetes";
import { loadCases } from "./load";
import { zookeeperCases } from "./zookeeper";

/** Of a cluster of 3 brokers with 10Gi each and 3 servers: a file for each of components/metrics/alerts. */
export const alertCases: readonly AlertCase[] = [
    ...brokersCases,
    ...loadCases,
    ...disksCases,
    ...zookeeperCases,
    ...consumersCases,
    ...kubernetesCases,
];
