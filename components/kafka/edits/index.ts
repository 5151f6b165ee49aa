import type { BrokerSettings } from "../settings";
import { heapMiB, kafkaHeap } from "../../../model/heap";
import { needsMoves } from "../reassignment/deadline";
import { judgeBrokerCount } from "./replicas";
import { judgeDisk } from "../../storage/diskEdits";
import { inPlace, nothing, rolling } from "../../../edits/edit";
import { judgeFields } from "../../../edits/rules";
import { judgeProperties } from "./config";
import type { Edit } from "../../../edits/edit";
import type { Facts } from "../../../edits/facts";

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
        disk: judgeDisk("brokers", old.disk, wanted.disk, facts),
        drain: wanted.drain.length > 0 ? moved : nothing(),
        rebalance: wanted.rebalance ? moved : nothing(),
        moveRate: needsMoves(wanted) ? inPlace() : nothing(),
        spread: { hosts: roll, zones: roll },
        nodeSelector: roll,
        tolerations: roll,
        priorityClass: roll,
    });
    return [...fields, ...judgeProperties(old, wanted, facts)];
}

const moved = inPlace("partitions are moved while clients go on; pulumi up waits until that is done");
