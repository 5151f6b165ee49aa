import type { KafkaManagerSettings } from "./settings";
import { heapMiB, kafkaManagerHeap } from "../../model/heap";
import { inPlace, nothing, rolling } from "../../edits/edit";
import { judgeFields } from "../../edits/rules";
import type { Edit, Outcome } from "../../edits/edit";

/** Judges the edits of `kafka:kafkaManager`: none can touch a record, so all are allowed. */
export function judgeKafkaManager(old: KafkaManagerSettings, wanted: KafkaManagerSettings): Edit[] {
    const runs = old.enabled && wanted.enabled;
    const restart = runs ? rolling(["kafkaManager"]) : nothing();
    const serve = runs ? inPlace() : nothing();
    const register = runs ? inPlace("the cluster is registered in the console anew") : nothing();
    const heap = (settings: KafkaManagerSettings) => heapMiB(kafkaManagerHeap, settings.memory, settings.heap);
    return judgeFields("kafkaManager", old, wanted, {
        enabled: wanted.enabled ? appears : disappears,
        cpu: restart,
        cpuLimit: restart,
        memory: restart,
        heap: heap(old) === heap(wanted) ? nothing() : restart,
        service: { type: serve, nodePort: serve },
        username: restart,
        passwordVersion: restart,
        features: restart,
        cluster: {
            name: runs
                ? inPlace(
                      `the cluster is registered as ${wanted.cluster.name}; the entry ${old.cluster.name} stays until it is deleted in the console`,
                  )
                : nothing(),
            jmx: register,
            pollConsumers: register,
            filterConsumers: register,
            activeOffsetCache: register,
            displaySizes: register,
        },
        nodeSelector: restart,
        tolerations: restart,
        priorityClass: restart,
    });
}

const appears: Outcome = { effect: "adds", rolls: [], notes: [] };

const disappears: Outcome = {
    effect: "removes",
    rolls: [],
    notes: ["its password goes with it; a new one is generated when it comes back"],
};
