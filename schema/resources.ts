import { largestHeapMiB } from "../model/heap";
import type { HeapRule } from "../model/heap";
import type { Workload } from "../model/names";
import { MiB, quantity } from "../model/quantity";
import type { Problem } from "./problems";

/** What one container may use, as every workload's settings say it: Kubernetes quantities. */
export interface ResourceSettings {
    /** Requested CPU. */
    readonly cpu: string | number;
    /** Limit of the CPU; none by default. */
    readonly cpuLimit?: string | number | undefined;
    /** Memory, requested and limit. */
    readonly memory: string | number;
    /** Java heap; a share of the memory by default. */
    readonly heap?: string | number | undefined;
}

/** Problems of the CPU and memory of one workload, whose heap follows a rule. */
export function resourceProblems(workload: Workload, settings: ResourceSettings, rule: HeapRule): Problem[] {
    return [...cpuLimit(workload, settings), ...heap(workload, settings, rule)];
}

function cpuLimit(workload: Workload, { cpu, cpuLimit: limit }: ResourceSettings): Problem[] {
    return limit !== undefined && quantity(limit) < quantity(cpu)
        ? [
              {
                  path: [workload, "cpuLimit"],
                  value: limit,
                  rule: `must be at least kafka:${workload}.cpu (${cpu})`,
                  advice: "raise it, or remove it",
                  about: [[workload, "cpu"]],
              },
          ]
        : [];
}

function heap(workload: Workload, { heap: asked, memory }: ResourceSettings, rule: HeapRule): Problem[] {
    const most = largestHeapMiB(rule, memory);
    return asked !== undefined && quantity(asked) / MiB > most
        ? [
              {
                  path: [workload, "heap"],
                  value: asked,
                  rule: `must be at most ${most}Mi, to leave the rest of kafka:${workload}.memory (${memory}) to the JVM itself`,
                  advice: "lower it, raise the memory, or remove it",
                  about: [[workload, "memory"]],
              },
          ]
        : [];
}
