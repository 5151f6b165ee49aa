import type { BrokerSettings } from "../../settings/schema";
import { brokerGrace, brokerStartup } from "../budgets";
import { heapMiB, kafkaHeap } from "../heap";
import { judgeBrokerCount } from "./brokerCount";
import { judgeDisk } from "./disks";
import { inPlace, nothing, rolling } from "./edit";
import { judgeFields } from "./fields";
import { judgeProperties } from "./properties";
import type { Edit, Outcome } from "./edit";
import type { Facts } from "./facts";

/** Judges the edits of `kafka:brokers`. It uses all the facts. */
export function judgeBrokers(old: BrokerSettings, wanted: BrokerSettings, facts: Facts = {}): Edit[] {
    const roll = rolling(["brokers"]);
    const heap = (settings: BrokerSettings) => heapMiB(kafkaHeap, settings.memory, settings.heap);
    const fields = judgeFields<Omit<BrokerSettings, "config">>("brokers", old, wanted, {
        replicas: judgeBrokerCount(old, wanted, facts),
        cpu: roll,
        cpuLimit: roll,
        memory: roll,
        heap: heap(old) === heap(wanted) ? nothing() : roll,
        disk: judgeDisk(old.disk, wanted.disk, facts.expandable, besideGrowth(old.disk, wanted.disk)),
        drain: inPlace("partitions are moved while clients go on; pulumi up waits until that is done"),
        rebalance: wanted.rebalance
            ? inPlace("partitions are moved while clients go on; pulumi up waits until that is done")
            : nothing(),
        moveRate: nothing(),
        spread: { hosts: roll, zones: roll },
        nodeSelector: roll,
        tolerations: roll,
        priorityClass: roll,
    });
    return [...fields, ...judgeProperties(old, wanted, facts)];
}

type Size = string | number;

/** How long a broker may take to start and to stop is in its pod, and grows with the disk, in steps of 100 GiB. */
function besideGrowth(from: Size, to: Size): Outcome {
    return brokerStartup(from) === brokerStartup(to) && brokerGrace(from) === brokerGrace(to)
        ? inPlace()
        : rolling(
              ["brokers"],
              "the disks grow online; the brokers restart because larger disks get more time to start and stop",
          );
}
